import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from mock_interviewer.app.feedback.delivery.measures import MeasureBand
from mock_interviewer.app.ui.progress.charts import BarChart, ChartPoint
from mock_interviewer.app.ui.progress.trends import TrendChart
from mock_interviewer.app.ui.progress.words import DeliveryTrend
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import Theme

BAND = MeasureBand(120.0, 160.0, "", "")
PACE = DeliveryTrend("pace", "Pace", "words a minute", 0, from_zero=False, band=BAND)
FILLERS = DeliveryTrend("filler_rate", "Fillers", "a minute", 1)


def points(*values: float | None) -> tuple[ChartPoint, ...]:
    return tuple(
        ChartPoint(f"{at} Mar", value, "" if value is None else f"{value:g}", f"On {at}: {value}")
        for at, value in enumerate(values, 1)
    )


@pytest.fixture
def bars(qtbot: QtBot, look: Theme) -> BarChart:
    made = BarChart("Time")
    qtbot.addWidget(made)
    made.resize(400, made.height())
    return made


@pytest.fixture
def trend(qtbot: QtBot, look: Theme) -> TrendChart:
    made = TrendChart(PACE)
    qtbot.addWidget(made)
    made.resize(400, made.height())
    return made


def test_a_bar_is_as_high_as_its_amount(bars: BarChart) -> None:
    bars.show_points(points(10, 5, 0, 2.5), "")
    heights = [bars.bar(index).height() for index in range(4)]
    assert heights[0] == bars.room().height()
    assert heights[1] == pytest.approx(heights[0] / 2)
    assert heights[2] == 0
    assert {bars.bar(index).bottom() for index in range(4)} == {bars.room().bottom()}


def test_what_is_little_is_still_seen(bars: BarChart) -> None:
    bars.show_points(points(100_000, 1), "")
    assert bars.bar(1).height() == 2


def test_bars_are_drawn_where_something_is(bars: BarChart) -> None:
    bars.show_points(points(10, 0), "")
    picture = bars.grab().toImage()
    middle = round(bars.room().center().y())
    for index, drawn in ((0, True), (1, False)):
        x = round(bars.place(index).center().x())
        assert (picture.pixelColor(x, middle).rgb() == roles().accent.rgb()) is drawn


def test_a_chart_says_what_it_shows(bars: BarChart) -> None:
    bars.show_points(points(10), "10 minutes in all.")
    assert (bars.accessibleName(), bars.accessibleDescription()) == ("Time", "10 minutes in all.")


def test_the_pointer_is_told_what_it_rests_on(bars: BarChart) -> None:
    bars.show_points(points(10, None, 3), "")
    said = [bars.said_at(x) for x in (10, 200, 399)]
    assert said == ["On 1: 10", "On 2: None", "On 3: 3"]
    at = QPoint(399, 40)
    QApplication.sendEvent(bars, QHelpEvent(QHelpEvent.Type.ToolTip, at, bars.mapToGlobal(at)))
    assert QToolTip.text() == "On 3: 3"
    QToolTip.hideText()


def test_without_points_there_is_nothing_to_say(bars: BarChart, trend: TrendChart) -> None:
    for chart in (bars, trend):
        assert chart.said_at(5) == ""
        assert not chart.grab().isNull()


def test_dots_stand_only_where_there_is_a_value(trend: TrendChart) -> None:
    trend.show_points(points(130, None, 150), "")
    first, last = trend.dots()
    assert (first.x(), last.x()) == (
        trend.place(0).center().x(),
        trend.place(2).center().x(),
    )
    assert first.y() > last.y()


def test_there_is_room_for_every_value_and_for_the_band(trend: TrendChart) -> None:
    trend.show_points(points(90, 130), "")
    least, most = trend.bounds
    assert least < 90
    assert most > 160
    assert all(trend.room().contains(QPointF(dot)) for dot in trend.dots())


def test_amounts_are_seen_from_zero(qtbot: QtBot, look: Theme) -> None:
    chart = TrendChart(FILLERS)
    qtbot.addWidget(chart)
    chart.show_points(points(4.0, 5.0), "")
    assert chart.bounds[0] == 0
    chart.show_points(points(0.0), "")
    least, most = chart.bounds
    assert (least, most > 0) == (0, True)


def test_few_values_are_marked(trend: TrendChart) -> None:
    for values in ((90, 200), (140, 140), (5, 400)):
        trend.show_points(points(*values), "")
        assert 1 <= len(trend.marks()) <= 3
