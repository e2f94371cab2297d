from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.repetitions import LATEST, repetitions
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord, spoken_words
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

SAID = ["the", "we", "can", "I", "it", "it's", "is", "wan-", "wanted", "so.", "model,", "very"]


def _spoken(text: str, step: float = 0.4) -> tuple[SpokenWord, ...]:
    words = tuple(
        TranscriptWord(word, place * step, place * step + 0.3, 0.9)
        for place, word in enumerate(text.split())
    )
    return spoken_words(
        Transcript((TranscriptSegment(text, 0, 999, words),), 999.0, "made up"), 999.0
    )


def _found(text: str) -> list[str]:
    return [moment.text for moment in repetitions(_spoken(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so the the model learns", "the the"),
        ("I, I think", "I, I"),
        ("we can we can train", "we can we can"),
        ("then we have to then we have to stop", "then we have to then we have to"),
        ("the the the the model", "the the the the"),
        ("The... the model", "The... the"),
        ("we started with, with the data", "with, with"),
        ("the um the model", "the the"),
        ("and the and the model", "and the and the"),
    ],
)
def test_words_said_twice_in_a_row_are_a_repetition(text: str, found: str) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I wan- I wanted to go", "I wan- I wanted"),
        ("I wan- I needed to go", "I wan- I needed"),
        ("I was goi- I was going to", "I was goi- I was going"),
        ("wan- wanted to go", "wan- wanted"),
        ("it's it is better", "it's it is"),
        ("I I'm not sure", "I I'm"),
        ("don't do not use it", "don't do not"),
        ("we use we used a cache", "we use we used"),
        ("then the model the models learn", "the model the models"),
        ("then the models the model learns", "the models the model"),
    ],
)
def test_an_abandoned_phrase_started_again_is_a_restart(text: str, found: str) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "I know that that is very very hard",
        "they had had it before, bye bye",
        "no no no, really really far far away",
        "one one two two 5 5 B B king",
        "it gets more and more and more and more expensive",
        "we go step by step by step by step",
        "It depends on the model. The model is large.",
        "So what do I do? I name it",
        "what it does, does matter",
        "you keep adding to it, it grows",
        "pre- and post-training",
        "what you see you get",
        "from token to tokens",
        "we look at what to what tokens it attends",
        "we stop the whole run we stop the whole run",
        "the bigger the better, the more the merrier",
        "we take a token, a tokenizer and a model",
        "each word is embedded and each word embedding is added",
    ],
)
def test_intended_repetition_is_ignored(text: str) -> None:
    assert _found(text) == []


def test_each_repetition_has_its_time() -> None:
    first, second = repetitions(_spoken("so the the model is is not we can we can"))
    assert (first.start, first.end) == pytest.approx((0.4, 1.1))
    assert second.text == "we can we can"
    assert second.end == pytest.approx(10 * 0.4 + 0.3)


def test_the_same_word_after_a_long_silence_is_no_repetition() -> None:
    one, other = (SpokenWord("the", start, start + 0.2, "the") for start in (1.0, 1.3 + LATEST))
    assert repetitions([one, other]) == ()


@given(st.lists(st.sampled_from(SAID)))
def test_repetitions_are_sorted_and_never_overlap(texts: list[str]) -> None:
    words = _spoken(" ".join(texts))
    found = repetitions(words)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert sum(len(one.text.split()) for one in found) <= len(words)
    assert all(len(one.text.split()) >= 2 for one in found)
