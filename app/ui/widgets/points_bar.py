"""Which key points were made, as a bar."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mock_interviewer.app.feedback.coverage import Coverage
from mock_interviewer.app.feedback.points_bar import Part, Placed, parts_of, placed
from mock_interviewer.app.feedback.words import coverage_line, verdict
from mock_interviewer.app.ui.theme import roles

_HEIGHT = 10
_GAP = 3
_ROUND = 3.0


class PointsBar(QWidget):
    """A piece for each key point: full, half full or hollow, and higher where it is essential.

    Its words come up where the pointer rests on it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coverage = Coverage(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show what became of the key points."""
        self._coverage = coverage
        self.setAccessibleName(coverage_line(coverage))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a bar that likes to be wide."""
        return QSize(20 * _HEIGHT, _HEIGHT)

    def pieces(self) -> tuple[Placed, ...]:
        """Return the place of each piece."""
        return placed(parts_of(self._coverage), self.width(), _GAP)

    def said_at(self, x: float) -> str:
        """Return the words of the key point whose piece is at ``x``; empty between two of them."""
        for piece, point in zip(self.pieces(), self._coverage.points, strict=True):
            if piece.x <= x <= piece.x + piece.width:
                essential = "essential, " if point.essential else ""
                return f"{point.point} ({essential}{verdict(point.covered)})"
        return ""

    def event(self, event: QEvent) -> bool:
        """Say what the pointer rests on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.said_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the pieces."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_parts(painter, QRectF(self.rect()), parts_of(self._coverage), _GAP)


def draw_parts(painter: QPainter, area: QRectF, parts: Sequence[Part], gap: float) -> None:
    """Draw parts in an ``area``: what was made in the color of what is good, the rest hollow."""
    colors = roles()
    for part in placed(parts, area.width(), gap):
        high = area.height() * part.high
        place = QRectF(area.left() + part.x, area.center().y() - high / 2, part.width, high)
        inner = place.adjusted(0.5, 0.5, -0.5, -0.5)
        by = min(_ROUND, inner.width() / 2, inner.height() / 2)
        full = part.filled >= part.width
        if part.filled and not full:
            shape = QPainterPath()
            shape.addRoundedRect(inner, by, by)
            painter.save()
            painter.setClipRect(QRectF(place.left(), place.top(), part.filled, high))
            painter.fillPath(shape, colors.good)
            painter.restore()
        painter.setPen(QPen(colors.good if part.filled else colors.edge, 1))
        painter.setBrush(colors.good if full else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, by, by)
