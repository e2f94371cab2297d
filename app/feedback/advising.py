"""Chooses what to do next time: at most three sentences, by rule, never a grade."""

from mock_interviewer.app.feedback.coverage import (
    Asked,
    Coverage,
    Covered,
    PointCoverage,
    PointToMake,
)
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.feedback import About, Advice
from mock_interviewer.app.feedback.habit import Habit
from mock_interviewer.app.feedback.habit_advice import habit_advice
from mock_interviewer.app.feedback.story import Story
from mock_interviewer.app.feedback.story_advice import story_advice
from mock_interviewer.questions.model import Kind

_SHORTER = 90
"""Seconds in which one may try again what went well in more."""
_IN_WORDS = ("", "The", "Both", "All three", "All four", "All five", "All six", "All seven")


def advise(
    asked: Asked | None,
    coverage: Coverage | None,
    coverage_untold: str,
    story: Story | None,
    delivery: Delivery,
    habit: Habit | None,
) -> tuple[Advice, ...]:
    """Return at most three things to do next time, the most valuable first.

    The most valuable point that was not fully made; what a told experience lacks; and ``habit``,
    the one furthest outside its band. Where coverage cannot be told, nothing is said of points.
    Where all points were made and nothing else is found, a long answer may be tried in less time.
    The same findings give the same words.
    """
    judged = None if coverage_untold else coverage
    missed = None if judged is None else _most_valuable_missed(judged)
    point = _point_to_make(asked, missed)
    case = asked is not None and asked.kind == Kind.SITUATIONAL
    said = point.part if point else None
    chosen = (
        _point_advice(missed, point) if missed else None,
        story_advice(story, case=case, said=said) if story else None,
        habit_advice(habit, delivery) if habit else None,
    )
    found = tuple(advice for advice in chosen if advice is not None)
    return found or _once_more(judged, delivery)


def _point_to_make(asked: Asked | None, missed: PointCoverage | None) -> PointToMake | None:
    """Return what the bank says of a missed point, None where it has it no more."""
    if asked is None or missed is None:
        return None
    return next((point for point in asked.points if point.id == missed.id), None)


def _most_valuable_missed(coverage: Coverage) -> PointCoverage | None:
    """Return the essential, then weightiest, then first point that was not fully made."""
    missed = [point for point in coverage.points if point.covered is not Covered.MADE]
    return max(missed, key=lambda point: (point.essential, point.weight), default=None)


def _point_advice(missed: PointCoverage, point: PointToMake | None) -> Advice:
    if missed.covered is Covered.PARTLY:
        text = f"You touched on this; next time, say it in full: {missed.point}"
    elif missed.essential:
        text = f"Next time, make this essential point: {missed.point}"
    else:
        text = f"Next time, make this point too: {missed.point}"
    example = point.said[0] if point and point.said else missed.point
    at = missed.evidence.begins if missed.evidence else None
    return Advice(About.POINT, missed.id, text, example=example, at=at)


def _once_more(coverage: Coverage | None, delivery: Delivery) -> tuple[Advice, ...]:
    """Return the advice to say it all in less time, for what took long and left nothing out."""
    if coverage is None or not coverage.points or delivery.duration <= _SHORTER:
        return ()
    count = len(coverage.points)
    who = _IN_WORDS[count] if count < len(_IN_WORDS) else f"All {count}"
    points = "key point was" if count == 1 else "key points were"
    text = f"{who} {points} there. Try it once more in under {_SHORTER} seconds."
    return (Advice(About.HABIT, "length", text),)
