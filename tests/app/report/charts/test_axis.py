from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.delivery import SpeechMoment
from mock_interviewer.app.report.charts.chart import AXIS_LEFT, AXIS_RIGHT, AxisSpan, TimeAxis


def test_the_time_axis_runs_from_left_to_right() -> None:
    axis = TimeAxis(60.0)
    assert (axis.x(0.0), axis.x(30.0), axis.x(60.0)) == (
        AXIS_LEFT,
        (AXIS_LEFT + AXIS_RIGHT) / 2,
        AXIS_RIGHT,
    )
    assert (axis.x(-5.0), axis.x(99.0)) == (AXIS_LEFT, AXIS_RIGHT)


def test_round_times_and_the_end_are_labeled() -> None:
    assert [tick.clock for tick in TimeAxis(84.0).ticks] == [
        "0:00",
        "0:15",
        "0:30",
        "0:45",
        "1:00",
        "1:15",
        "1:24",
    ]


@settings(max_examples=60, deadline=None)
@given(st.floats(0.05, 8 * 3600))
def test_time_labels_do_not_overlap(duration: float) -> None:
    ticks = TimeAxis(duration).ticks
    places = [tick.x for tick in ticks]
    assert len(ticks) <= 10
    assert places == sorted(places)
    assert all(two - one >= 40 for one, two in pairwise(places))


def test_spans_outside_the_recording_are_not_drawn() -> None:
    moments = (
        SpeechMoment(-2.0, -1.0),
        SpeechMoment(30.0, 45.0),
        SpeechMoment(59.0, 70.0),
        SpeechMoment(61.0, 70.0),
    )
    middle, end = TimeAxis(60.0).spans(moments)
    wide = (AXIS_RIGHT - AXIS_LEFT) / 4
    assert middle == AxisSpan((AXIS_LEFT + AXIS_RIGHT) / 2, wide)
    assert end.x + end.width == AXIS_RIGHT
