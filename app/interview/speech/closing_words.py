"""The closing words of a session: the one thing to work on or, in an exam, only the end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.advice import spoken_habit_advice
from mock_interviewer.app.feedback.feedback import AdviceBasis, Feedback, FeedbackAdvice
from mock_interviewer.app.interview.speech.wording import (
    InterviewerWording,
    Occasion,
    number_in_words,
)
from mock_interviewer.app.planning.plan import SessionMode


@dataclass(frozen=True)
class NumberedFeedback:
    """The feedback on an answer that counts, with the number of its question, from 1."""

    number: int
    feedback: Feedback


@dataclass(frozen=True)
class ClosingAdvice:
    """Advice for the next time; ``number`` is the question's, None where it concerns several."""

    advice: FeedbackAdvice
    number: int | None


def closing_words(
    wording: InterviewerWording, mode: SessionMode, told: Sequence[NumberedFeedback]
) -> str:
    """Return the closing words before the goodbye; ``told`` in the order of the questions.

    In practice these are a lead and the advice of ``closing_advice``; else that it is over.
    """
    if mode is SessionMode.EXAM:
        return wording.say(Occasion.ALL_ASKED)
    one = closing_advice(told)
    if one is None:
        return wording.say(Occasion.NOTHING_TO_SAY)
    if one.number is None:
        lead = wording.say(Occasion.ONE_THING)
    else:
        lead = wording.say(Occasion.ONE_THING_OF, number=number_in_words(one.number))
    return f"{lead} {_aloud(one.advice)}"


def closing_advice(told: Sequence[NumberedFeedback]) -> ClosingAdvice | None:
    """Return the one thing to work on after a session; None where no answer was advised anything.

    A way of speaking or telling of which more than one answer was advised is a pattern and comes
    first: the most frequent, as the last of them has it. Else it is the first advice of the answer
    that left out most by weight; among equals, and where that cannot be told, that of the earliest.
    """
    pattern = _pattern(told)
    if pattern is not None:
        return ClosingAdvice(pattern, None)
    advised = [each for each in told if each.feedback.advice]
    if not advised:
        return None
    worst = max(advised, key=lambda each: _left_out(each.feedback))
    return ClosingAdvice(worst.feedback.advice[0], worst.number)


def _pattern(told: Sequence[NumberedFeedback]) -> FeedbackAdvice | None:
    """Return the advice on how one speaks or tells that came most often, if more than once."""
    alike: defaultdict[tuple[str, str], list[FeedbackAdvice]] = defaultdict(list)
    for each in told:
        for advice in each.feedback.advice:
            if advice.about is not AdviceBasis.POINT:
                alike[advice.finding, _direction(advice)].append(advice)
    most = max(alike.values(), key=len, default=[])
    return most[-1] if len(most) > 1 else None


def _direction(advice: FeedbackAdvice) -> str:
    """Return what tells advice on the same habit apart: longer is not shorter."""
    return _aloud(advice).partition("“")[0] if advice.about is AdviceBasis.HABIT else ""


def _aloud(advice: FeedbackAdvice) -> str:
    return spoken_habit_advice(advice.text) if advice.about is AdviceBasis.HABIT else advice.text


def _left_out(feedback: Feedback) -> float:
    """Return the share, from 0 to 1, of the weight of the key points that was not covered."""
    share = None if feedback.coverage is None else feedback.coverage.share
    return 0.0 if share is None else 1 - share
