import pytest

from mock_interviewer.app.interview.planning import hotwords_of
from mock_interviewer.questions.shelf import Shelf, read_shelf


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return read_shelf()


def test_a_question_of_the_shelf_brings_its_words(shelf: Shelf) -> None:
    bank = shelf.banks[0]
    question = bank.questions[0]
    assert question.hotwords
    assert hotwords_of(shelf, bank.id, question.id) == question.hotwords


@pytest.mark.parametrize(("bank", "question"), [("llm", "gone"), ("gone", "gone"), ("gone", "")])
def test_a_question_that_is_gone_brings_none(shelf: Shelf, bank: str, question: str) -> None:
    assert hotwords_of(shelf, bank, question) == ()
