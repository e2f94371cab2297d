"""The questions of every shipped bank are complete and different."""

import pytest
from rig.editorial import faults
from rig.repetition import faults_between

from mock_interviewer.questions.bank_loader import bank_ids, load_bank, shipped_banks

COUNTS = {"llm": 158, "behavioral-general": 25}


def test_the_program_has_these_banks() -> None:
    assert {bank.id: len(bank.questions) for bank in shipped_banks()} == COUNTS


@pytest.mark.parametrize("bank_id", bank_ids())
def test_every_question_is_complete(bank_id: str) -> None:
    broken = [
        f"{question.id}: {fault}"
        for question in load_bank(bank_id).questions
        for fault in faults(question)
    ]
    assert broken == []


def test_no_two_questions_have_the_same_text() -> None:
    questions = [question for bank in shipped_banks() for question in bank.questions]
    assert list(faults_between(questions)) == []


def test_ids_are_unique_over_all_banks() -> None:
    ids = [question.id for bank in shipped_banks() for question in bank.questions]
    assert len(ids) == len(set(ids))
