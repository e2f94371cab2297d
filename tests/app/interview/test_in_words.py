import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.speech.wording import (
    count_in_words,
    length_in_words,
    number_in_words,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (1, "one"),
        (12, "twelve"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (80, "eighty"),
        (99, "ninety-nine"),
        (100, "100"),
        (-1, "-1"),
    ],
)
def test_numbers_are_said_in_words_as_long_as_these_are_short(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_numbers_below_a_hundred_have_words_of_their_own() -> None:
    said = [number_in_words(number) for number in range(100)]
    assert len(set(said)) == 100
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)?", words) for words in said)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "zero questions"), (1, "one question"), (3, "three questions")]
)
def test_what_is_counted_stands_in_its_number(number: int, words: str) -> None:
    assert count_in_words(number, "question") == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "zero seconds"),
        (1, "one second"),
        (10, "ten seconds"),
        (29.6, "half a minute"),
        (30, "half a minute"),
        (45, "forty-five seconds"),
        (60, "a minute"),
        (61, "one minute and one second"),
        (90, "a minute and a half"),
        (120, "two minutes"),
        (130, "two minutes and ten seconds"),
        (599, "nine minutes and fifty-nine seconds"),
        (605, "ten minutes"),
        (3590, "an hour"),
        (3600, "an hour"),
        (3900, "an hour and five minutes"),
        (7200, "two hours"),
    ],
)
def test_a_time_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert length_in_words(seconds) == words


@settings(deadline=None)
@given(st.floats(0, 90_000))
def test_no_time_takes_long_to_say(seconds: float) -> None:
    said = length_in_words(seconds)
    assert len(said.split()) <= 5
    assert "0 " not in said
