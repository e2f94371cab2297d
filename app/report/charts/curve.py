"""The line chart of a figure over time: pace or pitch."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from mock_interviewer.app.feedback.delivery.delivery import CurveReading
from mock_interviewer.app.feedback.delivery.measures import MeasureBand
from mock_interviewer.app.report.charts.chart import (
    AxisTick,
    ChartRow,
    ChartTable,
    TimeAxis,
    even_choice,
)
from mock_interviewer.app.report.places import ReportRecording
from mock_interviewer.app.text.formatting import clock_time

TOP = 10.0
TALL = 84.0
BOTTOM = TOP + TALL

_MOST_READINGS = 300
_MARGIN = 1.1
_APART = 14.0
"""Least pixels between the lines of two labels on the scale."""


@dataclass(frozen=True)
class ScaleLevel:
    """A height on the scale with its label."""

    y: float
    text: str


@dataclass(frozen=True)
class BandStripe:
    """The recommended range, as a stripe."""

    y: float
    height: float


@dataclass(frozen=True)
class CurveChart:
    """A chart; ``line`` is SVG path data, ``scale`` is to its left, ``average`` to its right."""

    line: str
    scale: tuple[ScaleLevel, ...]
    average: ScaleLevel
    band: BandStripe | None
    ticks: tuple[AxisTick, ...]
    describe: str
    table: ChartTable


@dataclass(frozen=True)
class CurveKind:
    """The kind of figure that a curve shows.

    ``unit`` follows a value in a sentence. The scale begins at 0 if ``from_zero``, otherwise below
    the lowest value. Readings more than ``gap`` seconds apart are not connected.
    """

    unit: str
    gap: float
    from_zero: bool


PACE = CurveKind("words a minute", gap=5.0, from_zero=True)
PITCH = CurveKind("Hz", gap=1.6, from_zero=False)


def curve(
    kind: CurveKind,
    readings: Iterable[CurveReading],
    axis: TimeAxis,
    recording: ReportRecording,
    *,
    average: float | None = None,
    band: MeasureBand | None = None,
) -> CurveChart | None:
    """Return the chart of readings, which are in order of time; None if there are none.

    ``average`` is that of the whole answer; None means the mean of the readings.
    """
    valid = [one for one in readings if math.isfinite(one.at) and math.isfinite(one.value)]
    if not valid:
        return None
    drawn, apart = _thinned(valid, axis.duration)
    mean = math.fsum(one.value for one in valid) / len(valid) if average is None else average
    scale = _Scale.around([one.value for one in drawn] + [mean], kind, band)
    return CurveChart(
        line=_path(drawn, axis, scale, max(kind.gap, 2.5 * apart)),
        scale=scale.levels(band),
        average=ScaleLevel(scale.y(mean), f"average {mean:.0f}"),
        band=scale.shade(band),
        ticks=axis.ticks,
        describe=_description(kind, valid, mean),
        table=_table(kind, valid, recording),
    )


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    @classmethod
    def around(cls, values: Sequence[float], kind: CurveKind, band: MeasureBand | None) -> "_Scale":
        high = max(values)
        if band is not None and band.high is not None:
            high = max(high, band.high)
        if kind.from_zero:
            return cls(0.0, max(high, 1.0) * _MARGIN)
        room = max(high - min(values), 1.0) * (_MARGIN - 1)
        return cls(max(0.0, min(values) - room), high + room)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return BOTTOM - min(max(share, 0.0), 1.0) * TALL

    def shade(self, band: MeasureBand | None) -> BandStripe | None:
        if band is None or (band.low is None and band.high is None):
            return None
        top = self.y(self.high if band.high is None else band.high)
        return BandStripe(top, self.y(self.low if band.low is None else band.low) - top)

    def levels(self, band: MeasureBand | None) -> tuple[ScaleLevel, ...]:
        """Label the ends of the scale, and those of the band that do not overlap them."""
        usual = [] if band is None else [one for one in (band.low, band.high) if one is not None]
        wanted = [self.low, *usual] if usual else [self.low, self.high]
        levels: list[ScaleLevel] = []
        for value in wanted:
            level = ScaleLevel(self.y(value), f"{value:.0f}")
            if all(abs(level.y - other.y) >= _APART for other in levels):
                levels.append(level)
        return tuple(levels)


def _thinned(readings: Sequence[CurveReading], duration: float) -> tuple[list[CurveReading], float]:
    """Return at most as many readings as are distinguishable, and the seconds between them.

    Each is the mean of a part of the recording.
    """
    if len(readings) <= _MOST_READINGS:
        return list(readings), 0.0
    wide = duration / _MOST_READINGS
    means = []
    for _, group in groupby(readings, key=lambda one: int(one.at // wide)):
        together = list(group)
        means.append(
            CurveReading(
                math.fsum(one.at for one in together) / len(together),
                math.fsum(one.value for one in together) / len(together),
            )
        )
    return means, wide


def _path(readings: Sequence[CurveReading], axis: TimeAxis, scale: _Scale, gap: float) -> str:
    """Connect readings that are close to each other; a single one becomes a dot."""
    steps = []
    before: float | None = None
    for reading in readings:
        joined = before is not None and reading.at - before <= gap
        place = f"{axis.x(reading.at):.1f} {scale.y(reading.value):.1f}"
        steps.append(f"L{place}" if joined else f"M{place}h0")
        before = reading.at
    return "".join(steps)


def _description(kind: CurveKind, readings: Sequence[CurveReading], mean: float) -> str:
    least = min(readings, key=lambda one: one.value)
    most = max(readings, key=lambda one: one.value)
    return (
        f"Between {least.value:.0f} at {clock_time(least.at)} and {most.value:.0f} at"
        f" {clock_time(most.at)}, {mean:.0f} {kind.unit} on average."
    )


def _table(
    kind: CurveKind, readings: Sequence[CurveReading], recording: ReportRecording
) -> ChartTable:
    chosen = even_choice(readings)
    rows = tuple(ChartRow(recording.place(one.at), (f"{one.value:.0f}",)) for one in chosen)
    thinned = len(chosen) < len(readings)
    note = f"{len(chosen)} of {len(readings)} readings, evenly spread." if thinned else ""
    return ChartTable((f"{kind.unit[0].upper()}{kind.unit[1:]}",), rows, note)
