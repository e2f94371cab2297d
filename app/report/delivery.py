"""How an answer was said: the figures, and the three charts along the recording."""

import math
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.feedback.definitions import Measures
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.report.charts.axis import TimeAxis
from mock_interviewer.app.report.charts.curve import PACE, PITCH, Curve, curve
from mock_interviewer.app.report.charts.waveform import BINS, Waveform, waveform
from mock_interviewer.app.report.figures import Row, rows, why_untold
from mock_interviewer.app.report.places import Recording
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.outline import Outline, outline_of

_NO_OUTLINE = "The recording cannot be read, so its outline is not drawn."
_NO_RECORDING = "The recording is missing, so its outline is not drawn."


@dataclass(frozen=True)
class DeliveryShown:
    """``untold`` are sentences about what is not drawn; charts are None where nothing is."""

    figures: tuple[Row, ...]
    waveform: Waveform | None
    pace: Curve | None
    pitch: Curve | None
    untold: tuple[str, ...]


def delivery_shown(
    take: TakeRecord, delivery: Delivery, recording: Recording, measures: Measures
) -> DeliveryShown:
    """Return the figures and charts of a take; reads its recording, ten seconds at a time."""
    figures = rows(delivery, measures)
    if not (math.isfinite(delivery.duration) and delivery.duration > 0):
        return DeliveryShown(figures, None, None, None, ())
    axis = TimeAxis(delivery.duration)
    outline, missing = _outline(take.recording)
    pace = measures.get("pace")
    pitch = delivery.pitch
    untold = [missing, why_untold(delivery, "pace_curve")]
    return DeliveryShown(
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


def _outline(recording: Path | None) -> tuple[Outline | None, str]:
    """Return the outline, or None and the sentence that says why not."""
    if recording is None or not recording.exists():
        return None, _NO_RECORDING
    try:
        return outline_of(recording, BINS), ""
    except BadAudioFile:
        return None, _NO_OUTLINE
