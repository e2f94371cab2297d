"""A toggle switch."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import Spacing

_WIDTH = 44
_HEIGHT = Spacing.L
_KNOB_INSET = 1 / 6
"""Of the height of the groove."""
_EDGE = 1.5
_AIR = 3
_RING = 2


class ToggleSwitch(QCheckBox):
    """A check box in another shape: the side of its knob says on or off, not only its color."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the switch's one size, with air above and beneath as a field has."""
        return QSize(_WIDTH, _HEIGHT + 2 * _AIR)

    def hitButton(self, _place: object) -> bool:  # noqa: N802 (Qt's name)
        """Take a click anywhere."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the groove and the knob, within a ring while it has the focus."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        groove = QRectF(self.rect()).adjusted(0, _AIR, 0, -_AIR)
        if self.hasFocus():
            # In the room of the groove itself, so that this ends where fields above it end.
            _draw_edge(painter, groove, QPen(colors.text if on else colors.accent, _RING))
            groove.adjust(_RING + 1, _RING + 1, -_RING - 1, -_RING - 1)
        round_ = groove.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent if on else colors.surface)
        painter.drawRoundedRect(groove, round_, round_)
        if not on:
            _draw_edge(painter, groove, QPen(colors.edge, _EDGE))
        inset = groove.height() * _KNOB_INSET
        side = groove.height() - 2 * inset
        left = groove.right() - side - inset if on else groove.left() + inset
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.on_accent if on else colors.edge)
        painter.drawEllipse(QRectF(left, groove.top() + inset, side, side))


def _draw_edge(painter: QPainter, whole: QRectF, pen: QPen) -> None:
    """Draw along the inner side of a shape with round ends."""
    half = pen.widthF() / 2
    inner = whole.adjusted(half, half, -half, -half)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
