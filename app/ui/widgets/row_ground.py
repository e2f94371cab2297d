"""What stands beneath a row of a list that is chosen or pointed at, or has the keyboard."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from mock_interviewer.app.ui.theme import RADIUS, roles

_RING = 2


def draw_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
    """Draw it in the place of a row; nothing for a row of which none of that is true."""
    colors = roles()
    inner = QRectF(area).adjusted(1, 1, -1, -1)
    if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.raised)
        painter.drawRoundedRect(inner, RADIUS, RADIUS)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colors.accent, _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, RADIUS, RADIUS)
