"""The delivery part of a report: figures with recommended ranges, and charts over time."""

import math
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.delivery.ranges import FigureRange, range_scales
from mock_interviewer.app.feedback.words import capitalized, figures
from mock_interviewer.app.report.charts.chart import TimeAxis
from mock_interviewer.app.report.charts.curve import PACE, PITCH, CurveChart, curve
from mock_interviewer.app.report.charts.waveform import BINS, WaveformChart, waveform
from mock_interviewer.app.report.places import ReportRecording
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.waveform_outline import WaveformOutline, waveform_outline

_STRIP = 96.0


@dataclass(frozen=True)
class BandStrip:
    """A scale from 0 with the band and the value, in pixels from its left end."""

    width: float
    low: float
    high: float
    value: float


@dataclass(frozen=True)
class ReportFigure:
    """One figure in plain words, with the value that they stand for in ``note``.

    If it could not be measured, ``said`` is "" and ``note`` says why.
    """

    label: str
    said: str
    note: str
    band: str = ""
    strip: BandStrip | None = None


@dataclass(frozen=True)
class ReportDefinition:
    """How a figure is computed, and the source of its recommended range; texts may be empty."""

    name: str
    how: str
    source: str
    band: str
    band_source: str


def report_figures(delivery: Delivery, measures: Measures) -> tuple[ReportFigure, ...]:
    """Return all figures; those that were measured with their recommended ranges."""
    return tuple(
        ReportFigure(
            label=figure.label,
            said=capitalized(figure.said),
            note=figure.detail,
            band="" if figure.range is None else figure.range.band.sentence,
            strip=None if figure.range is None else band_strip(figure.range),
        )
        for figure in figures(delivery, measures)
    )


def why_untold(delivery: Delivery, key: str) -> str:
    """Return why a measure is missing; "" if no reason is given."""
    return next((one.why for one in delivery.untold if one.measure == key), "")


def band_strip(found: FigureRange) -> BandStrip | None:
    """Return the range and the value on a common scale from 0; None if there is only zero."""
    scales = range_scales([found])
    if not scales:
        return None
    (scale,) = scales
    return BandStrip(_STRIP, _STRIP * scale.low, _STRIP * scale.high, _STRIP * scale.value)


def report_definitions(measures: Measures) -> tuple[ReportDefinition, ...]:
    """Return how each measure is computed, in the order of the measures."""
    return tuple(
        ReportDefinition(
            name=measure.name,
            how=measure.definition,
            source=measure.source,
            band="" if measure.band is None else measure.band.sentence,
            band_source="" if measure.band is None else measure.band.source,
        )
        for measure in measures.values()
    )


_NO_OUTLINE = "The recording can't be read, so its waveform isn't shown."


_NO_RECORDING = "The recording is missing, so its waveform isn't shown."


@dataclass(frozen=True)
class ReportDelivery:
    """Figures and charts; charts are None if there is nothing to draw, and ``untold`` says why."""

    figures: tuple[ReportFigure, ...]
    waveform: WaveformChart | None
    pace: CurveChart | None
    pitch: CurveChart | None
    untold: tuple[str, ...]


def report_delivery(
    take: TakeRecord, delivery: Delivery, recording: ReportRecording, measures: Measures
) -> ReportDelivery:
    """Return the figures and charts of a take; reads its recording ten seconds at a time."""
    figures = report_figures(delivery, measures)
    if not (math.isfinite(delivery.duration) and delivery.duration > 0):
        return ReportDelivery(figures, None, None, None, ())
    axis = TimeAxis(delivery.duration)
    outline, missing = _outline(take.recording)
    pace = measures.get("pace")
    pitch = delivery.pitch
    untold = [missing, why_untold(delivery, "pace_curve")]
    return ReportDelivery(
        figures=figures,
        waveform=waveform(delivery, axis, outline, recording),
        pace=curve(
            PACE,
            delivery.pace_curve,
            axis,
            recording,
            average=delivery.pace,
            band=None if pace is None else pace.band,
        ),
        pitch=None
        if pitch is None
        else curve(PITCH, pitch.curve, axis, recording, average=pitch.mean),
        untold=tuple(sentence for sentence in untold if sentence),
    )


def _outline(recording: Path | None) -> tuple[WaveformOutline | None, str]:
    """Return the outline, or None and a sentence that says why."""
    if recording is None or not recording.exists():
        return None, _NO_RECORDING
    try:
        return waveform_outline(recording, BINS), ""
    except BadAudioFile:
        return None, _NO_OUTLINE
