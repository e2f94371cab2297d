"""Faults of rephrasings, and how similar a rephrasing is to its question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.lint import rephrasing_faults, shared_words

QUESTION = "What is attention?"


def wrong(rephrased: str, text: str = QUESTION) -> list[str]:
    return [what for what, _remedy in rephrasing_faults(text, rephrased)]


@pytest.mark.parametrize(
    "rephrased",
    [
        "How does a model know where to look?",
        "Think of a model that reads. Tell me how it knows where to look.",
        "A model looks 3.5 times a second. How does GPT-4 know where?",
        "Was ist damit gemeint\N{FULLWIDTH QUESTION MARK}",
        " ".join(["word"] * 45) + ".",
    ],
)
def test_one_or_two_complete_sentences_in_other_words_are_valid(rephrased: str) -> None:
    assert wrong(rephrased) == []


@pytest.mark.parametrize(
    ("rephrased", "what"),
    [
        (" ".join(["word"] * 46) + ".", "it has 46 words"),
        ("A model reads. It looks somewhere. Where?", "it has 3 sentences"),
        ("Tell me where a model looks", "it ends in mid-sentence"),
        ("Tell me where a model looks!", "it ends in mid-sentence"),
        ("Where does a model look (and why)?", "( ) can't be read aloud"),
        ("Where does a reader and/or model look?", "/ can't be read aloud"),
        ("Where does a model, e.g. GPT, look?", "e.g can't be read aloud"),
        ("Where do models, tools etc. look?", "etc can't be read aloud"),
        (QUESTION, "it is worded much like the question"),
        ("So, what is attention?", "it is worded much like the question"),
    ],
)
def test_each_fault_is_named(rephrased: str, what: str) -> None:
    assert what in wrong(rephrased)


def test_half_of_the_words_may_be_the_same() -> None:
    assert wrong("Attention is weighing.") == []
    assert wrong("What does attention do?") == []
    assert wrong("Now what is attention?") == ["it is worded much like the question"]


def test_every_fault_has_a_remedy() -> None:
    found = dict(rephrasing_faults(QUESTION, "What is attention (now)! It is. What? " * 10))
    assert len(found) == 5
    assert all(found.values())


@given(st.text(), st.text())
def test_shared_words_range_from_none_to_all_and_are_symmetric(one: str, other: str) -> None:
    assert 0 <= shared_words(one, other) <= 1
    assert shared_words(one, other) == shared_words(other, one)
    assert shared_words(one, one) == 1


def test_shared_words_ignore_case_and_punctuation_and_count_each_word_once() -> None:
    assert shared_words("What's IT, it?", "it what\N{RIGHT SINGLE QUOTATION MARK}s") == 1
    assert shared_words("one two three", "three four") == pytest.approx(1 / 4)
