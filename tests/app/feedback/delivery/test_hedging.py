import pytest

from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord, spoken_words
from mock_interviewer.app.feedback.delivery.word_choice import hedges
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)


def _spoken(text: str) -> tuple[SpokenWord, ...]:
    words = tuple(
        TranscriptWord(word, float(place), place + 0.5, 0.9)
        for place, word in enumerate(text.split())
    )
    return spoken_words(
        Transcript((TranscriptSegment(text, 0, 999, words),), 999.0, "made up"), 999.0
    )


def _found(text: str) -> list[str]:
    return [moment.text for moment in hedges(_spoken(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it is kind of a cache", "kind of"),
        ("we sort of guess", "sort of"),
        ("it works, kind of.", "kind of."),
        ("Kind of like a cache", "Kind of"),
        ("I guess that helps", "I guess"),
        ("it's kinda slow", "kinda"),
        ("it is the same, kind of", "kind of"),
        ("Kind of. Models vary", "Kind of."),
        ("you add Redis or something.", "or something."),
        ("a queue or something like that", "or something like that"),
        ("I suppose we could", "I suppose"),
    ],
)
def test_a_softener_that_sounds_unsure_counts_alone(text: str, found: str) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I think maybe we should", "I think maybe"),
        ("probably maybe not", "probably maybe"),
        ("I think it's probably fine", "I think it's probably"),
        ("I think maybe kind of like that", "I think maybe kind of"),
        ("so perhaps I feel like that helps", "perhaps I feel like"),
    ],
)
def test_adjacent_softeners_count_as_one(text: str, found: str) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "I think it works",
        "Maybe we should",
        "it probably works and maybe scales",
        "what kind of model is it",
        "kind of model",
        "a different kind of attention",
        "this sort of thing",
        "the classic kind of overfitting",
        "you use Redis or something else",
        "That is what I think. Maybe not.",
        "maybe, maybe",
        "kinds of data",
        "They are kind. Of course they are",
        "I think models probably learn that",
    ],
)
def test_ordinary_uses_of_softeners_do_not_count(text: str) -> None:
    assert _found(text) == []


def test_a_hedge_has_its_time() -> None:
    (found,) = hedges(_spoken("so I think maybe not"))
    assert (found.start, found.end) == (1.0, 3.5)
