import math
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.delivery import CurveReading
from mock_interviewer.app.feedback.delivery.measures import MeasureBand
from mock_interviewer.app.report.charts.chart import AXIS_LEFT, AXIS_RIGHT, TimeAxis
from mock_interviewer.app.report.charts.curve import (
    BOTTOM,
    PACE,
    PITCH,
    TOP,
    CurveChart,
    CurveKind,
    curve,
)
from mock_interviewer.app.report.places import ReportRecording

BAND = MeasureBand(low=120.0, high=160.0, sentence="", source="")


def _drawn(*values: float, kind: CurveKind = PACE, every: float = 2.0, **more: Any) -> CurveChart:
    readings = [CurveReading(number * every, value) for number, value in enumerate(values)]
    axis = TimeAxis(max(1.0, len(values) * every))
    found = curve(kind, readings, axis, ReportRecording("01.wav"), **more)
    assert found is not None
    return found


def _points(drawn: CurveChart) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", drawn.line)]


def test_without_readings_nothing_is_drawn() -> None:
    assert curve(PACE, (), TimeAxis(8.0), ReportRecording()) is None
    assert curve(PACE, (CurveReading(1.0, math.nan),), TimeAxis(8.0), ReportRecording()) is None


def test_higher_values_are_drawn_higher_and_pace_starts_at_zero() -> None:
    drawn = _drawn(100.0, 200.0, 0.0)
    low, high, zero = (y for _, y in _points(drawn))
    assert high < low < zero
    assert zero == BOTTOM
    assert drawn.scale[0].text == "0"


def test_the_pitch_scale_starts_below_the_lowest_value() -> None:
    drawn = _drawn(100.0, 140.0, kind=PITCH, every=0.5)
    assert drawn.scale[0].text == "96"
    assert all(y < BOTTOM for _, y in _points(drawn))


def test_distant_readings_are_not_connected() -> None:
    readings = [CurveReading(0.0, 100.0), CurveReading(0.5, 110.0), CurveReading(6.0, 120.0)]
    drawn = curve(PITCH, readings, TimeAxis(8.0), ReportRecording())
    assert drawn is not None
    assert re.findall("[ML]", drawn.line) == ["M", "L", "M"]


def test_the_range_is_shaded_and_labeled() -> None:
    drawn = _drawn(100.0, 130.0, band=BAND)
    assert drawn.band is not None
    assert [level.text for level in drawn.scale] == ["0", "120", "160"]
    assert drawn.scale[2].y == pytest.approx(drawn.band.y)
    assert drawn.scale[1].y == pytest.approx(drawn.band.y + drawn.band.height)


def test_scale_labels_do_not_overlap() -> None:
    close = MeasureBand(low=120.0, high=122.0, sentence="", source="")
    assert [level.text for level in _drawn(100.0, 300.0, band=close).scale] == ["0", "120"]


def test_the_average_of_the_answer_is_used_if_known() -> None:
    assert _drawn(100.0, 120.0).average.text == "average 110"
    assert _drawn(100.0, 120.0, average=118.0).average.text == "average 118"


def test_both_ends_are_described_in_words() -> None:
    described = _drawn(100.0, 140.0, 120.0).describe
    assert described == "Between 100 at 0:00 and 140 at 0:02, 120 words a minute on average."


def test_a_curve_of_half_an_hour_has_a_few_hundred_points() -> None:
    drawn = _drawn(*(130.0 + number % 9 for number in range(900)))
    assert 200 <= len(_points(drawn)) <= 301
    assert drawn.line.count("M") == 1, "still one line"
    assert len(drawn.table.rows) == 40
    assert drawn.table.note == "40 of 900 readings, evenly spread."


def test_a_short_table_is_complete() -> None:
    table = _drawn(100.0, 140.0).table
    assert [row.cells for row in table.rows] == [("100",), ("140",)]
    assert table.rows[1].place.address == "01.wav#t=2.0"
    assert table.note == ""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(CurveReading, st.floats(0, 1e4), st.floats(0, 1e5) | st.just(math.inf)),
        max_size=400,
    ),
    st.sampled_from([PACE, PITCH]),
    st.sampled_from([None, BAND]),
)
def test_everything_is_drawn_within_the_frame(
    readings: list[CurveReading], kind: CurveKind, band: MeasureBand | None
) -> None:
    ordered = sorted(readings, key=lambda reading: reading.at)
    drawn = curve(kind, ordered, TimeAxis(5e3), ReportRecording(), band=band)
    if drawn is None:
        assert not any(math.isfinite(reading.value) for reading in readings)
        return
    for x, y in _points(drawn):
        assert AXIS_LEFT <= x <= AXIS_RIGHT
        assert TOP <= y <= BOTTOM
    for level in (*drawn.scale, drawn.average):
        assert TOP <= level.y <= BOTTOM
