"""Amounts, a bar each, from zero up."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.theme import Space, Type, font, roles
from mock_interviewer.app.ui.widgets.progress.chart import Chart, line_height, write

_HEIGHT = 3 * Space.XXL
_WIDEST = Space.XL
_SHARE = 0.7
_ROUND = 3.0
_LEAST = 2.0
"""Pixels of a bar for what is little, but something."""


class Bars(Chart):
    """Each amount stands over its bar, where there is room for that; else the greatest does."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, _HEIGHT, parent)

    def room(self) -> QRectF:
        """Return where the bars are drawn."""
        line = line_height()
        return QRectF(0, line, self.width(), self.height() - 2 * line - Space.XXS)

    def bar(self, index: int, room: QRectF | None = None) -> QRectF:
        """Return the place of a bar; it has no height where there is nothing."""
        value = self.points[index].value or 0.0
        most = max((point.value or 0.0 for point in self.points), default=0.0)
        strip = self.place(index, room)
        high = max(_LEAST, strip.height() * value / most) if value > 0 else 0.0
        wide = min(_WIDEST, strip.width() * _SHARE)
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
        painter.setFont(font(Type.CAPTION, tabular=True))
        painter.setPen(colors.text)
        for index in self._written(QFontMetricsF(painter.font())):
            top = self.bar(index, room)
            write(painter, QPointF(top.center().x(), top.top()), self.points[index].text)
        self.draw_labels(painter)

    def _written(self, metrics: QFontMetricsF) -> list[int]:
        """Return the points whose amount is written."""
        texts = [point.text for point in self.points]
        if not texts:
            return []
        room = self.place(0).width()
        if all(metrics.horizontalAdvance(text) + _LEAST <= room for text in texts):
            return [index for index, text in enumerate(texts) if text]
        greatest = max(range(len(texts)), key=lambda index: self.points[index].value or 0.0)
        return [greatest] if texts[greatest] else []


def _rounded(bar: QRectF) -> QPainterPath:
    """Return a bar with a rounded head, which stands flat on its line."""
    by = min(_ROUND, bar.height(), bar.width() / 2)
    path = QPainterPath(bar.bottomLeft())
    path.lineTo(bar.left(), bar.top() + by)
    path.quadTo(bar.topLeft(), QPointF(bar.left() + by, bar.top()))
    path.lineTo(bar.right() - by, bar.top())
    path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + by))
    path.lineTo(bar.bottomRight())
    return path
