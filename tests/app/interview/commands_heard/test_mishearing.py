import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.commands_heard.mishearing import (
    corrected_readings,
    phrase_likeness,
)


def test_a_mishearing_is_corrected() -> None:
    assert (("skip", "this", "one"), 1) in list(corrected_readings(("skip", "dis", "one")))


def test_several_words_are_misheard_together() -> None:
    assert (("rephrase", "it"), 1) in list(corrected_readings(("free", "phrase", "it")))


def test_two_mishearings_are_corrected_after_single_ones() -> None:
    found = list(corrected_readings(("skip", "dis", "weight")))
    assert (("skip", "this", "wait"), 2) in found
    assert [count for _, count in found] == sorted(count for _, count in found)


def test_words_without_known_mishearings_have_no_corrections() -> None:
    assert list(corrected_readings(("attention",))) == []


def test_no_word_is_corrected_twice() -> None:
    found = {" ".join(words) for words, _ in corrected_readings(("at", "all", "i"))}
    assert found == {"that all i", "that is all i"}


@settings(deadline=None)
@given(st.lists(st.sampled_from(["dis", "my", "heart", "skip", "weight"]), max_size=24))
def test_the_number_of_readings_is_bounded(words: list[str]) -> None:
    assert len(list(corrected_readings(tuple(words)))) <= 6 + 15


def _likeness(heard: str, phrase: str) -> float:
    return phrase_likeness(tuple(heard.split()), tuple(phrase.split()))


def test_equal_words_have_full_similarity() -> None:
    assert _likeness("repeat the question", "repeat the question") == 1.0


def test_words_split_differently_are_the_same() -> None:
    assert _likeness("re peat the question", "repeat the question") == 1.0


@pytest.mark.parametrize(
    "heard", ["repeat a question", "repeat question", "repeet the question", "repeat the questian"]
)
def test_recognition_errors_reduce_similarity(heard: str) -> None:
    assert 0.8 <= _likeness(heard, "repeat the question") < 1.0


@pytest.mark.parametrize(
    ("heard", "phrase"),
    [
        ("skip this section", "skip this question"),
        ("repeat the gestin", "repeat the question"),
        ("stop words", "stop now"),
        ("pause the", "pause that"),
        ("scratch", "scratch that"),
        ("repeated the question", "repeat the question"),
        ("repeat the question twice", "repeat the question"),
        ("please the question", "repeat the question"),
        ("drop", "stop"),
        ("", "stop"),
        ("stop", ""),
    ],
)
def test_different_words_have_no_similarity(heard: str, phrase: str) -> None:
    assert _likeness(heard, phrase) == 0.0
