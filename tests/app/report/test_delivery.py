import pytest

from mock_interviewer.app.feedback.delivery.delivery import Delivery, UnavailableMeasure
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure, MeasureBand
from mock_interviewer.app.feedback.delivery.ranges import FigureRange
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
    assert (pace.said, pace.note) == ("In the range", "130 words a minute")
    assert pace.strip is not None
    assert pace.strip.low < pace.strip.value < pace.strip.high
    assert (fillers.band, fillers.strip) == ("", None)


def test_a_missing_measure_has_no_range() -> None:
    delivery = Delivery(0.0, 0, untold=(UnavailableMeasure("pace", "Too few words."),))
    measures = {"pace": _measure(_band(120.0, 160.0))}
    [pace] = [row for row in report_figures(delivery, measures) if row.label == "Pace"]
    assert (pace.said, pace.note, pace.band, pace.strip) == ("", "Too few words.", "", None)


def test_the_strip_is_the_scale_of_the_range_in_pixels() -> None:
    strip = band_strip(FigureRange(240.0, _band(60.0, 120.0)))
    assert strip is not None
    assert (strip.low, strip.high, strip.value) == pytest.approx((19.2, 38.4, 76.8))


def test_every_measure_is_defined_even_without_a_range() -> None:
    with_band, without = report_definitions(
        {"pace": _measure(_band(1, 2)), "richness": _measure(None)}
    )
    assert (with_band.band, with_band.band_source) == ("Often so.", "Somebody.")
    assert (without.how, without.band, without.band_source) == ("Counted.", "", "")
