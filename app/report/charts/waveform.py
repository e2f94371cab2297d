"""The waveform chart of a recording, with shaded pauses and marked fillers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.report.charts.chart import (
    AXIS_LEFT,
    AXIS_RIGHT,
    MOST_ROWS,
    AxisSpan,
    AxisTick,
    ChartRow,
    ChartTable,
    TimeAxis,
)
from mock_interviewer.app.report.places import ReportRecording
from mock_interviewer.app.text.formatting import clock_time, counted, spoken_length
from mock_interviewer.audio.files.waveform_outline import WaveformOutline

TOP = 18.0
"""The top of the outline; the length of the longest pause is above it."""
TALL = 64.0
MIDDLE = TOP + TALL / 2
BINS = int((AXIS_RIGHT - AXIS_LEFT) / 2)
"""As many peaks as are distinguishable."""

_LEAST = 1.0
_A_LETTER = 7.0
_BETWEEN_WORDS = 8.0
_LONGEST_WORD = 12


@dataclass(frozen=True)
class FillerMark:
    """The place of a filler; ``text`` is "" if there is no room for it."""

    x: float
    text: str


@dataclass(frozen=True)
class WaveformChart:
    """A chart; ``outline`` is SVG path data, "" if the recording cannot be read.

    ``pauses`` and ``fillers`` are None if unknown. ``longest`` labels the longest pause, None if
    there is none.
    """

    outline: str
    pauses: tuple[AxisSpan, ...] | None
    fillers: tuple[FillerMark, ...] | None
    longest: FillerMark | None
    ticks: tuple[AxisTick, ...]
    describe: str
    table: ChartTable | None


def waveform(
    delivery: Delivery, axis: TimeAxis, outline: WaveformOutline | None, recording: ReportRecording
) -> WaveformChart | None:
    """Return the chart of a recording; None if there is nothing to draw.

    ``outline`` is None if the recording cannot be read.
    """
    pauses = None if delivery.pauses is None else delivery.pauses.moments
    if outline is None and not pauses and not delivery.fillers:
        return None
    longest = None if delivery.pauses is None else delivery.pauses.longest
    return WaveformChart(
        outline="" if outline is None else _path(outline, axis),
        pauses=None if pauses is None else tuple(axis.spans(pauses)),
        fillers=None if delivery.fillers is None else _marks(delivery.fillers, axis),
        longest=None
        if longest is None
        else FillerMark(axis.x((longest.start + longest.end) / 2), f"{longest.length:.1f} s"),
        ticks=axis.ticks,
        describe=_description(delivery),
        table=_table(delivery, recording),
    )


def _path(outline: WaveformOutline, axis: TimeAxis) -> str:
    """Return a vertical, centered line for each peak; silence is one pixel high."""
    steps = []
    bins = len(outline.peaks)
    for number, peak in enumerate(outline.peaks):
        half = max(_LEAST, float(peak) * TALL) / 2
        x = axis.x((number + 0.5) * outline.seconds / bins)
        steps.append(f"M{x:.1f} {MIDDLE - half:.1f}v{2 * half:.1f}")
    return "".join(steps)


def _marks(fillers: Sequence[SpeechMoment], axis: TimeAxis) -> tuple[FillerMark, ...]:
    """Return a mark for each filler, with its text if that does not overlap the one before.

    If most would have no text, none has.
    """
    marks, free_from = [], AXIS_LEFT - _BETWEEN_WORDS
    for filler in fillers:
        x = axis.x(filler.start)
        text = filler.text[:_LONGEST_WORD]
        half = len(text) * _A_LETTER / 2
        room = x - half >= free_from and x + half <= AXIS_RIGHT
        marks.append(FillerMark(x, text if room else ""))
        if room:
            free_from = x + half + _BETWEEN_WORDS
    crowded = sum(bool(mark.text) for mark in marks) * 2 < len(marks)
    return tuple(replace(mark, text="") if crowded else mark for mark in marks)


def _description(delivery: Delivery) -> str:
    said = [f"The recording lasts {spoken_length(delivery.duration)}."]
    if delivery.pauses is not None:
        longest = delivery.pauses.longest
        pauses = counted(len(delivery.pauses.moments), "pause")
        if longest is None:
            said.append("No pauses.")
        else:
            said.append(
                f"{pauses}, {delivery.pauses.total:.1f} s in total; the longest,"
                f" {longest.length:.1f} s, begins at {clock_time(longest.start)}."
            )
    if delivery.fillers:
        said.append(f"At least {counted(len(delivery.fillers), 'filler')}.")
    return " ".join(said)


def _table(delivery: Delivery, recording: ReportRecording) -> ChartTable | None:
    pauses = () if delivery.pauses is None else delivery.pauses.moments
    found = [("pause", moment) for moment in pauses]
    found += [(f"“{moment.text}”", moment) for moment in delivery.fillers or ()]
    if not found:
        return None
    longest = sorted(found, key=lambda one: one[1].length, reverse=True)[:MOST_ROWS]
    rows = tuple(
        ChartRow(recording.place(moment.start), (what, f"{moment.length:.1f} s"))
        for what, moment in sorted(longest, key=lambda one: one[1].start)
    )
    note = f"The {MOST_ROWS} longest of {len(found)}." if len(found) > MOST_ROWS else ""
    return ChartTable(("What", "Length"), rows, note)
