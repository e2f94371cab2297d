"""The grade that feedback suggests for an answer; the person decides."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import headline
from mock_interviewer.questions.schedule import RecallGrade

_AGAIN_BELOW = 1 / 3
"""Share of the key points' weight below which the grade is AGAIN."""
_HARD_BELOW = 0.6
_GOOD_BELOW = 0.85
_LATE_START = 6.0
"""Seconds until the first word that count as hesitation, after the time to think."""
_LONG_PAUSE = 4.0
_MANY_FILLERS = 10.0
"""Per minute; up to 5 are harmless, and 12 are not (see ``MEASURES``)."""
_LACKING = frozenset({CoverageVerdict.NOT, CoverageVerdict.OPPOSITE})
"""Verdicts on an essential point that rule out a good grade; unsure only rules out the best."""
_MANY_SIGNS = 2
"""Number of signs of hesitation that lower a good grade; a single one rules out the best."""


@dataclass(frozen=True)
class GradeSuggestion:
    """A grade and a short reason that can end a sentence: "4 of 6 key points"."""

    grade: RecallGrade
    why: str


def suggest_grade(feedback: Feedback) -> GradeSuggestion | None:
    """Return the grade that feedback supports, or None if its key points were not scored.

    That is the case for answers in another language or without a word, and for questions without
    key points or no longer in a bank. A guessed grade would reschedule the question for no reason.
    """
    coverage = feedback.coverage
    share = None if coverage is None else coverage.share
    if coverage is None or share is None:
        return None
    signs = hesitation_signs(feedback.delivery)
    grade = _content_grade(coverage, share)
    if grade is RecallGrade.EASY and signs:
        grade = RecallGrade.GOOD
    elif grade is RecallGrade.GOOD and len(signs) >= _MANY_SIGNS:
        grade = RecallGrade.HARD
    return GradeSuggestion(grade, _why(coverage, signs if grade > RecallGrade.AGAIN else ()))


def hesitation_signs(delivery: Delivery) -> tuple[str, ...]:
    """Return the signs of effort to remember, in words."""
    longest = None if delivery.pauses is None else delivery.pauses.longest
    signs = (
        ("a late start", delivery.first_word, _LATE_START),
        ("a long pause", None if longest is None else longest.length, _LONG_PAUSE),
        ("many fillers", delivery.filler_rate, _MANY_FILLERS),
    )
    return tuple(name for name, value, limit in signs if value is not None and value > limit)


def _content_grade(coverage: Coverage, share: float) -> RecallGrade:
    """Return the grade by content alone."""
    essential = [point.covered for point in coverage.essential.points]
    if share < _AGAIN_BELOW:
        return RecallGrade.AGAIN
    if share < _HARD_BELOW or not _LACKING.isdisjoint(essential):
        return RecallGrade.HARD
    if share < _GOOD_BELOW or CoverageVerdict.UNSURE in essential:
        return RecallGrade.GOOD
    return RecallGrade.EASY


def _why(coverage: Coverage, signs: tuple[str, ...]) -> str:
    essential = coverage.essential
    missed = sum(point.covered is CoverageVerdict.NOT for point in essential.points)
    parts = (
        headline(coverage),
        f"{essential.opposite} essential contradicted" if essential.opposite else "",
        f"{missed} essential missed" if missed else "",
        *signs,
    )
    return ", ".join(part for part in parts if part)
