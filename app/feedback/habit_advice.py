"""Says what to do about a habit of delivery, in one sentence."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.feedback import About, Advice
from mock_interviewer.app.feedback.habit import Habit
from mock_interviewer.app.lengths import clock_time, spoken_length

_USUAL_FILLER = "um"
_LEAD: Final = "One thing to try: "
_FIGURES: Final = re.compile(r" \([^()]*\)(?=\.$)")


def habit_advice(habit: Habit, delivery: Delivery) -> Advice | None:
    """Return what to try; None where the value is inside its band, or nothing is known to help."""
    if habit.high is not None and habit.value > habit.high:
        say = _TOO_HIGH.get(habit.measure)
    elif habit.low is not None and habit.value < habit.low:
        say = _TOO_LOW.get(habit.measure)
    else:
        say = None
    if say is None:
        return None
    sentence = f"{_LEAD}{say(habit, delivery)}."
    return Advice(About.HABIT, habit.measure, sentence, at=habit.at)


def in_short(text: str) -> str:
    """Return the text of a ``habit_advice`` as one says it aloud, without its lead and figures."""
    kept = _FIGURES.sub("", text).removeprefix(_LEAD)
    return kept[:1].upper() + kept[1:]


def _fillers(habit: Habit, delivery: Delivery) -> str:
    words = Counter(moment.text for moment in delivery.fillers or () if moment.text)
    filler = words.most_common(1)[0][0] if words else _USUAL_FILLER
    return f"pause instead of “{filler}” (at least {int(habit.value)} a minute{_around(habit)})"


def _too_fast(habit: Habit, _delivery: Delivery) -> str:
    return f"speak more slowly ({_words_a_minute(habit, 'fastest')})"


def _too_slow(habit: Habit, _delivery: Delivery) -> str:
    return f"speak a little faster ({_words_a_minute(habit, 'slowest')})"


def _too_long(habit: Habit, _delivery: Delivery) -> str:
    return f"give shorter answers ({spoken_length(habit.value)}{_advised(habit, ' s')})"


def _too_short(habit: Habit, _delivery: Delivery) -> str:
    return f"give longer answers ({spoken_length(habit.value)}{_advised(habit, ' s')})"


_TOO_HIGH: Final[Mapping[str, Callable[[Habit, Delivery], str]]] = {
    "fillers": _fillers,
    "pace": _too_fast,
    "length": _too_long,
}
_TOO_LOW: Final[Mapping[str, Callable[[Habit, Delivery], str]]] = {
    "pace": _too_slow,
    "length": _too_short,
}


def _words_a_minute(habit: Habit, worst: str) -> str:
    return f"about {habit.value:.0f} words a minute{_around(habit, f'{worst} ')}{_advised(habit)}"


def _advised(habit: Habit, unit: str = "") -> str:
    """Return the band as it is advised, behind a semicolon."""
    if habit.low is not None and habit.high is not None:
        return f"; {habit.low:.0f} to {habit.high:.0f}{unit} are often advised"
    if habit.high is not None:
        return f"; at most {habit.high:.0f}{unit} are often advised"
    return f"; at least {habit.low:.0f}{unit} are often advised" if habit.low is not None else ""


def _around(habit: Habit, worst: str = "") -> str:
    return "" if habit.at is None else f", {worst}around {clock_time(habit.at)}"
