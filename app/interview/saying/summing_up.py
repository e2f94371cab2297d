"""What is said when all was asked: the one thing to work on or, in an exam, only the end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.feedback import About, Advice, Feedback
from mock_interviewer.app.feedback.habit_advice import in_short
from mock_interviewer.app.interview.plan import Mode
from mock_interviewer.app.interview.saying.in_words import number_in_words
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.saying.wording import Wording


@dataclass(frozen=True)
class Told:
    """The feedback on an answer that counts, with the number of its question, from 1."""

    number: int
    feedback: Feedback


@dataclass(frozen=True)
class OneThing:
    """Advice for the next time; ``number`` is the question's, None where it concerns several."""

    advice: Advice
    number: int | None


def sum_up(wording: Wording, mode: Mode, told: Sequence[Told]) -> str:
    """Return the closing words before the goodbye; ``told`` in the order of the questions.

    In practice these are a lead and the advice that ``one_thing`` chooses; else that it is over.
    """
    if mode is Mode.EXAM:
        return wording.say(Occasion.ALL_ASKED)
    one = one_thing(told)
    if one is None:
        return wording.say(Occasion.NOTHING_TO_SAY)
    if one.number is None:
        lead = wording.say(Occasion.ONE_THING)
    else:
        lead = wording.say(Occasion.ONE_THING_OF, number=number_in_words(one.number))
    return f"{lead} {_aloud(one.advice)}"


def one_thing(told: Sequence[Told]) -> OneThing | None:
    """Return the one thing to work on after a session; None where no answer was advised anything.

    A way of speaking or telling of which more than one answer was advised is a pattern and comes
    first: the most frequent, as the last of them has it. Else it is the first advice of the answer
    that left out most by weight; among equals, and where that cannot be told, that of the earliest.
    """
    pattern = _pattern(told)
    if pattern is not None:
        return OneThing(pattern, None)
    advised = [each for each in told if each.feedback.advice]
    if not advised:
        return None
    worst = max(advised, key=lambda each: _left_out(each.feedback))
    return OneThing(worst.feedback.advice[0], worst.number)


def _pattern(told: Sequence[Told]) -> Advice | None:
    """Return the advice on how one speaks or tells that came most often, if more than once."""
    alike: defaultdict[tuple[str, str], list[Advice]] = defaultdict(list)
    for each in told:
        for advice in each.feedback.advice:
            if advice.about is not About.POINT:
                alike[advice.finding, _direction(advice)].append(advice)
    most = max(alike.values(), key=len, default=[])
    return most[-1] if len(most) > 1 else None


def _direction(advice: Advice) -> str:
    """Return what tells advice on the same habit apart: longer is not shorter."""
    return _aloud(advice).partition("“")[0] if advice.about is About.HABIT else ""


def _aloud(advice: Advice) -> str:
    return in_short(advice.text) if advice.about is About.HABIT else advice.text


def _left_out(feedback: Feedback) -> float:
    """Return the share, from 0 to 1, of the weight of the key points that was not covered."""
    share = None if feedback.coverage is None else feedback.coverage.share
    return 0.0 if share is None else 1 - share
