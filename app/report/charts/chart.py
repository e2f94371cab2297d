"""What the charts of an answer share: the time axis, and the table of what a chart shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mock_interviewer.app.feedback.delivery.delivery import SpeechMoment
from mock_interviewer.app.report.places import ReportPlace
from mock_interviewer.app.text.formatting import clock_length, clock_time

CHART_WIDTH = 760.0
"""Of a whole chart."""


AXIS_LEFT = 36.0
"""Where time begins; the scale's figures stand before it."""


AXIS_RIGHT = 668.0
"""Where the recording ends; the words that name a line stand after it."""


_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)


_MOST_TICKS = 8


_ROOM_FOR_A_TICK = 44.0


@dataclass(frozen=True)
class AxisTick:
    """A time that is written under the axis."""

    x: float
    clock: str


@dataclass(frozen=True)
class AxisSpan:
    """A stretch of the recording as drawn."""

    x: float
    width: float


@dataclass(frozen=True)
class TimeAxis:
    """Seconds of a recording, of which there must be some, to places from LEFT to RIGHT."""

    duration: float

    def x(self, seconds: float) -> float:
        """Return where a time is; what lies outside the recording is at its edge."""
        share = min(max(seconds / self.duration, 0.0), 1.0)
        return AXIS_LEFT + share * (AXIS_RIGHT - AXIS_LEFT)

    def spans(self, moments: Iterable[SpeechMoment]) -> Iterator[AxisSpan]:
        """Yield the stretches that have a width on the axis."""
        for moment in moments:
            start, end = self.x(moment.start), self.x(moment.end)
            if end > start:
                yield AxisSpan(start, end - start)

    @property
    def ticks(self) -> tuple[AxisTick, ...]:
        """The times to write, at most nine: round ones, and the end of the recording."""
        step = next((one for one in _STEPS if self.duration / one <= _MOST_TICKS), _STEPS[-1])
        end = AxisTick(AXIS_RIGHT, clock_length(self.duration))
        times = [step * number for number in range(_MOST_TICKS + 1)]
        inner = [
            AxisTick(self.x(time), clock_time(time))
            for time in times
            if self.x(time) <= AXIS_RIGHT - _ROOM_FOR_A_TICK
        ]
        return (*inner, end)


MOST_ROWS = 40
"""A longer table is thinned, and says so."""


T = TypeVar("T")


@dataclass(frozen=True)
class ChartRow:
    """A place in the recording and what is there."""

    place: ReportPlace
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ChartTable:
    """``head`` names the cells after the time; ``note`` says what was left out, or is empty."""

    head: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    note: str = ""


def even_choice(items: Sequence[T], most: int = MOST_ROWS) -> list[T]:
    """Return at most ``most`` items, evenly spread, the first and the last included."""
    if len(items) <= most:
        return list(items)
    last = len(items) - 1
    return [items[round(number * last / (most - 1))] for number in range(most)]
