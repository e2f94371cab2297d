import pytest

from mock_interviewer.app.interview.expecting import expected_in
from mock_interviewer.app.interview.planning import planned, planned_all, planned_follow_up
from mock_interviewer.questions.bank import load_bank


def test_a_planned_question_knows_what_is_likely_in_its_answer() -> None:
    bank = load_bank("llm")
    one, other = bank.questions[:2]
    assert planned(bank, one).vocabulary == expected_in(bank, one)
    assert [each.id for each in planned_all(bank, (other, one))] == [other.id, one.id]


def test_a_follow_up_is_asked_in_its_own_words_under_its_question() -> None:
    bank = load_bank("llm")
    question = bank.questions[0]
    follow_up = question.follow_ups[1]
    asked = planned_follow_up(bank, question, follow_up)
    assert (asked.bank, asked.id, asked.section) == ("llm", question.id, question.section)
    assert asked.text == asked.spoken == follow_up.text
    assert asked.follow_up == 2
    assert asked.vocabulary == planned(bank, question).vocabulary


def test_a_question_that_was_planned_is_no_follow_up() -> None:
    bank = load_bank("llm")
    assert planned(bank, bank.questions[0]).follow_up is None


def test_a_follow_up_of_another_question_is_refused() -> None:
    bank = load_bank("llm")
    one, other = bank.questions[:2]
    with pytest.raises(ValueError, match="not in tuple"):
        planned_follow_up(bank, one, other.follow_ups[0])
