"""Base of charts that show a row of points, and the bar chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font


@dataclass(frozen=True)
class ChartPoint:
    """A point of a chart, with ``label`` below it and ``text`` next to its ``value``.

    ``value`` is None if there is no data; ``description`` is the whole point in words.
    """

    label: str
    value: float | None
    text: str
    description: str


_MAX_LABELS = 7


class PointChart(QWidget):
    """Base of a chart of evenly spaced points.

    Its accessible description says what it shows, and each point has its description as a tooltip.
    """

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.points: tuple[ChartPoint, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)

    def show_points(self, points: Sequence[ChartPoint], sentence: str) -> None:
        """Show ``points``; ``sentence`` describes them to screen readers."""
        self.points = tuple(points)
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the height of the chart, and a moderate width."""
        return QSize(4 * Spacing.XXL, self._height)

    def event(self, event: QEvent) -> bool:
        """Show the description of the point under the pointer as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.description_at(event.pos().x()), self)
            return True
        return super().event(event)

    def plot_area(self) -> QRectF:
        """Return the area in which the points are drawn."""
        raise NotImplementedError

    def strip(self, index: int, area: QRectF | None = None) -> QRectF:
        """Return the vertical strip of a point, within ``area`` if given."""
        area = area or self.plot_area()
        width = area.width() / max(1, len(self.points))
        return QRectF(area.left() + index * width, area.top(), width, area.height())

    def description_at(self, x: float) -> str:
        """Return the description of the point at ``x``; empty outside the points."""
        area = self.plot_area()
        if not self.points or not area.left() <= x <= area.right():
            return ""
        width = area.width() / len(self.points)
        return self.points[min(len(self.points) - 1, int((x - area.left()) / width))].description

    def draw_labels(self, painter: QPainter) -> None:
        """Draw as many labels as fit, always including the first."""
        labels = [point.label for point in self.points]
        if not labels:
            return
        painter.setFont(font(FontSize.CAPTION, tabular=True))
        painter.setPen(roles().text_muted)
        metrics = QFontMetricsF(painter.font())
        widest = max(map(metrics.horizontalAdvance, labels)) + Spacing.S
        every = max(ceil(widest / self.strip(0).width()), ceil(len(labels) / _MAX_LABELS))
        for index in range(0, len(labels), every):
            strip = self.strip(index)
            wide = metrics.horizontalAdvance(labels[index])
            left = min(max(0.0, strip.center().x() - wide / 2), self.width() - wide)
            foot = QRectF(left, self.height() - metrics.height(), wide + 1, metrics.height())
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, labels[index])


def line_height(kind: FontSize = FontSize.CAPTION) -> float:
    """Return the height of a line of text in pixels."""
    return QFontMetricsF(font(kind)).height()


def draw_text_above(painter: QPainter, point: QPointF, text: str) -> None:
    """Draw ``text`` centered above ``point``."""
    metrics = QFontMetricsF(painter.font())
    wide = metrics.horizontalAdvance(text)
    box = QRectF(point.x() - wide / 2, point.y() - metrics.height(), wide + 1, metrics.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)


_BARS_HEIGHT = 3 * Spacing.XXL


_MAX_BAR_WIDTH = Spacing.XL


_BAR_SHARE = 0.7


_BAR_RADIUS = 3.0


_MIN_BAR = 2.0
"""Minimum height of a bar in pixels, for values above zero."""


class BarChart(PointChart):
    """Bar chart with each value above its bar, or only the largest if not all fit."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, _BARS_HEIGHT, parent)

    def plot_area(self) -> QRectF:
        """Return the area in which the bars are drawn."""
        line = line_height()
        return QRectF(0, line, self.width(), self.height() - 2 * line - Spacing.XXS)

    def bar(self, index: int, area: QRectF | None = None) -> QRectF:
        """Return the rectangle of a bar; its height is 0 if there is no value."""
        value = self.points[index].value or 0.0
        most = max((point.value or 0.0 for point in self.points), default=0.0)
        strip = self.strip(index, area)
        high = max(_MIN_BAR, strip.height() * value / most) if value > 0 else 0.0
        wide = min(_MAX_BAR_WIDTH, strip.width() * _BAR_SHARE)
        return QRectF(strip.center().x() - wide / 2, strip.bottom() - high, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the bars on their baseline."""
        colors, area = roles(), self.plot_area()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.edge, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for index in range(len(self.points)):
            if self.points[index].value:
                painter.fillPath(_rounded(self.bar(index, area)), colors.accent)
        painter.setFont(font(FontSize.CAPTION, tabular=True))
        painter.setPen(colors.text)
        for index in self._labeled_points(QFontMetricsF(painter.font())):
            top = self.bar(index, area)
            draw_text_above(painter, QPointF(top.center().x(), top.top()), self.points[index].text)
        self.draw_labels(painter)

    def _labeled_points(self, metrics: QFontMetricsF) -> list[int]:
        """Return the indexes of the points whose value is written."""
        texts = [point.text for point in self.points]
        if not texts:
            return []
        width = self.strip(0).width()
        if all(metrics.horizontalAdvance(text) + _MIN_BAR <= width for text in texts):
            return [index for index, text in enumerate(texts) if text]
        greatest = max(range(len(texts)), key=lambda index: self.points[index].value or 0.0)
        return [greatest] if texts[greatest] else []


def _rounded(bar: QRectF) -> QPainterPath:
    """Return the shape of a bar with rounded top corners."""
    by = min(_BAR_RADIUS, bar.height(), bar.width() / 2)
    path = QPainterPath(bar.bottomLeft())
    path.lineTo(bar.left(), bar.top() + by)
    path.quadTo(bar.topLeft(), QPointF(bar.left() + by, bar.top()))
    path.lineTo(bar.right() - by, bar.top())
    path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + by))
    path.lineTo(bar.bottomRight())
    return path
