import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.spoken_words import moment, spoken_words, word_set
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)


def _transcript(*words: TranscriptWord, language: str = "en") -> Transcript:
    segment = TranscriptSegment(" ".join(word.text for word in words), 0.0, 9.0, words)
    return Transcript((segment,), 9.0, "made up", language)


def _letters(*texts: str, language: str = "en") -> list[str]:
    words = [TranscriptWord(text, place, place + 0.5, 0.9) for place, text in enumerate(texts)]
    return [word.letters for word in spoken_words(_transcript(*words, language=language), 99.0)]


def test_words_ignore_case_and_punctuation() -> None:
    assert _letters("“Attention,”", "GPT-4.", "don\N{RIGHT SINGLE QUOTATION MARK}t", "3.5") == [
        "attention",
        "gpt-4",
        "don't",
        "3.5",
    ]


def test_punctuation_alone_is_not_a_word() -> None:
    assert _letters("well", "-", "...", "yes") == ["well", "yes"]


def test_a_filler_in_the_text_is_not_a_word() -> None:
    assert _letters("Um,", "we", "uhh", "ah", "er", "train") == ["we", "train"]


def test_a_filler_sound_can_be_a_word_in_another_language() -> None:
    assert _letters("er", "geht", language="de") == ["er", "geht"]


def test_several_words_in_one_token_share_its_time() -> None:
    words = spoken_words(_transcript(TranscriptWord("chain of thought,", 1.0, 2.5, 0.9)), 9.0)
    assert [(word.text, *word.interval) for word in words] == [
        ("chain", 1.0, 1.5),
        ("of", 1.5, 2.0),
        ("thought,", 2.0, 2.5),
    ]


def test_a_segment_without_words_uses_its_text() -> None:
    transcript = Transcript((TranscriptSegment("One two.", 1.0, 3.0),), 4.0, "made up")
    assert [word.interval for word in spoken_words(transcript, 4.0)] == [(1.0, 2.0), (2.0, 3.0)]


@pytest.mark.parametrize("text", ["wan-", "wan\N{EM DASH}", "wan-,"])
def test_a_trailing_dash_marks_a_cut_off_word(text: str) -> None:
    (word,) = spoken_words(_transcript(TranscriptWord(text, 0.0, 1.0, 0.9)), 9.0)
    assert word.is_cut_off
    assert word.letters == "wan"


@pytest.mark.parametrize(
    ("text", "ends"), [("so.", True), ("so?", True), ('so."', True), ("so,", False), ("so", False)]
)
def test_a_sentence_ends_at_its_punctuation(text: str, ends: bool) -> None:
    (word,) = spoken_words(_transcript(TranscriptWord(text, 0.0, 1.0, 0.9)), 9.0)
    assert word.ends_sentence is ends
    assert not word.is_cut_off


def test_an_ellipsis_does_not_end_a_sentence() -> None:
    words = _transcript(
        TranscriptWord("the...", 0.0, 1.0, 0.9),
        TranscriptWord("the\N{HORIZONTAL ELLIPSIS}", 1, 2, 0.9),
    )
    assert not any(word.ends_sentence for word in spoken_words(words, 9.0))


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=20), st.floats(0, 20))
def test_word_times_are_valid_for_any_transcript(
    times: list[tuple[float, float]], duration: float
) -> None:
    words = spoken_words(
        _transcript(*(TranscriptWord("word", *time, 0.9) for time in times)), duration
    )
    assert len(words) == len(times)
    clock = 0.0
    for word in words:
        assert clock <= word.start <= word.end <= duration
        clock = word.start


def test_a_nan_time_becomes_the_time_of_the_word_before() -> None:
    words = spoken_words(
        _transcript(TranscriptWord("a", 1, 2, 0.9), TranscriptWord("b", math.nan, math.nan, 0.9)),
        9.0,
    )
    assert words[1].interval == (1.0, 1.0)


def test_adjacent_words_form_one_moment() -> None:
    words = spoken_words(
        _transcript(TranscriptWord("the", 1.0, 1.5, 0.9), TranscriptWord("the,", 1.6, 2.0, 0.9)),
        9.0,
    )
    found = moment(words)
    assert (found.start, found.end, found.text) == (1.0, 2.0, "the the,")


def test_a_word_set_contains_the_words_of_its_text() -> None:
    assert word_set("a the  a") == {"a", "the"}
