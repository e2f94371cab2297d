"""A list with custom-painted rows, and the background of a row."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import RADIUS
from mock_interviewer.app.ui.widgets.column import reserve_scroll_bar

_RING = 2
_BAR = 3
"""Width of the bar at the left of a selected row."""


def draw_row_background(painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
    """Draw the background of a row that is hovered, selected, or focused; else nothing.

    A selected row is gray with a bar at its left; one with the keyboard is tinted with a ring.
    """
    colors = roles()
    inner = QRectF(area).adjusted(1, 1, -1, -1)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colors.accent, _RING))
        painter.setBrush(colors.focused)
        painter.drawRoundedRect(inner, RADIUS, RADIUS)
    elif selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(colors.raised)
        painter.drawRoundedRect(inner, RADIUS, RADIUS)
        if selected:
            bar = QRectF(inner.left(), inner.top() + RADIUS, _BAR, inner.height() - 2 * RADIUS)
            painter.setBrush(colors.text_muted)
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)


class RowList(QListView):
    """A read-only list with one selected row. Tab leaves the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        reserve_scroll_bar(self)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QListView { border: none; background: transparent; outline: none; }")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Repaint in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
