"""The figures of delivery as the page lists them: each with its band, and how it is computed."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.definitions import Band, Measures
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.words import figures

_STRIP = 96.0
_ROOM_ABOVE = 1.25


@dataclass(frozen=True)
class Strip:
    """A scale from 0 with the band and the value on it, in pixels from its left end."""

    width: float
    low: float
    high: float
    value: float


@dataclass(frozen=True)
class Row:
    """One figure: ``value`` is "" where it cannot be told, and ``note`` then says why."""

    label: str
    value: str
    note: str
    band: str = ""
    strip: Strip | None = None


@dataclass(frozen=True)
class Definition:
    """How a figure is computed, and who says what is usual; texts may be empty."""

    name: str
    how: str
    source: str
    band: str
    band_source: str


def rows(delivery: Delivery, measures: Measures) -> tuple[Row, ...]:
    """Return the figures, the untold ones too; a told one with what its source calls usual."""
    values = _values(delivery)
    shown = []
    for figure in figures(delivery):
        measure = measures.get(figure.key)
        band = None if measure is None or not figure.value else measure.band
        value = values.get(figure.key)
        shown.append(
            Row(
                label=figure.label,
                value=figure.value,
                note=figure.note,
                band="" if band is None else band.says,
                strip=None if band is None or value is None else band_strip(band, value),
            )
        )
    return tuple(shown)


def why_untold(delivery: Delivery, key: str) -> str:
    """Return why a measure cannot be told; "" where nothing is said of it."""
    return next((one.why for one in delivery.untold if one.measure == key), "")


def band_strip(band: Band, value: float) -> Strip | None:
    """Return the band and the value on a scale from 0 that holds both; None without a limit."""
    limits = [limit for limit in (band.low, band.high) if limit is not None]
    if not limits:
        return None
    top = max(*limits, value) * _ROOM_ABOVE
    if top <= 0:
        return None
    high = top if band.high is None else band.high
    low = (band.low or 0.0) / top
    return Strip(_STRIP, _STRIP * low, _STRIP * (high / top), _STRIP * (max(0.0, value) / top))


def definitions(measures: Measures) -> tuple[Definition, ...]:
    """Return how each measure is computed, in their order."""
    return tuple(
        Definition(
            name=measure.name,
            how=measure.how,
            source=measure.source,
            band="" if measure.band is None else measure.band.says,
            band_source="" if measure.band is None else measure.band.source,
        )
        for measure in measures.values()
    )


def _values(delivery: Delivery) -> dict[str, float | None]:
    """Return the figures that can have a band, in the units of their bands."""
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
