"""What voices and recognition made of the banks, as it was last heard by ``make bench-bank``.

Hearing all of it takes half an hour, so the record is kept; here it must belong to the banks, the
lexicon and the vocabulary as they are now.
"""

import pytest
from benchmarks.bank.record import PARTS, Record
from benchmarks.bank.report import TABLE, lines, report

from mock_interviewer.questions.bank_loader import shipped_banks


@pytest.fixture(scope="module")
def record() -> Record:
    return Record.read()


@pytest.mark.parametrize("part", PARTS)
def test_everything_was_heard_as_it_is_now(part: str, record: Record) -> None:
    questions = [question for bank in shipped_banks() for question in bank.questions]
    stale = [question.id for question in questions if not record.is_fresh(part, question)]
    assert stale == [], "hear them with `make bench-bank`"
    assert record.parts[part].keys() == {question.id for question in questions}


def test_words_survive_being_spoken_and_written_down(record: Record) -> None:
    assert [line for line in lines(record) if not line.met] == []


def test_the_table_shows_the_record(record: Record) -> None:
    text, _ = report(record, None)
    assert TABLE.read_text("utf-8") == text
