"""The common parts of an answer's charts: the time axis, and the table of values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mock_interviewer.app.feedback.delivery.delivery import SpeechMoment
from mock_interviewer.app.report.places import ReportPlace
from mock_interviewer.app.text.formatting import clock_length, clock_time

CHART_WIDTH = 760.0
"""The width of a whole chart, in pixels."""


AXIS_LEFT = 36.0
"""Where the time axis begins; the numbers of the scale are to the left."""


AXIS_RIGHT = 668.0
"""Where the time axis ends; the labels of lines are to the right."""


_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)


_MOST_TICKS = 8


_ROOM_FOR_A_TICK = 44.0


@dataclass(frozen=True)
class AxisTick:
    """A time label under the axis."""

    x: float
    clock: str


@dataclass(frozen=True)
class AxisSpan:
    """A part of the recording, as drawn."""

    x: float
    width: float


@dataclass(frozen=True)
class TimeAxis:
    """Maps the seconds of a recording, at least some, to x from AXIS_LEFT to AXIS_RIGHT."""

    duration: float

    def x(self, seconds: float) -> float:
        """Return the x of a time; a time outside the recording is moved to its edge."""
        share = min(max(seconds / self.duration, 0.0), 1.0)
        return AXIS_LEFT + share * (AXIS_RIGHT - AXIS_LEFT)

    def spans(self, moments: Iterable[SpeechMoment]) -> Iterator[AxisSpan]:
        """Yield the spans of moments that have a width on the axis."""
        for moment in moments:
            start, end = self.x(moment.start), self.x(moment.end)
            if end > start:
                yield AxisSpan(start, end - start)

    @property
    def ticks(self) -> tuple[AxisTick, ...]:
        """The labels, at most nine: round times, and the end of the recording."""
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
"""The most rows of a table; longer tables are thinned, with a note."""


T = TypeVar("T")


@dataclass(frozen=True)
class ChartRow:
    """A place in the recording with its values."""

    place: ReportPlace
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ChartTable:
    """A table; ``head`` labels the cells after the time, ``note`` says what is omitted."""

    head: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    note: str = ""


def even_choice(items: Sequence[T], most: int = MOST_ROWS) -> list[T]:
    """Return at most ``most`` items, evenly spread, including the first and the last."""
    if len(items) <= most:
        return list(items)
    last = len(items) - 1
    return [items[round(number * last / (most - 1))] for number in range(most)]
