import sys
from collections.abc import Iterator
from dataclasses import replace
from math import isnan

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import DELIVERY

from mock_interviewer.app.feedback.delivery.delivery import CurveReading
from mock_interviewer.app.ui.feedback.curve_plot import CurvePlot
from mock_interviewer.app.ui.feedback.curves import CurvesView
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme

CURVE = CurvePlot.__module__


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


def test_a_click_in_a_chart_goes_there(qtbot: QtBot, view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    there = next(x for x in range(chart.width()) if chart.seconds_at(x) >= 30.0)
    with qtbot.waitSignal(view.seek_asked) as asked:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(there, 20))
    assert asked.args is not None
    assert asked.args[0] == pytest.approx(30.0, abs=0.3)


def test_beside_the_curve_a_click_goes_to_an_end(view: CurvesView) -> None:
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


def test_a_chart_says_what_it_shows(view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    assert chart.accessibleName() == "Pace over time, words a minute"
    assert chart.accessibleDescription() == "From 105 to 153 words a minute."


def test_the_curve_is_broken_where_nothing_was_read(view: CurvesView) -> None:
    pitch = DELIVERY.pitch
    assert pitch is not None
    curve = tuple(CurveReading(float(at), 100.0) for at in (1, 2, 10, 11))
    view.show_delivery(replace(DELIVERY, pitch=replace(pitch, curve=curve)))
    chart = view.pitch.chart
    assert chart is not None
    times, values = chart._line.getData()
    assert list(times) == [1, 2, 6, 10, 11]
    assert [isnan(value) for value in values] == [False, False, True, False, False]


def test_the_table_has_every_reading_and_enter_goes_there(qtbot: QtBot, view: CurvesView) -> None:
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


def test_the_player_is_shown_where_it_is(view: CurvesView) -> None:
    chart = view.pace.chart
    assert chart is not None
    view.show_position(None)
    assert not chart._here.isVisible()
    view.show_position(12.5)
    assert chart._here.isVisible()
    assert chart._here.value() == 12.5


def test_a_chart_follows_the_colors(view: CurvesView, look: Theme) -> None:
    chart = view.pace.chart
    assert chart is not None
    for scheme in (ColorScheme.DARK, ColorScheme.LIGHT):
        look.choose(scheme, ReducedMotion.OFF)
        assert chart._line.opts["pen"].color() == roles().accent


def test_too_few_readings_have_no_curve(view: CurvesView) -> None:
    view.show_delivery(replace(DELIVERY, pace_curve=DELIVERY.pace_curve[:1], pitch=None))
    assert view.isHidden()


def test_everything_has_a_name(view: CurvesView) -> None:
    assert nameless(view) == []


def test_nothing_is_imported_before_a_chart_is_looked_at(
    qtbot: QtBot, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, CURVE, raising=False)
    page = QWidget()
    qtbot.addWidget(page)
    view = CurvesView(parent=page)
    view.show_delivery(DELIVERY)
    assert CURVE not in sys.modules
    assert view.pace.table.rowCount() == len(DELIVERY.pace_curve)


def test_without_pyqtgraph_the_table_is_left_and_that_is_said(
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
    assert "table has its figures" in view.pace.reason
    view.pace.as_table.click()
    assert view.pace.table.isVisible()


def test_a_page_that_is_gone_before_its_charts_come_is_no_trouble(
    qtbot: QtBot, look: Theme
) -> None:
    view = CurvesView()
    view.show_delivery(DELIVERY)
    with qtbot.waitExposed(view):
        view.show()
    view.deleteLater()
    with qtbot.waitSignal(view.destroyed):
        del view


def _until_drawn(qtbot: QtBot, view: CurvesView) -> None:
    qtbot.waitUntil(lambda: view.drawn)


def test_charts_of_pages_that_are_rebuilt_end_with_them(qtbot: QtBot, look: Theme) -> None:
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
