"""The time along the bottom of each chart of an answer, the same for all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery import Moment
from mock_interviewer.app.lengths import clock_length, clock_time

WIDTH = 760.0
"""Of a whole chart."""
LEFT = 36.0
"""Where time begins; the scale's figures stand before it."""
RIGHT = 668.0
"""Where the recording ends; the words that name a line stand after it."""

_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_MOST_TICKS = 8
_ROOM_FOR_A_TICK = 44.0


@dataclass(frozen=True)
class Tick:
    """A time that is written under the axis."""

    x: float
    clock: str


@dataclass(frozen=True)
class Span:
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
        return LEFT + share * (RIGHT - LEFT)

    def spans(self, moments: Iterable[Moment]) -> Iterator[Span]:
        """Yield the stretches that have a width on the axis."""
        for moment in moments:
            start, end = self.x(moment.start), self.x(moment.end)
            if end > start:
                yield Span(start, end - start)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The times to write, at most nine: round ones, and the end of the recording."""
        step = next((one for one in _STEPS if self.duration / one <= _MOST_TICKS), _STEPS[-1])
        end = Tick(RIGHT, clock_length(self.duration))
        times = [step * number for number in range(_MOST_TICKS + 1)]
        inner = [
            Tick(self.x(time), clock_time(time))
            for time in times
            if self.x(time) <= RIGHT - _ROOM_FOR_A_TICK
        ]
        return (*inner, end)
