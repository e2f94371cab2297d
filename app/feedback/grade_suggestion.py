"""The grade that feedback suggests for an answer; the person decides."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import headline
from mock_interviewer.questions.schedule import RecallGrade

_LITTLE = 1 / 3
"""Share of the weight below which an answer has to be learned again."""
_ENOUGH = 0.6
_ALL_BUT = 0.85
_LATE = 6.0
"""Seconds until the first word from which on somebody hesitated; time to think is over by then."""
_LONG_PAUSE = 4.0
_MANY_FILLERS = 10.0
"""A minute; up to 5 harm nothing, and 12 do (``definitions``)."""
_FALTERING = 2
"""So many signs of hesitation together lower a grade; each forbids the best."""


@dataclass(frozen=True)
class GradeSuggestion:
    """A grade, and in a few words why, as the end of a sentence: "4 of 6 key points"."""

    grade: RecallGrade
    why: str


def suggest_grade(feedback: Feedback) -> GradeSuggestion | None:
    """Return the grade that feedback speaks for; None where it does not tell what was known.

    That is so of an answer whose key points could not be judged: in another language, without a
    word, to a question that has none or is gone. A grade made up for it would put the question
    off, or bring it back, for no reason; without one it stays where it was.
    """
    coverage = feedback.coverage
    share = None if coverage is None else coverage.share
    if coverage is None or share is None:
        return None
    signs = hesitation_signs(feedback.delivery)
    grade = _known(coverage, share)
    if grade is RecallGrade.EASY and signs:
        grade = RecallGrade.GOOD
    elif grade is RecallGrade.GOOD and len(signs) >= _FALTERING:
        grade = RecallGrade.HARD
    return GradeSuggestion(grade, _why(coverage, signs if grade > RecallGrade.AGAIN else ()))


def hesitation_signs(delivery: Delivery) -> tuple[str, ...]:
    """Return the signs that it took effort to remember, each in words."""
    longest = None if delivery.pauses is None else delivery.pauses.longest
    signs = (
        ("a late start", delivery.first_word, _LATE),
        ("a long pause", None if longest is None else longest.length, _LONG_PAUSE),
        ("many fillers", delivery.filler_rate, _MANY_FILLERS),
    )
    return tuple(name for name, value, limit in signs if value is not None and value > limit)


def _known(coverage: Coverage, share: float) -> RecallGrade:
    """Return the grade for what was said alone."""
    essential = [point.covered for point in coverage.essential.points]
    if share < _LITTLE:
        return RecallGrade.AGAIN
    if share < _ENOUGH or CoverageVerdict.NOT in essential:
        return RecallGrade.HARD
    if share < _ALL_BUT or CoverageVerdict.PARTLY in essential:
        return RecallGrade.GOOD
    return RecallGrade.EASY


def _why(coverage: Coverage, signs: tuple[str, ...]) -> str:
    missed = sum(point.covered is CoverageVerdict.NOT for point in coverage.essential.points)
    parts = (headline(coverage), f"{missed} essential missed" if missed else "", *signs)
    return ", ".join(part for part in parts if part)
