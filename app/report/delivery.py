"""The delivery part of a report: figures with recommended ranges, and charts over time."""

import math
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measures import MeasureBand, Measures
from mock_interviewer.app.feedback.words import figures
from mock_interviewer.app.report.charts.chart import TimeAxis
from mock_interviewer.app.report.charts.curve import PACE, PITCH, CurveChart, curve
from mock_interviewer.app.report.charts.waveform import BINS, WaveformChart, waveform
from mock_interviewer.app.report.places import ReportRecording
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.waveform_outline import WaveformOutline, waveform_outline

_STRIP = 96.0


_ROOM_ABOVE = 1.25


@dataclass(frozen=True)
class BandStrip:
    """A scale from 0 with the band and the value, in pixels from its left end."""

    width: float
    low: float
    high: float
    value: float


@dataclass(frozen=True)
class ReportFigure:
    """One figure; if it could not be measured, ``value`` is "" and ``note`` says why."""

    label: str
    value: str
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
    values = _values(delivery)
    shown = []
    for figure in figures(delivery):
        measure = measures.get(figure.key)
        band = None if measure is None or not figure.value else measure.band
        value = values.get(figure.key)
        shown.append(
            ReportFigure(
                label=figure.label,
                value=figure.value,
                note=figure.note,
                band="" if band is None else band.sentence,
                strip=None if band is None or value is None else band_strip(band, value),
            )
        )
    return tuple(shown)


def why_untold(delivery: Delivery, key: str) -> str:
    """Return why a measure is missing; "" if no reason is given."""
    return next((one.why for one in delivery.untold if one.measure == key), "")


def band_strip(band: MeasureBand, value: float) -> BandStrip | None:
    """Return the band and the value on a common scale from 0; None if the band has no limit."""
    limits = [limit for limit in (band.low, band.high) if limit is not None]
    if not limits:
        return None
    top = max(*limits, value) * _ROOM_ABOVE
    if top <= 0:
        return None
    high = top if band.high is None else band.high
    low = (band.low or 0.0) / top
    return BandStrip(_STRIP, _STRIP * low, _STRIP * (high / top), _STRIP * (max(0.0, value) / top))


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


def _values(delivery: Delivery) -> dict[str, float | None]:
    """Return the figures that can have a band, in the unit of the band."""
    return {
        "length": delivery.duration,
        "pace": delivery.pace,
        "articulation": delivery.articulation,
        "first_word": delivery.first_word,
        "fillers": delivery.filler_rate,
        "pitch": None if delivery.pitch is None else delivery.pitch.variation,
        "loudness": None if delivery.loudness is None else delivery.loudness.variation,
        "richness": delivery.richness,
    }


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
