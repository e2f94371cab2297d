"""Warnings about the sentences of key points in a valid bank."""

import pytest

from mock_interviewer.questions.lint import LintWarning, lint_bank
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
)

GOOD = "Every word gets weighed by how much it matters."
OTHER = "It looks at all the words at once."


def point(
    id_: str = "weighs", *, said: tuple[str, ...] = (), mistaken: tuple[str, ...] = ()
) -> KeyPoint:
    return KeyPoint(id=id_, point="It weighs each token.", said=said, mistaken=mistaken)


def doubts_of(
    *points: KeyPoint,
    follow_ups: tuple[FollowUp, ...] = (),
    rephrased: str | None = None,
) -> list[LintWarning]:
    question = Question(
        id="attention",
        text="What is attention?",
        section="Models",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.TECHNICAL,
        rephrased=rephrased,
        key_points=points,
        follow_ups=follow_ups,
    )
    return list(lint_bank(Bank(id="llm", name="LLM", version="1", questions=(question,))))


def found(*points: KeyPoint, asked_back: tuple[KeyPoint, ...] = ()) -> list[tuple[str | None, str]]:
    follow_up = FollowUp(text="Why?", key_points=asked_back)
    return [(doubt.point, doubt.what) for doubt in doubts_of(*points, follow_ups=(follow_up,))]


def test_good_sentences_cause_no_warnings() -> None:
    assert found(point(said=(GOOD, OTHER), mistaken=("It only shortens the input.",))) == []


def test_a_repeated_sentence_causes_a_warning_ignoring_case_and_punctuation() -> None:
    again = GOOD.upper().rstrip(".")
    assert found(point(said=(GOOD, again))) == [
        (
            "weighs",
            '"EVERY WORD GETS WEIGHED BY HOW MUCH IT MATTERS" is already under said for this point',
        )
    ]


def test_a_sentence_of_another_key_point_causes_a_warning() -> None:
    assert found(point(said=(GOOD,)), point("second", said=(GOOD,))) == [
        ("second", f'"{GOOD}" is already under said for key point weighs')
    ]
    assert found(point(said=(GOOD,)), asked_back=(point("third", said=(GOOD,)),)) == [
        ("third", f'"{GOOD}" is already under said for key point weighs')
    ]


def test_a_sentence_that_repeats_the_point_causes_a_warning() -> None:
    assert found(point(said=("it weighs each token",))) == [
        ("weighs", '"it weighs each token" repeats the point')
    ]


@pytest.mark.parametrize("count", [3, 41])
def test_a_very_short_or_long_sentence_causes_a_warning(count: int) -> None:
    ((_, what),) = found(point(said=(" ".join(["word"] * count),)))
    assert ("short" in what) is (count == 3)
    assert ("has 41 words" in what) is (count == 41)


@pytest.mark.parametrize("count", [4, 40])
def test_a_sentence_of_four_to_forty_words_causes_no_warning(count: int) -> None:
    assert found(point(said=(" ".join(["word"] * count),))) == []


def test_a_sentence_that_is_both_said_and_mistaken_causes_a_warning() -> None:
    assert found(point(said=(GOOD,), mistaken=(GOOD,))) == [
        ("weighs", f'"{GOOD}" is both said and mistaken')
    ]


def test_a_sentence_may_make_one_point_and_be_mistaken_for_another() -> None:
    assert found(point(said=(GOOD,)), point("second", mistaken=(GOOD,))) == []


def test_a_repeated_mistaken_sentence_causes_a_warning() -> None:
    assert found(point(mistaken=(OTHER, OTHER))) == [
        ("weighs", f'"{OTHER}" is listed twice under mistaken')
    ]


def test_a_good_rephrasing_or_none_causes_no_warning() -> None:
    assert doubts_of(rephrased="How would you explain it to a friend?") == []
    assert doubts_of(rephrased=None) == []


def test_a_rephrasing_like_the_question_causes_a_warning_without_a_key_point() -> None:
    (doubt,) = doubts_of(rephrased="What is attention then?")
    assert (doubt.question, doubt.point) == ("attention", None)
    assert str(doubt) == (
        "Question attention, rephrased: it is worded much like the question; use other words."
    )


def test_a_warning_says_where_it_is_and_what_to_do() -> None:
    (doubt,) = doubts_of(point(said=("It weighs.",)))
    assert str(doubt) == (
        'Question attention, key point weighs: "It weighs." is short for a sentence; '
        "use 4 words or more."
    )
