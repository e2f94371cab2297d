"""Where the figures of a delivery lie in their published ranges: in words, and on a scale.

The window, the report, and advice take ranges from here, so that they never disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measures import MEASURES, MeasureBand, Measures

FEWEST_FILLERS = 3
"""Fewer fillers are never too many, however short the answer."""

_A_LITTLE = 0.2
"""A value is a little outside its range up to this share of the end that it exceeds."""

_ROOM_ABOVE = 1.25
"""How far a scale reaches, relative to the greatest of what it shows."""


@dataclass(frozen=True)
class RangeScale:
    """A range and a value on a scale from 0, as shares of its length from 0 to 1."""

    low: float
    high: float
    value: float


@dataclass(frozen=True)
class FigureRange:
    """A figure with its published range, which has at least one end; both in ``unit``."""

    value: float
    band: MeasureBand
    unit: str = ""

    @property
    def inside(self) -> bool:
        """Whether the value is in the range."""
        return _excess(self.band, self.value) == 0.0

    @property
    def is_worse(self) -> bool:
        """Whether the source found values such as this worse than those in the range."""
        return self.band.worse_from is not None and self.value >= self.band.worse_from

    @property
    def words(self) -> str:
        """Plain words for where the value lies, such as "a little fast"."""
        words, excess = self.band.words, _excess(self.band, self.value)
        if self.value == 0.0 and words.zero:
            return words.zero
        if excess == 0.0:
            return words.within
        if excess < 0.0:
            return words.little_below if excess >= -_A_LITTLE else words.below
        # A source that compared values itself says what is far outside.
        far = self.is_worse if self.band.worse_from is not None else excess > _A_LITTLE
        return words.above if far else words.little_above

    @property
    def ends(self) -> str:
        """The range, as in "120 to 160" or "up to 5"."""
        low, high = self.band.low, self.band.high
        if low is None:
            return f"up to {high:g}"
        return f"at least {low:g}" if high is None else f"{low:g} to {high:g}"


def figure_range(delivery: Delivery, key: str, measures: Measures = MEASURES) -> FigureRange | None:
    """Return a figure with its range; None if it is not available or no range is published.

    ``key`` is a key of ``measures``.
    """
    measure = measures.get(key)
    value = ranged_values(delivery).get(key)
    if measure is None or measure.band is None or value is None:
        return None
    if measure.band.low is None and measure.band.high is None:
        return None
    return FigureRange(value, measure.band, measure.unit)


def ranged_values(delivery: Delivery) -> dict[str, float]:
    """Return the available figures that have a published range, as exact as they are shown.

    The length is that of the speech, without the wait before and after it. Fillers outside their
    range are left out if there are too few to tell.
    """
    values: dict[str, float] = {}
    if delivery.first_word is not None:
        values["length"] = float(round(delivery.speech))
    if delivery.pace is not None:
        values["pace"] = float(round(delivery.pace))
    rate = 0.0 if delivery.fillers == () else delivery.filler_rate
    if rate is not None and _can_tell(rate, len(delivery.fillers or ())):
        values["fillers"] = round(rate, 1)
    return values


def range_scales(ranges: Sequence[FigureRange]) -> tuple[RangeScale, ...]:
    """Return the scale of each of these figures of one measure; all scales are equally long."""
    shown = [
        end
        for each in ranges
        for end in (each.band.low, each.band.high, each.value)
        if end is not None
    ]
    top = max(shown, default=0.0) * _ROOM_ABOVE
    if top <= 0.0:
        return ()
    return tuple(
        RangeScale(
            low=(each.band.low or 0.0) / top,
            high=1.0 if each.band.high is None else each.band.high / top,
            value=max(0.0, each.value) / top,
        )
        for each in ranges
    )


def _can_tell(rate: float, fillers: int) -> bool:
    band = MEASURES["fillers"].band
    return fillers >= FEWEST_FILLERS or band is None or _excess(band, rate) == 0.0


def _excess(band: MeasureBand, value: float) -> float:
    """Return how far a value is outside the range, as a share of the end that it exceeds.

    Negative below the range, 0 inside it.
    """
    if band.low is not None and value < band.low:
        return (value - band.low) / band.low
    if band.high is not None and value > band.high:
        return (value - band.high) / band.high if band.high else float("inf")
    return 0.0
