import io
import itertools

import webvtt
from hypothesis import given
from hypothesis import strategies as st
from rig.kept_session import SAID, SECONDS

from mock_interviewer.app.export.selection import ExportedSession
from mock_interviewer.app.export.subtitles import SubtitleCue, cues, srt, vtt
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

_WORDS = st.lists(
    st.tuples(
        st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30),
        st.floats(0.1, 5.0),
    ),
    min_size=1,
    max_size=40,
)
JOINER = "\u2060"


def _spoken(words: list[tuple[str, float]]) -> Transcript:
    """Return consecutive words of so many seconds each."""
    made, at = [], 0.0
    for text, seconds in words:
        made.append(TranscriptWord(f" {text}", at, at + seconds, 0.9))
        at += seconds
    text = " ".join(word.text.strip() for word in made)
    return Transcript((TranscriptSegment(text, 0.0, at, tuple(made)),), at, "base")


def _of(kept: ExportedSession) -> list[SubtitleCue]:
    transcript = kept.takes[0].take.transcript
    assert transcript is not None
    return list(cues(transcript, SECONDS))


def _read_srt(text: str) -> list[webvtt.Caption]:
    return list(webvtt.from_buffer(io.BytesIO(text.encode()), format="srt", strict=True).captions)


def test_srt_is_read_back_with_its_words_and_times(kept: ExportedSession) -> None:
    read = _read_srt(srt(_of(kept)))
    assert " ".join(each.raw_text for each in read).replace(JOINER, "") == SAID
    assert read[0].start == "00:00:00.000"
    assert read[-1].end == "00:00:02.000"


def test_transcript_text_is_never_a_tag_in_srt(kept: ExportedSession) -> None:
    assert "<i>" in SAID
    assert "<i>" not in srt(_of(kept))


def test_vtt_is_read_back_with_its_words(kept: ExportedSession) -> None:
    read = webvtt.from_string(vtt(_of(kept))).captions
    assert " ".join(each.raw_text for each in read) == _escaped(SAID)
    assert read[-1].end == "00:00:02.000"


@given(_WORDS)
def test_any_words_survive_srt_and_vtt_in_order(words: list[tuple[str, float]]) -> None:
    transcript = _spoken(words)
    shown = list(cues(transcript, transcript.duration, after=3600.0))
    assert " ".join(cue.text for cue in shown).split() == transcript.text.split()
    for cue, following in itertools.pairwise(shown):
        assert cue.start < cue.end <= following.start
    read = [each.raw_text.replace(JOINER, "") for each in _read_srt(srt(shown))]
    assert read == [cue.text for cue in shown]
    captions = webvtt.from_string(vtt(shown)).captions
    assert [each.raw_text for each in captions] == [_escaped(cue.text) for cue in shown]


@given(_WORDS)
def test_subtitles_stay_long_enough_to_read(words: list[tuple[str, float]]) -> None:
    transcript = _spoken(words)
    shown = list(cues(transcript, transcript.duration))
    assert bool(shown) == bool(words)
    for cue in shown:
        assert len(cue.text) <= 84
        assert cue.end - cue.start <= 6.0 + 1e-9


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
