from mock_interviewer.app.interview.expecting import expected_in
from mock_interviewer.app.interview.planning import planned, planned_all
from mock_interviewer.questions.bank import load_bank


def test_a_planned_question_knows_what_is_likely_in_its_answer() -> None:
    bank = load_bank("llm")
    one, other = bank.questions[:2]
    assert planned(bank, one).vocabulary == expected_in(bank, one)
    assert [each.id for each in planned_all(bank, (other, one))] == [other.id, one.id]
