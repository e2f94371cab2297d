"""A toggle switch."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import Spacing

_WIDTH = 44
_HEIGHT = Spacing.L
_KNOB_INSET = 1 / 6
"""As a share of the height of the groove."""
_EDGE = 1.5
_AIR = 3
_RING = 2


class ToggleSwitch(QCheckBox):
    """A check box drawn as a switch. The side of the knob shows the state, not only the color."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the fixed size, as high as a field."""
        return QSize(_WIDTH, _HEIGHT + 2 * _AIR)

    def hitButton(self, _place: object) -> bool:  # noqa: N802 (Qt's name)
        """Accept clicks anywhere."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the groove and the knob, and a ring around them when focused."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        groove = QRectF(self.rect()).adjusted(0, _AIR, 0, -_AIR)
        if self.hasFocus():
            # Inside the groove, so that the switch stays aligned with the fields above it.
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
    """Draw the inner edge of a shape with round ends."""
    half = pen.widthF() / 2
    inner = whole.adjusted(half, half, -half, -half)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
