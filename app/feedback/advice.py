"""Advice for the next attempt: at most three sentences, chosen by rules, never a grade."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.habits import DeliveryHabit
from mock_interviewer.app.feedback.feedback import AdviceBasis, Feedback, FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.app.text.formatting import clock_time, spoken_length
from mock_interviewer.questions.model import QuestionKind, StarPart

_SHORT_ANSWER = 90
"""Seconds in which to retry a complete but longer answer."""


_ALL_OF = ("", "The", "Both", "All three", "All four", "All five", "All six", "All seven")


def advise(
    asked: CoverageQuestion | None,
    coverage: Coverage | None,
    coverage_untold: str,
    story: Story | None,
    delivery: Delivery,
    habit: DeliveryHabit | None,
) -> tuple[FeedbackAdvice, ...]:
    """Return at most three pieces of advice, the most valuable first.

    They concern a point that was contradicted, missed, or unsure; what a story lacks; and
    ``habit``, the one furthest outside its range, in this order. Without coverage, there is no
    advice on points. If every point was made and nothing else was found, a long answer may be tried
    in less time. The same findings always give the same advice.
    """
    judged = None if coverage_untold else coverage
    missed = None if judged is None else _point_to_mend(judged)
    point = _point_to_make(asked, missed)
    case = asked is not None and asked.kind == QuestionKind.SITUATIONAL
    said = point.part if point else None
    chosen = (
        _point_advice(missed, point) if missed else None,
        story_advice(story, case=case, said=said) if story else None,
        habit_advice(habit, delivery) if habit else None,
    )
    found = tuple(advice for advice in chosen if advice is not None)
    return found or _try_shorter(judged, delivery)


def advise_again(feedback: Feedback, asked: CoverageQuestion | None) -> tuple[FeedbackAdvice, ...]:
    """Return the advice of feedback after its verdicts on key points changed.

    The advice on points is that of ``advise``, all other advice is kept. With ``asked`` None, the
    example is the point itself.
    """
    coverage = feedback.coverage
    missed = None if coverage is None else _point_to_mend(coverage)
    kept = tuple(
        advice
        for advice in feedback.advice
        if advice.about is not AdviceBasis.POINT and not _tries_shorter(advice)
    )
    first = (_point_advice(missed, _point_to_make(asked, missed)),) if missed else ()
    return (*first, *kept) or _try_shorter(coverage, feedback.delivery)


def _point_to_make(
    asked: CoverageQuestion | None, missed: PointCoverage | None
) -> ExpectedPoint | None:
    """Return the bank's entry of a point to mend, or None if the bank no longer has it."""
    if asked is None or missed is None:
        return None
    return next((point for point in asked.points if point.id == missed.id), None)


def _point_to_mend(coverage: Coverage) -> PointCoverage | None:
    """Return the point to mend first: contradicted, then missed, then unsure.

    Of those, it is the essential, then weightiest, then first one.
    """
    points = [point for point in coverage.points if point.covered is not CoverageVerdict.MADE]
    return max(
        points,
        key=lambda point: (point.covered.mending_rank, point.essential, point.weight),
        default=None,
    )


def _point_advice(missed: PointCoverage, point: ExpectedPoint | None) -> FeedbackAdvice:
    if missed.covered is CoverageVerdict.OPPOSITE:
        text = f"You said the opposite of this: {missed.point}"
    elif missed.covered is CoverageVerdict.UNSURE:
        text = f"Check whether you said this; next time, make it plain: {missed.point}"
    elif missed.essential:
        text = f"Next time, make this essential point: {missed.point}"
    else:
        text = f"Next time, make this point too: {missed.point}"
    example = point.said[0] if point and point.said else missed.point
    at = _begins(missed.passage)
    return FeedbackAdvice(AdviceBasis.POINT, missed.id, text, example=example, at=at)


def _try_shorter(coverage: Coverage | None, delivery: Delivery) -> tuple[FeedbackAdvice, ...]:
    """Return the advice to be briefer, for a long answer that missed nothing."""
    if coverage is None or not coverage.points or delivery.speech <= _SHORT_ANSWER:
        return ()
    count = len(coverage.points)
    who = _ALL_OF[count] if count < len(_ALL_OF) else f"All {count}"
    points = "key point was" if count == 1 else "key points were"
    text = f"{who} {points} there. Try it again in under {_SHORT_ANSWER} seconds."
    return (FeedbackAdvice(AdviceBasis.HABIT, "length", text),)


def _tries_shorter(advice: FeedbackAdvice) -> bool:
    """Return whether advice is that of ``_try_shorter``."""
    return advice.finding == "length" and not advice.text.startswith(_LEAD)


_WE_TO_I_RATIO: Final = 2


_MIN_WE: Final = 3
"""From this many clauses with "we", and that ratio to "I", the speaker hides behind the team."""


_EXPERIENCE_ADVICE: Final[Mapping[StarPart, str]] = {
    StarPart.RESULT: "Say what came of it: how it ended, and what changed afterward.",
    StarPart.ACTION: "Say what you did yourself, step by step.",
    StarPart.TASK: "Say what the goal was, and that it was your responsibility.",
    StarPart.SITUATION: "Start with where and when it happened, and what was at stake.",
}
"""The advice on each missing part of a story, most valuable part first."""


_CASE_ADVICE: Final[Mapping[StarPart, str]] = {
    StarPart.RESULT: "Say what would come of it, and how you would know.",
    StarPart.ACTION: "Say what you would do, step by step.",
    StarPart.TASK: "Say what the goal would be, and what matters most.",
    StarPart.SITUATION: "Start with an example of your own, or with your assumptions.",
}
"""The same for a question about what the person would do."""


_MEASURE: Final = "Put a number on the result: how much, how many, or how long, before and after."


def story_advice(story: Story, *, case: bool, said: str | None) -> FeedbackAdvice | None:
    """Return the most valuable advice on a story, or None.

    ``case`` is for questions about what the person would do; ``said`` is a part that other advice
    already concerns, and which is skipped.
    """
    told = {part.part: part for part in story.parts}
    for part, sentence in (_CASE_ADVICE if case else _EXPERIENCE_ADVICE).items():
        if part in told and part != said and told[part].told is CoverageVerdict.NOT:
            return FeedbackAdvice(AdviceBasis.STORY, part, sentence)
    if _hides_behind_team(story):
        return FeedbackAdvice(AdviceBasis.STORY, "we", _say_i(story))
    result = told.get(StarPart.RESULT)
    unmeasured = story.measured_result is None and said != StarPart.RESULT
    if result is not None and result.told is CoverageVerdict.MADE and unmeasured and not case:
        return FeedbackAdvice(AdviceBasis.STORY, "measured", _MEASURE, at=_begins(result.evidence))
    return None


def _hides_behind_team(story: Story) -> bool:
    """Return whether the speaker hides behind the team."""
    return story.we_acted >= max(_MIN_WE, _WE_TO_I_RATIO * story.i_acted)


def _say_i(story: Story) -> str:
    we, me = _times(story.we_acted), _times(story.i_acted)
    if not story.i_acted:
        return f"Say “I” when you mean yourself: “we” did something {we}, “I” never did."
    return f"Say “I” when you mean yourself: “we” did something {we}, “I” only {me}."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _begins(evidence: Evidence | None) -> float | None:
    return None if evidence is None else evidence.begins


_USUAL_FILLER = "um"


_LEAD: Final = "One thing to try: "


_FIGURES: Final = re.compile(r" \([^()]*\)(?=\.$)")


def habit_advice(habit: DeliveryHabit, delivery: Delivery) -> FeedbackAdvice | None:
    """Return what to try, or None if the value is in range or nothing is known to help."""
    if habit.high is not None and habit.value > habit.high:
        say = _TOO_HIGH.get(habit.measure)
    elif habit.low is not None and habit.value < habit.low:
        say = _TOO_LOW.get(habit.measure)
    else:
        say = None
    if say is None:
        return None
    sentence = f"{_LEAD}{say(habit, delivery)}."
    return FeedbackAdvice(AdviceBasis.HABIT, habit.measure, sentence, at=habit.at)


def spoken_habit_advice(text: str) -> str:
    """Return the text of a ``habit_advice`` to be spoken, without its lead-in and figures."""
    kept = _FIGURES.sub("", text).removeprefix(_LEAD)
    return kept[:1].upper() + kept[1:]


def _fillers(habit: DeliveryHabit, delivery: Delivery) -> str:
    words = Counter(moment.text for moment in delivery.fillers or () if moment.text)
    filler = words.most_common(1)[0][0] if words else _USUAL_FILLER
    return f"pause instead of “{filler}” (at least {int(habit.value)} a minute{_around(habit)})"


def _too_fast(habit: DeliveryHabit, _delivery: Delivery) -> str:
    return f"speak more slowly ({_words_a_minute(habit, 'fastest')})"


def _too_slow(habit: DeliveryHabit, _delivery: Delivery) -> str:
    return f"speak a little faster ({_words_a_minute(habit, 'slowest')})"


def _too_long(habit: DeliveryHabit, _delivery: Delivery) -> str:
    return f"give shorter answers ({spoken_length(habit.value)} of speech{_advised(habit, ' s')})"


def _too_short(habit: DeliveryHabit, _delivery: Delivery) -> str:
    return f"give longer answers ({spoken_length(habit.value)} of speech{_advised(habit, ' s')})"


_TOO_HIGH: Final[Mapping[str, Callable[[DeliveryHabit, Delivery], str]]] = {
    "fillers": _fillers,
    "pace": _too_fast,
    "length": _too_long,
}


_TOO_LOW: Final[Mapping[str, Callable[[DeliveryHabit, Delivery], str]]] = {
    "pace": _too_slow,
    "length": _too_short,
}


def _words_a_minute(habit: DeliveryHabit, worst: str) -> str:
    return f"about {habit.value:.0f} words a minute{_around(habit, f'{worst} ')}{_advised(habit)}"


def _advised(habit: DeliveryHabit, unit: str = "") -> str:
    """Return the usual range after a semicolon, or ""."""
    if habit.low is not None and habit.high is not None:
        return f"; {habit.low:.0f} to {habit.high:.0f}{unit} is often recommended"
    if habit.high is not None:
        return f"; at most {habit.high:.0f}{unit} is often recommended"
    return f"; at least {habit.low:.0f}{unit} is often recommended" if habit.low is not None else ""


def _around(habit: DeliveryHabit, worst: str = "") -> str:
    return "" if habit.at is None else f", {worst}around {clock_time(habit.at)}"
