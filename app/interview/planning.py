"""From questions of a bank to a plan."""

from collections.abc import Sequence

from mock_interviewer.app.interview.expecting import expected_in
from mock_interviewer.app.interview.plan import PlannedQuestion
from mock_interviewer.questions.model import Bank, FollowUp, Question


def planned(bank: Bank, question: Question) -> PlannedQuestion:
    """Return a question of ``bank`` as a session needs it."""
    return PlannedQuestion(
        bank=bank.id,
        id=question.id,
        text=question.text,
        spoken=question.spoken or question.text,
        section=question.section,
        vocabulary=expected_in(bank, question),
    )


def planned_all(bank: Bank, questions: Sequence[Question]) -> tuple[PlannedQuestion, ...]:
    """Return all of ``questions`` as a session needs them, in their order."""
    return tuple(planned(bank, question) for question in questions)


def planned_follow_up(bank: Bank, question: Question, follow_up: FollowUp) -> PlannedQuestion:
    """Return a follow-up as a session needs it: its own words, under its question.

    Answers to it are likely to say what answers to the question are. Raises ValueError for a
    follow-up of another question.
    """
    return PlannedQuestion(
        bank=bank.id,
        id=question.id,
        text=follow_up.text,
        spoken=follow_up.text,
        section=question.section,
        vocabulary=expected_in(bank, question),
        follow_up=question.follow_ups.index(follow_up) + 1,
    )
