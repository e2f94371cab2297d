"""A figure as a dot on its published range: a small scale from 0, with the range shaded."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.feedback.delivery.ranges import FigureRange, RangeScale
from mock_interviewer.app.ui.style.colors import mix, roles
from mock_interviewer.app.ui.style.theme import Spacing

_DOT = 5.0
"""Radius of the dot."""
_BAND = 8.0
_LINE, _END = 1.5, 2.0
_TINT = 0.22
_LEAST_WIDTH, _WIDTH = 2 * Spacing.XXL, 5 * Spacing.XXL
"""The scale is at the left of the room that it gets, so that all scales are equally long."""


def recommended(found: FigureRange) -> str:
    """Return the range with its unit, as in "recommended: 120 to 160 words a minute"."""
    return f"recommended: {found.ends} {found.unit}".rstrip()


class RangeBar(QWidget):
    """Draws a scale. Its accessible name has the words, its description the figure and the range.

    The ends of the range are marked by lines, so that it is not told by its color alone.
    """

    def __init__(
        self, scale: RangeScale, name: str, description: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.scale = scale
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST_WIDTH)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the whole scale."""
        return QSize(_WIDTH, Spacing.M)

    def place(self, share: float) -> float:
        """Return the pixels from the left at which ``share`` of the scale is."""
        return 1 + share * (min(self.width(), _WIDTH) - 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the scale, its range, and the dot."""
        colors, middle = roles(), self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.edge, _LINE))
        painter.drawLine(QPointF(self.place(0.0), middle), QPointF(self.place(1.0), middle))
        low, high = self.place(self.scale.low), self.place(self.scale.high)
        band = QRectF(low, middle - _BAND / 2, high - low, _BAND)
        painter.fillRect(band, mix(colors.window, colors.accent, _TINT))
        painter.setPen(QPen(colors.edge, _END))
        for end in (low, high):
            painter.drawLine(QPointF(end, band.top()), QPointF(end, band.bottom()))
        painter.setPen(QPen(colors.window, _LINE))
        painter.setBrush(colors.text)
        # A dot at zero isn't cut off.
        dot = max(self.place(self.scale.value), _DOT + 1)
        painter.drawEllipse(QPointF(dot, middle), _DOT, _DOT)
