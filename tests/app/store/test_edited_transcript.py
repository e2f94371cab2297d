from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.store.takes.edited_transcript import (
    EDITED_BY_PERSON,
    edit_transcript,
    text_to_edit,
)
from mock_interviewer.audio.recognition.transcript import (
    Filler,
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)


def _said(*lines: str) -> Transcript:
    """Return lines as segments, with one word a second that lasts 0.8 s."""
    segments = []
    at = 0
    for line in lines:
        words = tuple(
            TranscriptWord(f" {text}", number, number + 0.8, 0.5)
            for number, text in enumerate(line.split(), at)
        )
        at += len(words)
        segments.append(TranscriptSegment(line, words[0].start, words[-1].end, words))
    return Transcript(tuple(segments), float(at), "base")


SAID = _said("Perplexity is the exponent", "of the loss.")


def _times(transcript: Transcript) -> list[tuple[str, Any, Any]]:
    """Return each word with when it begins and ends, about."""
    return [
        (word.text.strip(), pytest.approx(word.start), pytest.approx(word.end))
        for word in transcript.words
    ]


def test_each_segment_is_a_line() -> None:
    assert text_to_edit(SAID) == "Perplexity is the exponent\n\nof the loss."


def test_a_corrected_word_keeps_the_time_of_the_original() -> None:
    made = edit_transcript(SAID, "Perplexity is the exponential\nof the loss.")
    assert made.words[3] == TranscriptWord(" exponential", 3, 3.8, 1.0, "exponent")
    assert made.words[4:] == SAID.words[4:]
    assert made.text == "Perplexity is the exponential of the loss."
    assert (made.model, made.duration) == (EDITED_BY_PERSON, SAID.duration)


def test_case_and_punctuation_do_not_make_another_word() -> None:
    made = edit_transcript(SAID, "perplexity, is the exponent\nof the loss")
    assert made.words[0] == TranscriptWord(" perplexity,", 0, 0.8, 0.5)


def test_two_words_in_place_of_one_share_its_time_by_their_lengths() -> None:
    made = edit_transcript(SAID, "Perplexity is the exp onent\nof the loss.")
    assert _times(made)[3:5] == [("exp", 3, 3.3), ("onent", 3.3, 3.8)]


def test_one_word_in_place_of_two_has_the_time_of_both() -> None:
    made = edit_transcript(SAID, "Perplexity exponent\nof the loss.")
    assert _times(made)[:2] == [("Perplexity", 0, 0.8), ("exponent", 3, 3.8)]
    assert _times(edit_transcript(SAID, "Perplexity is theexponent of the loss."))[2] == (
        "theexponent",
        2,
        3.8,
    )


def test_added_words_are_placed_in_the_gap_beside_their_neighbor() -> None:
    made = edit_transcript(SAID, "Well Perplexity is really the exponent\nof the loss. Yes")
    assert _times(made)[0] == ("Well", 0, 0)
    assert _times(made)[3] == ("really", 1.8, 2.0)
    assert _times(made)[-1] == ("Yes", 6.8, 7.0)


def test_lines_can_be_split_and_joined() -> None:
    made = edit_transcript(SAID, "\nPerplexity is\n\n  the exponent of the loss.\n")
    assert [segment.text for segment in made.segments] == [
        "Perplexity is",
        "the exponent of the loss.",
    ]
    assert [(one.start, one.end) for one in made.segments] == [(0, 1.8), (2, 6.8)]


def test_words_of_a_segment_without_times_share_its_time() -> None:
    untimed = Transcript((TranscriptSegment("One two", 2.0, 5.0),), 6.0, "base")
    assert _times(edit_transcript(untimed, "One two")) == [("One", 2, 3.5), ("two", 3.5, 5)]


def test_fillers_and_flags_are_kept() -> None:
    found = replace(SAID, fillers=(Filler("um", 1.8, 2.0),), flags=("cut-off",))
    made = edit_transcript(found, "Something else.")
    assert (made.fillers, made.flags) == (found.fillers, found.flags)


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="without words"):
        edit_transcript(SAID, " \n ")


_words = st.lists(st.sampled_from(["a", "b", "c.", "Dd", "e-e", "…"]), min_size=1, max_size=12)
_gaps = st.lists(st.floats(-0.05, 0.6), min_size=12, max_size=12)


@given(_words, _gaps, _words)
def test_times_stay_in_order_and_within_the_recording(
    heard: list[str], gaps: list[float], written: list[str]
) -> None:
    words = []
    at = 0.0
    for text, gap in zip(heard, gaps, strict=False):
        start = max(0.0, at + gap)
        at = start + 0.3
        words.append(TranscriptWord(f" {text}", start, at, 0.9))
    said = Transcript(
        (TranscriptSegment(" ".join(heard), 0.0, at, tuple(words)),), at + 0.5, "base"
    )
    made = edit_transcript(said, " ".join(written))
    assert [word.text.strip() for word in made.words] == written
    starts = [word.start for word in made.words]
    assert starts == pytest.approx(sorted(starts))
    assert all(0 <= word.start <= word.end + 1e-9 for word in made.words)
    assert all(word.end <= said.duration + 1e-9 for word in made.words)


@given(_words, _words)
def test_undoing_an_edit_restores_the_times_of_unchanged_words(
    heard: list[str], written: list[str]
) -> None:
    said = _said(" ".join(heard))
    assert edit_transcript(said, text_to_edit(said)).words == said.words
    made = edit_transcript(said, " ".join(written))
    times = {(word.start, word.end) for word in said.words}
    kept = [word for word in made.words if word.probability == 0.5]
    assert all((word.start, word.end) in times for word in kept)
