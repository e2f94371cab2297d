from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.delivery import CurveReading
from mock_interviewer.app.ui.feedback.curves import CurveSpec
from mock_interviewer.app.ui.widgets.chart_parts import time_marks, value_marks

PACE = CurveSpec("Pace", "words a minute", from_zero=True, gap=5, band=(120, 160))
PITCH = CurveSpec("Pitch", "hertz", from_zero=False, gap=1.5)
READINGS = (CurveReading(5.0, 90.0), CurveReading(7.0, 110.0))


@given(st.floats(0.1, 100_000))
def test_times_are_few_even_and_within_the_recording(duration: float) -> None:
    marks = time_marks(duration)
    assert marks[0] == 0
    assert len(marks) <= 6
    assert marks[-1] <= duration
    assert len({round(b - a, 6) for a, b in pairwise(marks)}) <= 1


def test_times_of_a_minute_are_marked_at_quarters() -> None:
    assert time_marks(65.0) == [0, 15, 30, 45, 60]


@given(st.floats(0, 500), st.floats(1, 1000))
def test_values_are_few_and_within_the_curve(least: float, room: float) -> None:
    marks = value_marks(least, least + room)
    assert 1 <= len(marks) <= 5
    assert all(least - 1e-6 <= mark <= least + room + 1e-6 for mark in marks)


def test_a_curve_whose_height_means_amount_begins_at_zero_and_holds_its_range() -> None:
    least, most = PACE.bounds(READINGS)
    assert least == 0
    assert most > 160


def test_another_curve_has_room_around_its_values() -> None:
    least, most = PITCH.bounds(READINGS)
    assert 0 < least < 90
    assert most > 110


def test_a_voice_of_one_pitch_has_room_too() -> None:
    least, most = PITCH.bounds((CurveReading(1.0, 100.0), CurveReading(2.0, 100.0)))
    assert least < 100 < most


def test_a_curve_is_described_in_words() -> None:
    assert PACE.described(READINGS) == "From 90 to 110 words a minute."
    assert PACE.shaded == "Shaded: 120 to 160."
    assert PITCH.shaded == ""
