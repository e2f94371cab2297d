"""Export of transcripts as subtitles: SubRip (SRT) and WebVTT."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mock_interviewer.app.export.selection import ExportedSession
from mock_interviewer.app.text.control_characters import without_controls
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

_LONGEST: Final = 84
"""Characters of a subtitle: two lines by the rules of broadcasters."""
_SECONDS: Final = 6.0
_SHORTEST: Final = 0.05
_TAG: Final = re.compile(r"(?<=<)(?=[/a-zA-Z])|(?<=\{)(?=\\)")
_JOINER: Final = "\u2060"


@dataclass(frozen=True)
class SubtitleCue:
    """A subtitle of one line; times in seconds, ``end`` after ``start``."""

    start: float
    end: float
    text: str


def cues(transcript: Transcript, length: float, after: float = 0.0) -> Iterator[SubtitleCue]:
    """Yield the subtitles for ``length`` seconds of sound that start after ``after`` seconds.

    They are in order, do not overlap, and end with the sound.
    """
    end = 0.0
    for segment in transcript.segments:
        for words in _portions(segment):
            text = " ".join(without_controls("".join(word.text for word in words)).split())
            if not text:
                continue
            start = max(words[0].start, end)
            end = max(min(words[-1].end, length), start + _SHORTEST)
            yield SubtitleCue(after + start, after + end, text)


def session_cues(sessions: Iterable[ExportedSession]) -> Iterator[SubtitleCue]:
    """Yield the subtitles of consecutive takes, timed for their sound in a single file."""
    after = 0.0
    for kept in sessions:
        for each in kept.takes:
            take = each.take
            if take.transcript is not None:
                yield from cues(take.transcript, take.duration, after)
            after += take.duration


def srt(shown: Iterable[SubtitleCue]) -> str:
    """Return subtitles as SRT.

    SRT has no escape for characters that players interpret as the start of a tag, so an invisible
    joiner is inserted after them.
    """
    return "".join(
        f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n"
        f"{_TAG.sub(_JOINER, cue.text).replace('-->', f'--{_JOINER}>')}\n\n"
        for number, cue in enumerate(shown, 1)
    )


def vtt(shown: Iterable[SubtitleCue]) -> str:
    """Return subtitles as WebVTT."""
    return "WEBVTT\n\n" + "".join(
        f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n"
        f"{html.escape(cue.text, quote=False)}\n\n"
        for cue in shown
    )


def _portions(segment: TranscriptSegment) -> Iterator[list[TranscriptWord]]:
    """Yield the words of a segment in portions that can be read at once."""
    words = segment.words or (TranscriptWord(segment.text, segment.start, segment.end, 1.0),)
    spaced = any(word.text.startswith(" ") for word in words)
    portion: list[TranscriptWord] = []
    for word in words:
        each = (
            word
            if spaced
            else TranscriptWord(f" {word.text}", word.start, word.end, word.probability)
        )
        length = sum(len(one.text) for one in [*portion, each])
        if portion and (length > _LONGEST or each.end - portion[0].start > _SECONDS):
            yield portion
            portion = []
        portion.append(each)
    if portion:
        yield portion


def _time(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minute = divmod(minutes, 60)
    second, thousandth = divmod(rest, 1000)
    return f"{hours:02}:{minute:02}:{second:02}{point}{thousandth:03}"
