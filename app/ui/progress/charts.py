"""Charts of points in a row, and bar charts."""

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
    """A place along a chart: ``label`` stands beneath it, ``text`` beside its ``value``.

    ``value`` is None where there is nothing to tell; ``said`` is all of it in words.
    """

    label: str
    value: float | None
    text: str
    said: str


_MOST_LABELS = 7


class PointChart(QWidget):
    """Draws points in a row of equal places. Its description says what a person sees.

    The words of a point come up where the pointer rests on it.
    """

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.points: tuple[ChartPoint, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)

    def show_points(self, points: Sequence[ChartPoint], sentence: str) -> None:
        """Show ``points``; ``sentence`` says what they show."""
        self.points = tuple(points)
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a chart that likes to be wide."""
        return QSize(4 * Spacing.XXL, self._height)

    def event(self, event: QEvent) -> bool:
        """Say what the pointer rests on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.said_at(event.pos().x()), self)
            return True
        return super().event(event)

    def room(self) -> QRectF:
        """Return where the points are drawn."""
        raise NotImplementedError

    def place(self, index: int, room: QRectF | None = None) -> QRectF:
        """Return the upright strip of a point, in ``room`` where that is at hand."""
        room = room or self.room()
        width = room.width() / max(1, len(self.points))
        return QRectF(room.left() + index * width, room.top(), width, room.height())

    def said_at(self, x: float) -> str:
        """Return the words of the point that stands at ``x``; empty beside all of them."""
        room = self.room()
        if not self.points or not room.left() <= x <= room.right():
            return ""
        width = room.width() / len(self.points)
        return self.points[min(len(self.points) - 1, int((x - room.left()) / width))].said

    def draw_labels(self, painter: QPainter) -> None:
        """Draw as many of the labels as there is room for, the first among them."""
        labels = [point.label for point in self.points]
        if not labels:
            return
        painter.setFont(font(FontSize.CAPTION, tabular=True))
        painter.setPen(roles().text_muted)
        metrics = QFontMetricsF(painter.font())
        widest = max(map(metrics.horizontalAdvance, labels)) + Spacing.S
        every = max(ceil(widest / self.place(0).width()), ceil(len(labels) / _MOST_LABELS))
        for index in range(0, len(labels), every):
            strip = self.place(index)
            wide = metrics.horizontalAdvance(labels[index])
            left = min(max(0.0, strip.center().x() - wide / 2), self.width() - wide)
            foot = QRectF(left, self.height() - metrics.height(), wide + 1, metrics.height())
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, labels[index])


def line_height(kind: FontSize = FontSize.CAPTION) -> float:
    """Return the height of a line of type."""
    return QFontMetricsF(font(kind)).height()


def write_above(painter: QPainter, at: QPointF, text: str) -> None:
    """Write ``text`` over the middle of a foot at ``at``."""
    metrics = QFontMetricsF(painter.font())
    wide = metrics.horizontalAdvance(text)
    box = QRectF(at.x() - wide / 2, at.y() - metrics.height(), wide + 1, metrics.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)


_BARS_HEIGHT = 3 * Spacing.XXL


_WIDEST_BAR = Spacing.XL


_BAR_SHARE = 0.7


_BAR_RADIUS = 3.0


_LEAST_BAR = 2.0
"""Pixels of a bar for what is little, but something."""


class BarChart(PointChart):
    """Each amount stands over its bar, where there is room for that; else the greatest does."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, _BARS_HEIGHT, parent)

    def room(self) -> QRectF:
        """Return where the bars are drawn."""
        line = line_height()
        return QRectF(0, line, self.width(), self.height() - 2 * line - Spacing.XXS)

    def bar(self, index: int, room: QRectF | None = None) -> QRectF:
        """Return the place of a bar; it has no height where there is nothing."""
        value = self.points[index].value or 0.0
        most = max((point.value or 0.0 for point in self.points), default=0.0)
        strip = self.place(index, room)
        high = max(_LEAST_BAR, strip.height() * value / most) if value > 0 else 0.0
        wide = min(_WIDEST_BAR, strip.width() * _BAR_SHARE)
        return QRectF(strip.center().x() - wide / 2, strip.bottom() - high, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the bars on their line."""
        colors, room = roles(), self.room()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.edge, 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        for index in range(len(self.points)):
            if self.points[index].value:
                painter.fillPath(_rounded(self.bar(index, room)), colors.accent)
        painter.setFont(font(FontSize.CAPTION, tabular=True))
        painter.setPen(colors.text)
        for index in self._written(QFontMetricsF(painter.font())):
            top = self.bar(index, room)
            write_above(painter, QPointF(top.center().x(), top.top()), self.points[index].text)
        self.draw_labels(painter)

    def _written(self, metrics: QFontMetricsF) -> list[int]:
        """Return the points whose amount is written."""
        texts = [point.text for point in self.points]
        if not texts:
            return []
        room = self.place(0).width()
        if all(metrics.horizontalAdvance(text) + _LEAST_BAR <= room for text in texts):
            return [index for index, text in enumerate(texts) if text]
        greatest = max(range(len(texts)), key=lambda index: self.points[index].value or 0.0)
        return [greatest] if texts[greatest] else []


def _rounded(bar: QRectF) -> QPainterPath:
    """Return a bar with a rounded head, which stands flat on its line."""
    by = min(_BAR_RADIUS, bar.height(), bar.width() / 2)
    path = QPainterPath(bar.bottomLeft())
    path.lineTo(bar.left(), bar.top() + by)
    path.quadTo(bar.topLeft(), QPointF(bar.left() + by, bar.top()))
    path.lineTo(bar.right() - by, bar.top())
    path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + by))
    path.lineTo(bar.bottomRight())
    return path
