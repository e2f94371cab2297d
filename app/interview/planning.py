"""From questions of a bank to a plan."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mock_interviewer.app.feedback.coverage import Coverage
from mock_interviewer.app.interview.expecting import expected_in
from mock_interviewer.app.interview.follow_ups import choose_follow_up
from mock_interviewer.app.interview.plan import FollowUpRules, PlannedQuestion
from mock_interviewer.questions.model import Bank, FollowUp, Question
from mock_interviewer.questions.shelf import Shelf


def planned(bank: Bank, question: Question) -> PlannedQuestion:
    """Return a question of ``bank`` as a session needs it."""
    return PlannedQuestion(
        bank=bank.id,
        id=question.id,
        text=question.text,
        spoken=question.spoken or question.text,
        section=question.section,
        vocabulary=expected_in(bank, question),
        rephrased=question.rephrased or "",
    )


def planned_all(bank: Bank, questions: Sequence[Question]) -> tuple[PlannedQuestion, ...]:
    """Return all of ``questions`` as a session needs them, in their order."""
    return tuple(planned(bank, question) for question in questions)


def planned_follow_up(bank: Bank, question: Question, follow_up: FollowUp) -> PlannedQuestion:
    """Return a follow-up as a session needs it: its own words and no others, under its question.

    Answers to it are likely to say what answers to the question are. Raises ValueError for a
    follow-up of another question.
    """
    return replace(
        planned(bank, question),
        text=follow_up.text,
        spoken=follow_up.text,
        follow_up=question.follow_ups.index(follow_up) + 1,
        rephrased="",
    )


def next_follow_up(
    shelf: Shelf,
    question: PlannedQuestion,
    coverage: Coverage | None,
    asked: Collection[PlannedQuestion],
    rules: FollowUpRules,
) -> PlannedQuestion | None:
    """Return what to ask back after an answer to ``question``; None where nothing is.

    ``coverage`` and ``rules`` are those of ``choose_follow_up``; ``asked`` are the follow-ups to
    this question that this session asked. Nothing is asked back to a question that is gone.
    """
    found = shelf.find(f"{question.bank}/{question.id}")
    if found is None:
        return None
    bank, whole = found
    words = {each.text for each in asked}
    before = [each for each in whole.follow_ups if each.text in words]
    chosen = choose_follow_up(whole, coverage, before, rules)
    return None if chosen is None else planned_follow_up(bank, whole, chosen)
