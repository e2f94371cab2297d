"""The choice of the follow-up to an answer."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.planning.bank_questions import planned_question
from mock_interviewer.app.planning.plan import FollowUpRules, PlannedQuestion
from mock_interviewer.questions.model import Bank, FollowUp, Question
from mock_interviewer.questions.shelf import BankShelf

_ASKED_LAST_TO_FIRST: Final = (
    CoverageVerdict.NOT,
    CoverageVerdict.UNSURE,
    CoverageVerdict.OPPOSITE,
)
"""The verdicts on points to ask about; there is most to talk about where a point was touched."""


def planned_follow_up(bank: Bank, question: Question, follow_up: FollowUp) -> PlannedQuestion:
    """Return a follow-up as a session needs it, with its own text, under its question.

    Its vocabulary is that of the question. Raises ValueError for a follow-up of another question.
    """
    return replace(
        planned_question(bank, question),
        text=follow_up.text,
        spoken=follow_up.text,
        follow_up=question.follow_ups.index(follow_up) + 1,
        rephrased="",
    )


def next_follow_up(
    shelf: BankShelf,
    question: PlannedQuestion,
    coverage: Coverage | None,
    asked: Collection[PlannedQuestion],
    rules: FollowUpRules,
) -> PlannedQuestion | None:
    """Return the follow-up to ask after an answer to ``question``, or None.

    ``coverage`` and ``rules`` are as in ``choose_follow_up``; ``asked`` are the follow-ups of this
    question already asked in this session. A question that no longer exists has no follow-up.
    """
    found = shelf.find(f"{question.bank}/{question.id}")
    if found is None:
        return None
    bank, whole = found
    words = {each.text for each in asked}
    before = [each for each in whole.follow_ups if each.text in words]
    chosen = choose_follow_up(whole, coverage, before, rules)
    return None if chosen is None else planned_follow_up(bank, whole, chosen)


def choose_follow_up(
    question: Question,
    coverage: Coverage | None,
    asked: Collection[FollowUp],
    rules: FollowUpRules,
) -> FollowUp | None:
    """Return the follow-up to ask after an answer to ``question``, or None.

    ``coverage`` is that of the answer to the main question, or None if unknown; ``asked`` are the
    follow-ups of this question already asked in this session.

    A follow-up is eligible if it is about an essential key point that was not made, and if every
    point it is about has a verdict and none was made. Preferred are follow-ups about a point
    without an earlier follow-up, then about one that was contradicted, then touched (unsure), then
    left out, then about the point with the most weight, then the first in the bank. The same input
    always gives the same choice.
    """
    if coverage is None or (rules.most is not None and len(asked) >= rules.most):
        return None
    verdicts = {point.id: point for point in coverage.points}
    asked_about = {point for follow_up in asked for point in follow_up.about}
    chosen: FollowUp | None = None
    best = (False, -1, 0.0)
    for follow_up in question.follow_ups:
        lacking = _lacking(follow_up, verdicts)
        if follow_up in asked or not lacking:
            continue
        rank = max(
            (point.id not in asked_about, _ASKED_LAST_TO_FIRST.index(point.covered), point.weight)
            for point in lacking
        )
        if rank > best:
            chosen, best = follow_up, rank
    return chosen


def _lacking(follow_up: FollowUp, verdicts: dict[str, PointCoverage]) -> list[PointCoverage]:
    """Return the missing essential points of a follow-up, or none if it is not eligible."""
    about = [verdicts[point] for point in follow_up.about if point in verdicts]
    unscored = len(about) < len(follow_up.about)
    if unscored or any(point.covered is CoverageVerdict.MADE for point in about):
        return []
    return [point for point in about if point.essential]
