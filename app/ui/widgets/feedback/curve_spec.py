"""What a curve over time shows, and at which values its axes are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from mock_interviewer.app.feedback.delivery import Reading

_TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_MOST_TIMES = 5
_MOST_VALUES = 4
_NICE = (1, 2, 5, 10)


@dataclass(frozen=True)
class CurveSpec:
    """``name`` and ``unit`` of what is shown; ``from_zero`` where height means amount.

    ``band`` is where it usually lies, if that is published. A line is broken where readings are
    more than ``gap`` seconds apart.
    """

    name: str
    unit: str
    from_zero: bool
    gap: float
    band: tuple[float, float] | None = None

    @property
    def title(self) -> str:
        """Name and unit."""
        return f"{self.name}, {self.unit}"

    @property
    def shaded(self) -> str:
        """What is shaded in the chart; empty where nothing is."""
        return "" if self.band is None else f"Shaded: {self.band[0]:.0f} to {self.band[1]:.0f}."

    def described(self, readings: Sequence[Reading]) -> str:
        """Return in words what the curve shows."""
        values = [reading.value for reading in readings]
        return f"From {min(values):.0f} to {max(values):.0f} {self.unit}." if values else ""

    def bounds(self, readings: Sequence[Reading]) -> tuple[float, float]:
        """Return the lowest and the highest value that the curve has room for."""
        values = [reading.value for reading in readings] + list(self.band or ())
        least, most = min(values), max(values)
        room = max((most - least) * 0.1, 1.0)
        return (0.0 if self.from_zero else max(0.0, least - room)), most + room


def time_marks(duration: float) -> list[float]:
    """Return the seconds, few and round, at which a time axis of ``duration`` is marked."""
    step = next((step for step in _TIME_STEPS if duration / step <= _MOST_TIMES), None)
    step = step or ceil(duration / _MOST_TIMES / _TIME_STEPS[-1]) * _TIME_STEPS[-1]
    return [float(at) for at in range(0, floor(duration) + 1, step)]


def value_marks(least: float, most: float) -> list[float]:
    """Return the values, few and round, at which an axis from ``least`` to ``most`` is marked."""
    rough = (most - least) / _MOST_VALUES
    power = 10.0 ** floor(log10(rough))
    step = next(nice * power for nice in _NICE if nice * power >= rough)
    first = ceil(least / step)
    return [number * step for number in range(first, floor(most / step) + 1)]
