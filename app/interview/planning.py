"""From questions of a bank to a plan."""

from collections.abc import Sequence

from mock_interviewer.app.interview.plan import PlannedQuestion
from mock_interviewer.questions.model import Question
from mock_interviewer.questions.shelf import Shelf


def planned(bank: str, question: Question) -> PlannedQuestion:
    """Return a question as a session needs it; ``bank`` is the id of its bank."""
    return PlannedQuestion(
        bank=bank,
        id=question.id,
        text=question.text,
        spoken=question.spoken or question.text,
        section=question.section,
        vocabulary=question.hotwords,
    )


def hotwords_of(shelf: Shelf, bank: str, question: str) -> tuple[str, ...]:
    """Return what a question makes likely, by its id and its bank's; none where it is gone."""
    found = shelf.find(f"{bank}/{question}")
    return () if found is None else found[1].hotwords


def planned_all(bank: str, questions: Sequence[Question]) -> tuple[PlannedQuestion, ...]:
    """Return all of ``questions`` as a session needs them, in their order."""
    return tuple(planned(bank, question) for question in questions)
