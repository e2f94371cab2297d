"""How much of what a good answer says was said, as a bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.feedback.coverage import PARTLY_COUNTS, Coverage, Covered
from mock_interviewer.app.feedback.words import weight_line
from mock_interviewer.app.ui.theme import Space, roles

_HEIGHT = Space.XS
_GAP = 3
_ROUND = 3.0


class WeightBar(QWidget):
    """A piece for each key point, as wide as its weight: full, half full or hollow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coverage = Coverage(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show what became of the key points."""
        self._coverage = coverage
        self.setAccessibleName(weight_line(coverage))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a bar that likes to be wide."""
        return QSize(4 * Space.XXL, _HEIGHT)

    def pieces(self) -> list[tuple[QRectF, Covered]]:
        """Return the place of each piece, and what became of its key point."""
        points = self._coverage.points
        total = self._coverage.total_weight
        if total <= 0:
            return []
        room = self.width() - _GAP * (len(points) - 1)
        left, found = 0.0, []
        for point in points:
            wide = room * point.weight / total
            found.append((QRectF(left, 0, wide, self.height()), point.covered))
            left += wide + _GAP
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what was said in the color of what is good, and the outline of the rest."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, covered in self.pieces():
            inner = place.adjusted(0.5, 0.5, -0.5, -0.5)
            shape = QPainterPath()
            shape.addRoundedRect(inner, _ROUND, _ROUND)
            share = {Covered.MADE: 1.0, Covered.PARTLY: PARTLY_COUNTS}.get(covered, 0.0)
            painter.setClipRect(QRectF(place.left(), 0, place.width() * share, place.height()))
            painter.fillPath(shape, colors.good)
            painter.setClipping(False)
            painter.setPen(QPen(colors.good if share else colors.edge, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)
