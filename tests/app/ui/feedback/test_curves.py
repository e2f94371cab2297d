import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import DELIVERY

from mock_interviewer.app.feedback.delivery.delivery import CurveReading
from mock_interviewer.app.ui.feedback.curve_plot import CurvePlot
from mock_interviewer.app.ui.feedback.curves import CurveSpec, CurvesView
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.widgets.chart_parts import time_marks, value_marks

CURVE = CurvePlot.__module__
PACE = CurveSpec("Pace", "words a minute", from_zero=True, gap=5, band=(120, 160))
PITCH = CurveSpec("Pitch", "hertz", from_zero=False, gap=1.5)
READINGS = (CurveReading(5.0, 90.0), CurveReading(7.0, 110.0))


@pytest.fixture
def view(qtbot: QtBot, look: Theme) -> Iterator[CurvesView]:
    view = CurvesView((120.0, 160.0))
    view.show_delivery(DELIVERY)
    view.resize(500, 500)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.drawn)
    yield view
    view.close()
    view.deleteLater()


def test_a_click_in_a_chart_seeks(qtbot: QtBot, view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    there = next(x for x in range(chart.width()) if chart.seconds_at(x) >= 30.0)
    with qtbot.waitSignal(view.seek_asked) as asked:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(there, 20))
    assert asked.args is not None
    assert asked.args[0] == pytest.approx(30.0, abs=0.3)


def test_a_click_beside_the_curve_seeks_to_its_end(view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    assert chart.seconds_at(-50) == 0
    assert chart.seconds_at(5000) == DELIVERY.duration


def test_the_wheel_scrolls_the_page_and_not_the_chart(qtbot: QtBot, view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    before = chart.seconds_at(100)
    over = chart.mapTo(view.window(), QPoint(100, 20))
    target = view.window().childAt(over)
    assert target is chart
    here = QPointF(100, 20)
    turn = QWheelEvent(
        here,
        chart.mapToGlobal(here),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, turn)
    assert not turn.isAccepted()
    assert chart.seconds_at(100) == before


def test_a_chart_is_described_for_screen_readers(view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    assert chart.accessibleName() == "Pace over time, words a minute"
    assert chart.accessibleDescription() == "From 105 to 153 words a minute."


def test_the_line_is_broken_where_there_are_no_readings(view: CurvesView) -> None:
    pitch = DELIVERY.pitch
    assert pitch is not None
    curve = tuple(CurveReading(float(at), 100.0) for at in (1, 2, 10, 11))
    view.show_delivery(replace(DELIVERY, pitch=replace(pitch, curve=curve)))
    chart = view.pitch.chart
    assert chart is not None
    assert [at for at, _ in chart.points] == [1, 2, 6, 10, 11]
    assert [isnan(value) for _, value in chart.points] == [False, False, True, False, False]


def test_the_table_has_every_reading_and_enter_seeks(qtbot: QtBot, view: CurvesView) -> None:
    view.pace.as_table.click()
    table = view.pace.table
    assert table.isVisible()
    assert table.rowCount() == len(DELIVERY.pace_curve)
    first = [table.item(0, at) for at in (0, 1)]
    assert [item and item.text() for item in first] == ["0:05", "105"]
    table.setCurrentCell(3, 0)
    with qtbot.waitSignal(view.seek_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == [DELIVERY.pace_curve[3].at]
    view.pace.as_table.click()
    assert view.pace.chart is not None
    assert view.pace.chart.isVisible()


def test_a_chart_shows_the_position_of_the_player(view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    view.show_position(None)
    assert chart.position is None
    view.show_position(12.5)
    assert chart.position == 12.5


def test_a_chart_changes_color_with_the_color_scheme(view: CurvesView, look: Theme) -> None:
    chart = view.pace.chart
    assert chart is not None
    for scheme in (ColorScheme.DARK, ColorScheme.LIGHT):
        look.choose(scheme, ReducedMotion.OFF)
        assert roles().accent.rgb() in _colors(chart)


def _colors(widget: QWidget) -> set[int]:
    image = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_too_few_readings_show_no_curve(view: CurvesView) -> None:
    view.show_delivery(replace(DELIVERY, pace_curve=DELIVERY.pace_curve[:1], pitch=None))
    assert view.isHidden()


def test_every_focusable_part_has_an_accessible_name(view: CurvesView) -> None:
    assert nameless(view) == []


def test_pyqtgraph_is_not_imported_before_a_chart_is_shown(
    qtbot: QtBot, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, CURVE, raising=False)
    page = QWidget()
    qtbot.addWidget(page)
    view = CurvesView(parent=page)
    view.show_delivery(DELIVERY)
    assert CURVE not in sys.modules
    assert view.pace.table.rowCount() == len(DELIVERY.pace_curve)


def test_without_pyqtgraph_the_table_remains_and_the_reason_is_shown(
    qtbot: QtBot, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, CURVE, raising=False)
    monkeypatch.setitem(sys.modules, "pyqtgraph", None)
    view = CurvesView()
    qtbot.addWidget(view)
    view.show_delivery(DELIVERY)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.drawn)
    assert "table shows the same data" in view.pace.reason
    view.pace.as_table.click()
    assert view.pace.table.isVisible()


def test_a_page_can_be_deleted_before_its_charts_arrive(qtbot: QtBot, look: Theme) -> None:
    view = CurvesView()
    view.show_delivery(DELIVERY)
    with qtbot.waitExposed(view):
        view.show()
    view.deleteLater()
    with qtbot.waitSignal(view.destroyed):
        del view


def _until_drawn(qtbot: QtBot, view: CurvesView) -> None:
    qtbot.waitUntil(lambda: view.drawn)


def test_charts_are_deleted_with_their_pages(qtbot: QtBot, look: Theme) -> None:
    for _ in range(3):
        page = QWidget()
        view = CurvesView()
        QVBoxLayout(page).addWidget(view)
        view.show_delivery(DELIVERY)
        with qtbot.waitExposed(page):
            page.show()
        _until_drawn(qtbot, view)
        page.close()
        with qtbot.waitSignal(page.destroyed):
            page.deleteLater()


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


def test_a_curve_from_zero_starts_there_and_includes_its_band() -> None:
    least, most = PACE.bounds(READINGS)
    assert least == 0
    assert most > 160


def test_other_curves_have_room_around_their_values() -> None:
    least, most = PITCH.bounds(READINGS)
    assert 0 < least < 90
    assert most > 110


def test_a_constant_value_has_room_too() -> None:
    least, most = PITCH.bounds((CurveReading(1.0, 100.0), CurveReading(2.0, 100.0)))
    assert least < 100 < most


def test_a_curve_is_described_in_words() -> None:
    assert PACE.described(READINGS) == "From 90 to 110 words a minute."
    assert PACE.shaded == "Shaded: recommended range, 120 to 160"
    assert PITCH.shaded == ""
