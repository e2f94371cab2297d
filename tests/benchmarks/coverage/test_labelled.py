"""The labeled answers are complete and consistent with their labels."""

from collections import Counter
from functools import cache

import pytest
from benchmarks.coverage.labelled import DEVELOPMENT, TEST, Kind, LabelledAnswer, labelled

from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question

ANSWERS = {
    Kind.FULL: 1,
    Kind.PARTIAL: 2,
    Kind.PARAPHRASED: 2,
    Kind.WRONG: 2,
    Kind.OFF_TOPIC: 1,
    Kind.PARROTED: 1,
    Kind.SOUP: 1,
    Kind.NEGATED: 1,
}
"""How many of each kind there are to a question."""
EMPTY = (Kind.OFF_TOPIC, Kind.PARROTED, Kind.SOUP, Kind.NEGATED)

answers = pytest.mark.parametrize(
    "answer", [*labelled(DEVELOPMENT), *labelled(TEST)], ids=lambda a: f"{a.question}-{a.kind}"
)


@cache
def questions(bank: str) -> dict[str, Question]:
    return {question.id: question for question in load_bank(bank).questions}


@pytest.mark.parametrize("half", [DEVELOPMENT, TEST])
def test_each_question_has_answers_of_every_kind(half: str) -> None:
    ways: dict[str, Counter[Kind]] = {}
    for answer in labelled(half):
        ways.setdefault(answer.question, Counter())[answer.kind] += 1
    assert len(ways) == 15
    assert set(map(tuple, map(sorted, map(Counter.items, ways.values())))) == {
        tuple(sorted(ANSWERS.items()))
    }


def test_no_question_is_in_both_halves() -> None:
    halves = [{answer.question for answer in labelled(half)} for half in (DEVELOPMENT, TEST)]
    assert not halves[0] & halves[1]


@answers
def test_labels_belong_to_the_questions_key_points_and_quote_the_answer(
    answer: LabelledAnswer,
) -> None:
    known = {point.id for point in questions(answer.bank)[answer.question].key_points}
    assert known >= {*answer.made, *answer.partly}
    assert not {*answer.made} & {*answer.partly}
    for quote in (*answer.made.values(), *answer.partly.values()):
        assert quote in answer.text


@answers
def test_answers_without_claims_make_no_point(answer: LabelledAnswer) -> None:
    if answer.kind in EMPTY:
        assert not answer.made
    if answer.kind is Kind.FULL:
        assert len(answer.made) > len(answer.partly)
