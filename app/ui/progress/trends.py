"""Delivery over time, with a small chart for each measure."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.store.practice.progress import PracticeHistory
from mock_interviewer.app.ui.progress.charts import ChartPoint, PointChart, line_height
from mock_interviewer.app.ui.progress.words import (
    NO_DATA,
    DeliveryTrend,
    only_figure,
    trend_points,
    trend_sentence,
)
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font
from mock_interviewer.app.ui.widgets.chart_parts import value_marks
from mock_interviewer.app.ui.widgets.labels import TextLabel

_HEIGHT = 5 * Spacing.L


_BAND_TINT = 0.10


_ROOM = 0.1


_DOT = 2.5


_LAST_DOT = 4.0


_LINE = 1.5


_WIDEST_MARK = "0000"


class TrendChart(PointChart):
    """Line chart with a dot for each value, and the last value as text."""

    def __init__(self, trend: DeliveryTrend, parent: QWidget | None = None) -> None:
        super().__init__(trend.title, _HEIGHT, parent)
        self._trend = trend
        self._bounds, self._sides = (0.0, 1.0), (0.0, 0.0)

    def show_points(self, points: Sequence[ChartPoint], sentence: str) -> None:
        """Show ``points``, with bounds that fit their values."""
        super().show_points(points, sentence)
        self._bounds = self._bounds_of(points)
        metrics = QFontMetricsF(font(FontSize.CAPTION, tabular=True))
        # Wide enough for any value, so that charts in a column align.
        left = metrics.horizontalAdvance(_WIDEST_MARK) + Spacing.XXS
        right = metrics.horizontalAdvance(self._trend.text(self._bounds[1])) + Spacing.S
        self._sides = left, right

    def plot_area(self) -> QRectF:
        """Return the area for the dots, between the scale and the last value."""
        left, right = self._sides
        line = line_height()
        high = self.height() - 1.5 * line - Spacing.XS
        return QRectF(left, line / 2, max(1.0, self.width() - left - right), high)

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value of the scale."""
        return self._bounds

    def _bounds_of(self, points: Sequence[ChartPoint]) -> tuple[float, float]:
        values = [point.value for point in points if point.value is not None]
        band = self._trend.band
        ends = [] if band is None else [end for end in (band.low, band.high) if end is not None]
        least, most = min([*values, *ends], default=0.0), max([*values, *ends], default=0.0)
        air = max((most - least) * _ROOM, most * _ROOM, 10.0**-self._trend.places)
        return (0.0 if self._trend.from_zero else max(0.0, least - air)), most + air

    def dots(self) -> list[QPointF]:
        """Return the positions of the points that have a value."""
        area = self.plot_area()
        return [
            QPointF(self.strip(index, area).center().x(), self._y(point.value, area))
            for index, point in enumerate(self.points)
            if point.value is not None
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the recommended range, the scale, the line, and the last value."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots = self.dots()
        if not dots:
            return
        self._draw_background(painter)
        colors = roles()
        painter.setPen(QPen(colors.accent, _LINE))
        painter.drawPolyline(QPolygonF(dots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        if self.strip(0).width() >= 2 * _DOT:
            for dot in dots[:-1]:
                painter.drawEllipse(dot, _DOT, _DOT)
        last = dots[-1]
        painter.drawEllipse(last, _LAST_DOT, _LAST_DOT)
        painter.setPen(colors.text)
        painter.setFont(font(FontSize.CAPTION, strong=True, tabular=True))
        high = line_height()
        box = QRectF(last.x() + Spacing.XS, last.y() - high / 2, self.width(), high)
        texts = [point.text for point in self.points if point.value is not None]
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, texts[-1])
        self.draw_labels(painter)

    def _draw_background(self, painter: QPainter) -> None:
        colors, area = roles(), self.plot_area()
        band = self._trend.band
        if band is not None:
            least, most = self.bounds
            low = least if band.low is None else band.low
            top = self._y(most if band.high is None else band.high, area)
            tint = QColor(colors.text)
            tint.setAlphaF(_BAND_TINT)
            painter.fillRect(QRectF(area.left(), top, area.width(), self._y(low, area) - top), tint)
        painter.setFont(font(FontSize.CAPTION, tabular=True))
        high = line_height()
        for value in self.marks():
            y = self._y(value, area)
            painter.setPen(QPen(colors.line, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(colors.text_muted)
            box = QRectF(0, y - high / 2, area.left() - Spacing.XXS, high)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, self._format(value))

    def marks(self) -> list[float]:
        """Return the values to mark on the scale, few and round."""
        marks = value_marks(*self.bounds)
        return marks if len(marks) < 4 else marks[::2]  # noqa: PLR2004 (more would be a grid)

    def _format(self, value: float) -> str:
        return f"{round(value, self._trend.places):g}"

    def _y(self, value: float, area: QRectF) -> float:
        least, most = self.bounds
        return area.bottom() - area.height() * (value - least) / (most - least)


_MIN_CHART_WIDTH = 220
"""Minimum width of a chart in pixels."""


_MAX_COLUMNS = 3


_GRID_COLUMNS = 6
"""Grid columns in a row, which one, two, or three charts can share evenly."""


class TrendBox(QWidget):
    """One measure: its name, its chart, and the recommended range."""

    def __init__(self, trend: DeliveryTrend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trend = trend
        self.chart = TrendChart(trend)
        self._shaded = TextLabel(trend.shaded, FontSize.CAPTION, kind="muted")
        self._nothing = TextLabel(NO_DATA, kind="muted", wrap=True)
        self._figure = TextLabel(size=FontSize.TITLE, tabular=True)
        self._when = TextLabel(size=FontSize.CAPTION, kind="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addWidget(TextLabel(trend.title))
        for part in (self._nothing, self._figure, self._when, self.chart, self._shaded):
            column.addWidget(part)
        column.addStretch(1)
        # All boxes in a row get the same width.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def figure(self) -> str:
        """The text in place of a chart if there is only one value; else empty."""
        return "" if self._figure.isHidden() else f"{self._figure.plain} {self._when.plain}"

    def show_history(self, history: PracticeHistory) -> None:
        """Show the medians as a chart; a single one as text."""
        points = trend_points(self.trend, history)
        has_data = any(point.value is not None for point in points)
        only = only_figure(self.trend, history)
        figure, when = only or ("", "")
        self._figure.show_text(figure)
        self._when.show_text(when)
        for part in (self._figure, self._when):
            part.setVisible(only is not None)
        self.chart.show_points(points, trend_sentence(self.trend, history))
        self.chart.setVisible(has_data and only is None)
        self._shaded.setVisible(has_data and only is None and bool(self.trend.shaded))
        self._nothing.setVisible(not has_data)


class TrendCharts(QWidget):
    """Grid of boxes, as many in a row as fit; each row fills the width."""

    def __init__(self, trends: Sequence[DeliveryTrend], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = tuple(TrendBox(trend) for trend in trends)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Spacing.L)
        self._grid.setVerticalSpacing(Spacing.M)
        for column in range(_GRID_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._lay_out(_MAX_COLUMNS)

    def show_history(self, history: PracticeHistory) -> None:
        """Show the medians of each measure."""
        for box in self.boxes:
            box.show_history(history)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Use as many columns as fit."""
        super().resizeEvent(event)
        room = (event.size().width() + Spacing.L) // (_MIN_CHART_WIDTH + Spacing.L)
        self._lay_out(min(_MAX_COLUMNS, max(1, room)))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, box in enumerate(self.boxes):
            row, at = divmod(index, columns)
            span = _GRID_COLUMNS // min(columns, len(self.boxes) - row * columns)
            self._grid.addWidget(box, row, at * span, 1, span)
