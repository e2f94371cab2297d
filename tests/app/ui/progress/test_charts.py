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


def test_the_height_of_a_bar_follows_its_value(bars: BarChart) -> None:
    bars.show_points(points(10, 5, 0, 2.5), "")
    heights = [bars.bar(index).height() for index in range(4)]
    assert heights[0] == bars.plot_area().height()
    assert heights[1] == pytest.approx(heights[0] / 2)
    assert heights[2] == 0
    assert {bars.bar(index).bottom() for index in range(4)} == {bars.plot_area().bottom()}


def test_a_small_value_is_still_visible(bars: BarChart) -> None:
    bars.show_points(points(100_000, 1), "")
    assert bars.bar(1).height() == 2


def test_a_zero_has_no_bar(bars: BarChart) -> None:
    bars.show_points(points(10, 0), "")
    picture = bars.grab().toImage()
    middle = round(bars.plot_area().center().y())
    for index, drawn in ((0, True), (1, False)):
        x = round(bars.strip(index).center().x())
        assert (picture.pixelColor(x, middle).rgb() == roles().accent.rgb()) is drawn


def test_a_chart_describes_itself_to_screen_readers(bars: BarChart) -> None:
    bars.show_points(points(10), "10 minutes in all.")
    assert (bars.accessibleName(), bars.accessibleDescription()) == ("Time", "10 minutes in all.")


def test_a_tooltip_describes_the_point_under_the_pointer(bars: BarChart) -> None:
    bars.show_points(points(10, None, 3), "")
    shown = [bars.description_at(x) for x in (10, 200, 399)]
    assert shown == ["On 1: 10", "On 2: None", "On 3: 3"]
    at = QPoint(399, 40)
    QApplication.sendEvent(bars, QHelpEvent(QHelpEvent.Type.ToolTip, at, bars.mapToGlobal(at)))
    assert QToolTip.text() == "On 3: 3"
    QToolTip.hideText()


def test_a_chart_without_points_has_no_descriptions(bars: BarChart, trend: TrendChart) -> None:
    for chart in (bars, trend):
        assert chart.description_at(5) == ""
        assert not chart.grab().isNull()


def test_dots_are_drawn_only_for_values(trend: TrendChart) -> None:
    trend.show_points(points(130, None, 150), "")
    first, last = trend.dots()
    assert (first.x(), last.x()) == (
        trend.strip(0).center().x(),
        trend.strip(2).center().x(),
    )
    assert first.y() > last.y()


def test_the_scale_includes_every_value_and_the_recommended_range(trend: TrendChart) -> None:
    trend.show_points(points(90, 130), "")
    least, most = trend.bounds
    assert least < 90
    assert most > 160
    assert all(trend.plot_area().contains(QPointF(dot)) for dot in trend.dots())


def test_the_scale_of_amounts_starts_at_zero(qtbot: QtBot, look: Theme) -> None:
    chart = TrendChart(FILLERS)
    qtbot.addWidget(chart)
    chart.show_points(points(4.0, 5.0), "")
    assert chart.bounds[0] == 0
    chart.show_points(points(0.0), "")
    least, most = chart.bounds
    assert (least, most > 0) == (0, True)


def test_the_scale_has_at_most_three_marks(trend: TrendChart) -> None:
    for values in ((90, 200), (140, 140), (5, 400)):
        trend.show_points(points(*values), "")
        assert 1 <= len(trend.marks()) <= 3
