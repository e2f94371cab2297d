"""What bars and trends have in common: points that can be told apart, in words too."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mock_interviewer.app.ui.theme import Space, Type, font, roles
from mock_interviewer.app.ui.widgets.progress.points import Point

_MOST_LABELS = 7


class Chart(QWidget):
    """Draws points in a row of equal places. Its description says what a person sees.

    The words of a point come up where the pointer rests on it.
    """

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.points: tuple[Point, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)

    def show_points(self, points: Sequence[Point], sentence: str) -> None:
        """Show ``points``; ``sentence`` says what they show."""
        self.points = tuple(points)
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a chart that likes to be wide."""
        return QSize(4 * Space.XXL, self._height)

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
        painter.setFont(font(Type.CAPTION, tabular=True))
        painter.setPen(roles().text_muted)
        metrics = QFontMetricsF(painter.font())
        widest = max(map(metrics.horizontalAdvance, labels)) + Space.S
        every = max(ceil(widest / self.place(0).width()), ceil(len(labels) / _MOST_LABELS))
        for index in range(0, len(labels), every):
            strip = self.place(index)
            wide = metrics.horizontalAdvance(labels[index])
            left = min(max(0.0, strip.center().x() - wide / 2), self.width() - wide)
            foot = QRectF(left, self.height() - metrics.height(), wide + 1, metrics.height())
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, labels[index])


def line_height(kind: Type = Type.CAPTION) -> float:
    """Return the height of a line of type."""
    return QFontMetricsF(font(kind)).height()


def write(painter: QPainter, at: QPointF, text: str) -> None:
    """Write ``text`` over the middle of a foot at ``at``."""
    metrics = QFontMetricsF(painter.font())
    wide = metrics.horizontalAdvance(text)
    box = QRectF(at.x() - wide / 2, at.y() - metrics.height(), wide + 1, metrics.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
