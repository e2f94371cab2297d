import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.end_probability import (
    ALWAYS,
    BEGUN,
    HARDLY_BEGUN,
    NEAR,
    SAID_BEFORE,
    ending_features,
)


def test_only_the_words_of_the_last_sentence_are_features() -> None:
    signs = ending_features("We moved it. It works fine.")
    assert {"has works", "has works fine", "stops fine", "stops works fine"} <= signs.keys()
    assert "has moved" not in signs


def test_only_the_end_of_a_long_sentence_counts() -> None:
    signs = ending_features("start " + " ".join("abcdefghijklmn"[:NEAR]) + ".")
    assert "has a" in signs
    assert "has start" not in signs


def test_a_sentence_begins_after_what_opens_it() -> None:
    signs = ending_features("It runs. So yeah, that was it.")
    assert {"opens so", "opens yeah", "begins that", "begins that was it"} <= signs.keys()
    assert "begins so" not in signs


def test_and_as_an_opening_is_no_feature() -> None:
    assert "opens and" not in ending_features("It runs. And that was it.")


def test_the_last_clause_begins_like_a_sentence() -> None:
    assert "begins so we" not in ending_features("It ran for years, so we kept it.")
    assert "begins we kept it" in ending_features("It ran for years, so we kept it.")


def test_a_sentence_of_nothing_but_openings_begins_with_the_last_of_them() -> None:
    assert {"opens so", "begins yeah"} <= ending_features("It runs. So yeah.").keys()


def test_the_share_of_longer_words_said_before_is_a_feature() -> None:
    signs = ending_features("The cache was cold. The cache grew, and latency fell.")
    assert signs[SAID_BEFORE] == pytest.approx(1 / 2)


@pytest.mark.parametrize(("words", "hardly"), [(BEGUN // 4, 2.0), (BEGUN, 0.0), (3 * BEGUN, 0.0)])
def test_an_answer_has_hardly_begun_up_to_some_words(words: int, hardly: float) -> None:
    assert ending_features("word " * words)[HARDLY_BEGUN] == pytest.approx(hardly)


def test_a_closed_ending_may_come_early() -> None:
    assert HARDLY_BEGUN not in ending_features("That's all.")


def test_a_short_sentence_is_shorter_than_each_of_the_limits_above_it() -> None:
    signs = ending_features("It runs. We kept it for two years.")
    assert [name for name in signs if name.startswith("shorter")] == [
        "shorter than 7",
        "shorter than 10",
        "shorter than 20",
    ]


def test_a_text_without_words_has_no_features() -> None:
    assert ending_features(" ... ") == {}


@given(st.text(alphabet="abcdef '.,?!-…\n"))
def test_features_have_values_from_0_to_5_and_one_is_always_there(text: str) -> None:
    signs = ending_features(text)
    assert all(0 <= value <= 5 for value in signs.values())
    assert signs.get(ALWAYS, 1.0) == 1.0
    assert bool(signs) == (ALWAYS in signs)
