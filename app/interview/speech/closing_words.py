"""The closing words of a session: one piece of advice or, in an exam, only the end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.advice import spoken_habit_advice
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.feedback import AdviceBasis, Feedback, FeedbackAdvice
from mock_interviewer.app.interview.speech.wording import (
    InterviewerWording,
    Occasion,
    number_in_words,
)
from mock_interviewer.app.planning.plan import SessionMode


@dataclass(frozen=True)
class NumberedFeedback:
    """The feedback on an answer, with the number of its question, from 1."""

    number: int
    feedback: Feedback


@dataclass(frozen=True)
class ClosingAdvice:
    """Advice for the next time; ``number`` is its question, or None if it concerns several."""

    advice: FeedbackAdvice
    number: int | None


def closing_words(
    wording: InterviewerWording, mode: SessionMode, feedback: Sequence[NumberedFeedback]
) -> str:
    """Return the closing words before the goodbye; ``feedback`` is in the order of the questions.

    In practice, these are a lead-in and the advice of ``closing_advice``; in an exam, only that
    the session is over.
    """
    if mode is SessionMode.EXAM:
        return wording.say(Occasion.ALL_ASKED)
    found = closing_advice(feedback)
    if found is None:
        return wording.say(Occasion.NOTHING_TO_SAY)
    if found.number is None:
        lead = wording.say(Occasion.ONE_THING)
    else:
        lead = wording.say(Occasion.ONE_THING_OF, number=number_in_words(found.number))
    return f"{lead} {_aloud(found.advice)}"


def closing_advice(feedback: Sequence[NumberedFeedback]) -> ClosingAdvice | None:
    """Return the most useful advice after a session, or None if there is none.

    A key point that was contradicted comes first, then an essential one that was missed, in the
    answer that missed the most key points by weight, or the earliest of equals. Then comes advice
    on delivery or structure that recurs in several answers, a pattern: the most frequent one, as
    worded for the latest answer. Otherwise, return the first advice on the answer that missed the
    most.
    """
    contradicted = next(filter(_contradicts, feedback), None)
    if contradicted is not None:
        return ClosingAdvice(contradicted.feedback.advice[0], contradicted.number)
    missed = [each for each in feedback if _misses_essential_point(each)]
    if missed:
        return _first_advice_on_worst(missed)
    pattern = _pattern(feedback)
    if pattern is not None:
        return ClosingAdvice(pattern, None)
    advised = [each for each in feedback if each.feedback.advice]
    return _first_advice_on_worst(advised) if advised else None


def _first_advice_on_worst(advised: Sequence[NumberedFeedback]) -> ClosingAdvice:
    """Return the first advice on the answer that missed the most by weight; each has some."""
    worst = max(advised, key=lambda each: _missed_share(each.feedback))
    return ClosingAdvice(worst.feedback.advice[0], worst.number)


def _contradicts(each: NumberedFeedback) -> bool:
    """Return whether the first advice on an answer is about a point that it contradicts."""
    point = _point_advised_first(each.feedback)
    return point is not None and point.covered is CoverageVerdict.OPPOSITE


def _misses_essential_point(each: NumberedFeedback) -> bool:
    """Return whether the first advice on an answer is about an essential point that it misses."""
    point = _point_advised_first(each.feedback)
    return point is not None and point.essential and point.covered is CoverageVerdict.NOT


def _point_advised_first(feedback: Feedback) -> PointCoverage | None:
    """Return the point that the first advice on an answer is about, or None if it is on others."""
    if feedback.coverage is None or not feedback.advice:
        return None
    first = feedback.advice[0]
    if first.about is not AdviceBasis.POINT:
        return None
    return next((each for each in feedback.coverage.points if each.id == first.finding), None)


def _pattern(feedback: Sequence[NumberedFeedback]) -> FeedbackAdvice | None:
    """Return the most frequent advice on delivery or structure, if it occurs more than once."""
    by_kind: defaultdict[tuple[str, str], list[FeedbackAdvice]] = defaultdict(list)
    for each in feedback:
        for advice in each.feedback.advice:
            if advice.about is not AdviceBasis.POINT:
                by_kind[advice.finding, _direction(advice)].append(advice)
    most = max(by_kind.values(), key=len, default=[])
    return most[-1] if len(most) > 1 else None


def _direction(advice: FeedbackAdvice) -> str:
    """Return what distinguishes advice on the same habit: "longer" is not "shorter"."""
    return _aloud(advice).partition("“")[0] if advice.about is AdviceBasis.HABIT else ""


def _aloud(advice: FeedbackAdvice) -> str:
    return spoken_habit_advice(advice.text) if advice.about is AdviceBasis.HABIT else advice.text


def _missed_share(feedback: Feedback) -> float:
    """Return the share, 0 to 1, of the key points' weight that was missed."""
    share = None if feedback.coverage is None else feedback.coverage.share
    return 0.0 if share is None else 1 - share
