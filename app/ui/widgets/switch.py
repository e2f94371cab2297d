"""A switch that is on or off."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from mock_interviewer.app.ui.theme import Space, roles

_WIDTH = 44
_HEIGHT = Space.L
_KNOB_INSET = 4
_RING = 2


class Switch(QCheckBox):
    """A check box in another shape: the side of its knob says on or off, not only its color."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the switch's one size, with room for the ring of the focus."""
        return QSize(_WIDTH + 2 * _RING + 2, _HEIGHT + 2 * _RING + 2)

    def hitButton(self, _place: object) -> bool:  # noqa: N802 (Qt's name)
        """Take a click anywhere."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the groove, the knob, and a ring while it has the focus."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = _RING + 1
        groove = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        round_ = groove.height() / 2
        on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(colors.edge, 1.5))
        painter.setBrush(colors.accent if on else colors.surface)
        painter.drawRoundedRect(groove, round_, round_)
        side = groove.height() - 2 * _KNOB_INSET
        left = groove.right() - side - _KNOB_INSET if on else groove.left() + _KNOB_INSET
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.on_accent if on else colors.edge)
        painter.drawEllipse(QRectF(left, groove.top() + _KNOB_INSET, side, side))
        if self.hasFocus():
            painter.setPen(QPen(colors.text if on else colors.accent, _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
