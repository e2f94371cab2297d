import re
from itertools import pairwise
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.speech.wording import (
    InterviewerWording,
    Occasion,
    count_in_words,
    length_in_words,
    number_in_words,
    wordings,
)

SEEDS = st.integers(0, 2**31)
OCCASIONS = st.sampled_from(Occasion)
VALUES = {
    "good": "good day",
    "questions": "three questions",
    "length": "ten seconds",
    "number": "two",
    "total": "three",
    "term": "recall",
}


def said(wording: InterviewerWording, occasions: list[Occasion]) -> list[str]:
    return [wording.say(occasion, **VALUES) for occasion in occasions]


@settings(deadline=None)
@given(SEEDS, OCCASIONS, st.integers(2, 60))
def test_the_same_is_never_said_twice_in_a_row(seed: int, occasion: Occasion, times: int) -> None:
    texts = said(InterviewerWording(seed), [occasion] * times)
    assert all(one != other for one, other in pairwise(texts))


@settings(deadline=None)
@given(SEEDS, OCCASIONS)
def test_all_is_said_before_anything_is_said_again(seed: int, occasion: Occasion) -> None:
    wording, count = InterviewerWording(seed), len(wordings()[occasion])
    for _ in range(3):
        assert len(set(said(wording, [occasion] * count))) == count


@settings(deadline=None)
@given(SEEDS, st.lists(OCCASIONS, max_size=40))
def test_the_same_seed_gives_the_same_words(seed: int, occasions: list[Occasion]) -> None:
    assert said(InterviewerWording(seed), occasions) == said(InterviewerWording(seed), occasions)


@settings(deadline=None)
@given(SEEDS, st.lists(OCCASIONS, max_size=40), OCCASIONS)
def test_what_is_said_on_other_occasions_changes_nothing(
    seed: int, occasions: list[Occasion], kept: Occasion
) -> None:
    mixed = said(InterviewerWording(seed), occasions)
    alone = said(InterviewerWording(seed), [kept] * occasions.count(kept))
    assert [
        text for text, occasion in zip(mixed, occasions, strict=True) if occasion is kept
    ] == alone


def test_other_seeds_give_other_words() -> None:
    sequences = {
        tuple(said(InterviewerWording(seed), [Occasion.ACKNOWLEDGEMENT] * 6)) for seed in range(20)
    }
    assert len(sequences) > 15


@settings(deadline=None)
@given(SEEDS, OCCASIONS)
def test_every_text_is_filled_in(seed: int, occasion: Occasion) -> None:
    for text in said(InterviewerWording(seed), [occasion] * len(wordings()[occasion])):
        assert all(name is None for _, name, _, _ in Formatter().parse(text))


def test_braces_in_a_value_are_said_as_they_are() -> None:
    assert "{length}" in InterviewerWording(1).say(Occasion.DEFINING, term="{length}")


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        InterviewerWording(1).say(Occasion.NOT_DEFINED)


@pytest.mark.parametrize(
    ("hour", "good"),
    [
        (0, "evening"),
        (4, "evening"),
        (5, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
        (23, "evening"),
    ],
)
def test_the_greeting_knows_the_hour(hour: int, good: str) -> None:
    for seed in range(8):
        assert f"ood {good}" in InterviewerWording(seed).greeting(hour, 3, 8)


@pytest.mark.parametrize("seed", range(8))
def test_the_greeting_says_how_many_questions_and_how_long(seed: int) -> None:
    text = InterviewerWording(seed).greeting(9, 1, 2).lower()
    assert "one question" in text
    assert "questions" not in text
    assert "two minutes" in text


@pytest.mark.parametrize(
    ("number", "total", "occasion"),
    [
        (1, 1, Occasion.ONLY_QUESTION),
        (1, 3, Occasion.FIRST_QUESTION),
        (2, 3, Occasion.NEXT_QUESTION),
        (3, 3, Occasion.LAST_QUESTION),
        (2, 2, Occasion.LAST_QUESTION),
    ],
)
def test_a_question_is_led_in_by_its_place(number: int, total: int, occasion: Occasion) -> None:
    places = {1: "one", 2: "two", 3: "three"}
    values = {"number": places[number], "total": places[total]}
    expected = InterviewerWording(5).say(occasion, **values)
    assert InterviewerWording(5).lead_in(number, total) == expected


def test_a_time_is_announced_in_words() -> None:
    wording = InterviewerWording(4)
    assert "half a minute" in wording.answer_time(30).lower()
    assert "ten seconds" in wording.think_time(10).lower()
    assert "a minute and a half" in wording.time_left(90).lower()


@pytest.mark.parametrize("seconds", [0, -1.0])
def test_no_time_is_not_announced(seconds: float) -> None:
    wording = InterviewerWording(4)
    assert wording.answer_time(seconds) == ""
    assert wording.think_time(seconds) == ""
    assert wording.time_left(seconds) == ""


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
