"""The habit of delivery furthest outside its usual range."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.delivery.measures import MEASURES, MeasureBand
from mock_interviewer.app.feedback.delivery.ranges import ranged_values


@dataclass(frozen=True)
class DeliveryHabit:
    """A measure (a key of ``MEASURES``) outside its published range.

    ``value`` is in the measure's unit, as are ``low`` and ``high``, the ends of the range, None if
    it is open. ``at`` is where the value is worst, in seconds into the recording, or None if
    nowhere in particular.
    """

    measure: str
    value: float
    low: float | None
    high: float | None
    at: float | None


FILLER_CLUSTER = 30.0
"""Seconds of the window in which the most fillers are searched for."""


def furthest_habit(delivery: Delivery, *, may_be_short: bool = False) -> DeliveryHabit | None:
    """Return the measure furthest outside its range, relative to the end it exceeds.

    None if all are in range or unavailable. The length is that of the speech, without the wait
    before and after it. ``may_be_short`` means that it is not too short in any case: the answer
    missed nothing, the time limit ended it, or the person said that they don't know.
    """
    found = [
        habit
        for key, value in ranged_values(delivery).items()
        if (habit := _habit(delivery, key, value))
    ]
    wanting = [habit for habit in found if not (may_be_short and _is_too_short(habit))]
    return max(wanting, key=_distance, default=None)


def _is_too_short(habit: DeliveryHabit) -> bool:
    return habit.measure == "length" and habit.low is not None and habit.value < habit.low


def _habit(delivery: Delivery, key: str, value: float) -> DeliveryHabit | None:
    band = MEASURES[key].band
    if band is None:
        return None
    habit = DeliveryHabit(key, value, band.low, band.high, at=None)
    if _distance(habit) <= 0.0:
        return None
    return replace(habit, at=_worst(delivery, key, value, band))


def _distance(habit: DeliveryHabit) -> float:
    """Return how far the value exceeds an end of the range, as a share of that end."""
    below = 0.0 if habit.low is None else (habit.low - habit.value) / habit.low
    above = 0.0 if habit.high is None else (habit.value - habit.high) / habit.high
    return max(below, above)


def _worst(delivery: Delivery, key: str, value: float, band: MeasureBand) -> float | None:
    """Return where the value is worst, in seconds, or None if nowhere in particular."""
    if key == "fillers":
        return _densest(delivery.fillers or ())
    if key == "pace" and delivery.pace_curve:
        fast = band.high is not None and value > band.high
        worst = max if fast else min
        return worst(delivery.pace_curve, key=lambda reading: reading.value).at
    return None


def _densest(fillers: Sequence[SpeechMoment]) -> float:
    """Return the start of the first window of FILLER_CLUSTER seconds with the most fillers."""
    starts = [filler.start for filler in fillers]
    counts = [sum(start <= other < start + FILLER_CLUSTER for other in starts) for start in starts]
    return starts[counts.index(max(counts))]
