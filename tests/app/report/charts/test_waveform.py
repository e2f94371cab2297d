import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, SpeechMoment
from mock_interviewer.app.report.charts.chart import AXIS_LEFT, AXIS_RIGHT, TimeAxis
from mock_interviewer.app.report.charts.waveform import TALL, TOP, WaveformChart, waveform
from mock_interviewer.app.report.places import ReportRecording
from mock_interviewer.audio.files.waveform_outline import WaveformOutline

OUTLINE = WaveformOutline(np.array([1.0, 0.0, 0.5], dtype=np.float32), 60.0)


def _drawn(
    *,
    pauses: tuple[SpeechMoment, ...] = (),
    fillers: tuple[SpeechMoment, ...] | None = (),
    outline: WaveformOutline | None = OUTLINE,
) -> WaveformChart:
    total = sum(moment.length for moment in pauses)
    delivery = Delivery(60.0, 100, pauses=Pauses(pauses, total), fillers=fillers)
    found = waveform(
        delivery,
        TimeAxis(60.0),
        outline,
        ReportRecording("01.wav"),
    )
    assert found is not None
    return found


def _lines(drawn: WaveformChart) -> list[tuple[float, float, float]]:
    found = re.findall(r"M([\d.]+) ([\d.]+)v([\d.]+)", drawn.outline)
    return [(float(x), float(y), float(long)) for x, y, long in found]


def test_the_loudest_bar_fills_the_chart_and_silence_is_a_dot() -> None:
    loud, silent, _ = _lines(_drawn())
    assert loud[1:] == (TOP, TALL)
    assert silent[2] == 1.0


def test_a_waveform_of_half_the_recording_ends_in_the_middle() -> None:
    half = WaveformOutline(np.ones(10, dtype=np.float32), 30.0)
    assert max(x for x, _, _ in _lines(_drawn(outline=half))) < (AXIS_LEFT + AXIS_RIGHT) / 2


def test_pauses_are_shaded_and_the_longest_is_labeled() -> None:
    drawn = _drawn(pauses=(SpeechMoment(10, 10.5), SpeechMoment(20, 22.5)))
    assert drawn.pauses is not None
    assert len(drawn.pauses) == 2
    assert drawn.longest is not None
    assert drawn.longest.text == "2.5 s"
    assert drawn.longest.x == pytest.approx(TimeAxis(60.0).x(21.25))


def test_pauses_and_fillers_are_described_in_words() -> None:
    drawn = _drawn(pauses=(SpeechMoment(20, 22.5),), fillers=(SpeechMoment(5, 5.3, "um"),))
    assert drawn.describe == (
        "The recording lasts 1 min 0 s. 1 pause, 2.5 s in total; the longest, 2.5 s, begins at"
        " 0:20. At least 1 filler."
    )


def test_the_table_lists_pauses_and_fillers_by_time() -> None:
    table = _drawn(pauses=(SpeechMoment(20, 22.5),), fillers=(SpeechMoment(5, 5.3, "um"),)).table
    assert table is not None
    assert [row.cells for row in table.rows] == [("“um”", "0.3 s"), ("pause", "2.5 s")]
    assert [row.place.clock for row in table.rows] == ["0:05", "0:20"]


def test_a_long_table_keeps_the_longest_and_says_so() -> None:
    pauses = tuple(SpeechMoment(number, number + 0.01 * number) for number in range(1, 59))
    table = _drawn(pauses=pauses).table
    assert table is not None
    assert len(table.rows) == 40
    assert table.rows[0].place.clock == "0:19"
    assert table.note == "The 40 longest of 58."


def test_without_pauses_and_fillers_there_is_no_table() -> None:
    assert _drawn().table is None


def test_without_a_waveform_pauses_are_still_drawn() -> None:
    drawn = _drawn(pauses=(SpeechMoment(20, 22.5),), outline=None)
    assert drawn.outline == ""
    assert drawn.pauses


def test_with_nothing_to_draw_there_is_no_chart() -> None:
    assert waveform(Delivery(60.0, 0), TimeAxis(60.0), None, ReportRecording()) is None


def test_overlapping_filler_marks_have_no_label() -> None:
    drawn = _drawn(fillers=tuple(SpeechMoment(at, at + 0.3, "um") for at in (10.0, 10.4, 30.0)))
    assert drawn.fillers is not None
    assert [mark.text for mark in drawn.fillers] == ["um", "", "um"]


def test_crowded_fillers_have_no_labels() -> None:
    crowd = tuple(SpeechMoment(10 + 0.1 * number, 60, "um") for number in range(100))
    drawn = _drawn(fillers=crowd)
    assert drawn.fillers is not None
    assert len(drawn.fillers) == 100
    assert {mark.text for mark in drawn.fillers} == {""}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-10, 100), max_size=80))
def test_marks_are_drawn_within_the_frame(times: list[float]) -> None:
    drawn = _drawn(fillers=tuple(SpeechMoment(at, at + 0.2, "um") for at in sorted(times)))
    assert drawn.fillers is not None
    assert all(AXIS_LEFT <= mark.x <= AXIS_RIGHT for mark in drawn.fillers)
