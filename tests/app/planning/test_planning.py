import pytest

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.planning.bank_questions import (
    expected_terms,
    planned_question,
    planned_questions,
)
from mock_interviewer.app.planning.follow_ups import next_follow_up, planned_follow_up
from mock_interviewer.app.planning.plan import FollowUpRules, PlannedQuestion
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question
from mock_interviewer.questions.shelf import BankShelf


def test_a_planned_question_knows_what_is_likely_in_its_answer() -> None:
    bank = load_bank("llm")
    one, other = bank.questions[:2]
    assert planned_question(bank, one).vocabulary == expected_terms(bank, one)
    assert [each.id for each in planned_questions(bank, (other, one))] == [other.id, one.id]


def test_a_follow_up_is_asked_in_its_own_words_under_its_question() -> None:
    bank = load_bank("llm")
    question = bank.questions[0]
    follow_up = question.follow_ups[1]
    asked = planned_follow_up(bank, question, follow_up)
    assert (asked.bank, asked.id, asked.section) == ("llm", question.id, question.section)
    assert asked.text == asked.spoken == follow_up.text
    assert asked.follow_up == 2
    assert asked.vocabulary == planned_question(bank, question).vocabulary


def test_a_planned_question_knows_other_words_for_itself_and_a_follow_up_none() -> None:
    bank = load_bank("llm")
    question = bank.questions[0]
    assert planned_question(bank, question).rephrased == question.rephrased
    bare = question.model_copy(update={"rephrased": None})
    assert planned_question(bank, bare).rephrased == ""
    assert planned_follow_up(bank, question, question.follow_ups[0]).rephrased == ""


def test_a_planned_question_is_not_a_follow_up() -> None:
    bank = load_bank("llm")
    assert planned_question(bank, bank.questions[0]).follow_up is None


def test_a_follow_up_of_another_question_is_refused() -> None:
    bank = load_bank("llm")
    one, other = bank.questions[:2]
    with pytest.raises(ValueError, match="not in tuple"):
        planned_follow_up(bank, one, other.follow_ups[0])


def missed_all(question: Question) -> Coverage:
    return Coverage(
        tuple(
            PointCoverage(
                point.id,
                point.point,
                CoverageVerdict.NOT,
                0.1,
                essential=point.essential,
                weight=point.weight,
            )
            for point in question.key_points
        )
    )


def test_follow_ups_cover_different_missed_points_up_to_the_limit() -> None:
    bank = load_bank("llm")
    for question in bank.questions:
        asked: list[PlannedQuestion] = []
        for _ in range(5):
            back = next_follow_up(
                BankShelf((bank,)),
                planned_question(bank, question),
                missed_all(question),
                asked,
                FollowUpRules(most=2),
            )
            if back is not None:
                asked.append(back)
        assert 1 <= len(asked) <= 2
        assert len({back.follow_up for back in asked}) == len(asked)
        assert {back.id for back in asked} == {question.id}


def test_a_deleted_question_has_no_follow_up() -> None:
    bank = load_bank("llm")
    question = bank.questions[0]
    missed, rules = missed_all(question), FollowUpRules(most=2)
    assert (
        next_follow_up(BankShelf((bank,)), planned_question(bank, question), missed, (), rules)
        is not None
    )
    assert (
        next_follow_up(BankShelf(()), planned_question(bank, question), missed, (), rules) is None
    )
