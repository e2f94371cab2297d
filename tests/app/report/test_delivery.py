import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.delivery import Delivery, UnavailableMeasure
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure, MeasureBand
from mock_interviewer.app.report.delivery import band_strip, report_definitions, report_figures


def _band(low: float | None, high: float | None) -> MeasureBand:
    return MeasureBand(low, high, "Often so.", "Somebody.")


def _measure(band: MeasureBand | None) -> DeliveryMeasure:
    return DeliveryMeasure("Pace", "words a minute", "Counted.", band=band)


def test_a_measure_shows_its_range(delivery: Delivery) -> None:
    shown = {
        row.label: row for row in report_figures(delivery, {"pace": _measure(_band(120.0, 160.0))})
    }
    pace, fillers = shown["Pace"], shown["Fillers"]
    assert pace.band == "Often so."
    assert pace.strip is not None
    assert pace.strip.low < pace.strip.value < pace.strip.high
    assert (fillers.band, fillers.strip) == ("", None)


def test_a_missing_measure_has_no_range() -> None:
    delivery = Delivery(0.0, 0, untold=(UnavailableMeasure("pace", "Too few words."),))
    measures = {"pace": _measure(_band(120.0, 160.0))}
    [pace] = [row for row in report_figures(delivery, measures) if row.label == "Pace"]
    assert (pace.value, pace.note, pace.band, pace.strip) == ("", "Too few words.", "", None)


@pytest.mark.parametrize(
    ("band", "value", "places"),
    [
        (_band(60.0, 120.0), 90.0, (38.4, 76.8, 57.6)),
        (_band(60.0, 120.0), 240.0, (19.2, 38.4, 76.8)),
        (_band(None, 5.0), 2.5, (0.0, 76.8, 38.4)),
        (_band(50.0, None), 25.0, (76.8, 96.0, 38.4)),
    ],
)
def test_range_and_value_share_a_scale_from_zero(
    band: MeasureBand, value: float, places: tuple[float, float, float]
) -> None:
    strip = band_strip(band, value)
    assert strip is not None
    assert (strip.low, strip.high, strip.value) == pytest.approx(places)


def test_a_range_without_limits_is_not_drawn() -> None:
    assert band_strip(_band(None, None), 3.0) is None


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 200) | st.none(), st.floats(0, 300) | st.none(), st.floats(0, 1e6))
def test_the_strip_lies_within_its_scale(
    low: float | None, high: float | None, value: float
) -> None:
    strip = band_strip(_band(low, high), value)
    if strip is not None:
        for place in (strip.low, strip.high, strip.value):
            assert 0 <= place <= strip.width * (1 + 1e-9)


def test_every_measure_is_defined_even_without_a_range() -> None:
    with_band, without = report_definitions(
        {"pace": _measure(_band(1, 2)), "richness": _measure(None)}
    )
    assert (with_band.band, with_band.band_source) == ("Often so.", "Somebody.")
    assert (without.how, without.band, without.band_source) == ("Counted.", "", "")
