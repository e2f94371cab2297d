"""The overview of the whole recording, below a waveform that shows a part of it."""

import math

from PySide6.QtCore import QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.shared.waveform_parts import WaveformZoom, draw_bars, lay_bars
from mock_interviewer.app.ui.style.colors import mix, roles
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.audio.files.waveform_outline import Peaks

_HEIGHT = Spacing.M
_MARGIN = Spacing.XS
_TINT = 0.14
_ROUND = 3
_LEAST_FRAME = 6.0


class WaveformOverview(QWidget):
    """Shows which part is in view; drag to move it. Hidden while the whole recording is in view.

    It takes no focus: with the keyboard, the waveform follows the position.
    """

    moved = Signal(object)
    """The WaveformZoom that the person wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline: Peaks | None = None
        self._bars: list[QLineF] = []
        self._zoom = WaveformZoom.whole(0.0)
        self._position = 0.0
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("The whole recording")
        self.hide()

    def set_outline(self, outline: Peaks | None) -> None:
        """Show ``outline``; None for a plain line."""
        self._outline = outline
        self._lay_bars()

    def show_zoom(self, zoom: WaveformZoom) -> None:
        """Frame the part in view."""
        other = zoom.duration != self._zoom.duration
        self._zoom = zoom
        self.setVisible(not zoom.is_whole)
        if other:
            self._lay_bars()
        self.update()

    def show_position(self, seconds: float) -> None:
        """Show the position of the player."""
        self._position = seconds
        if self.isVisible():
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay out the bars for the new width."""
        super().resizeEvent(event)
        self._lay_bars()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the part in view to the click."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the part in view with the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position().x())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the bars, a frame around the part in view, and a line at the position."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._x_at(self._zoom.begin), self._x_at(self._zoom.end)
        frame = QRectF(left, 0.5, max(_LEAST_FRAME, right - left), self.height() - 1)
        painter.setPen(QPen(colors.accent, 1))
        painter.setBrush(mix(colors.window, colors.accent, _TINT))
        painter.drawRoundedRect(frame, _ROUND, _ROUND)
        draw_bars(painter, self._bars, ((math.inf, colors.edge),))
        painter.fillRect(QRectF(self._x_at(self._position) - 1, 0, 2, self.height()), colors.text)

    def _lay_bars(self) -> None:
        place = QRectF(self.rect()).adjusted(_MARGIN, 2, -_MARGIN, -2)
        self._bars = lay_bars(self._outline, WaveformZoom.whole(self._zoom.duration), place)
        self.update()

    def _x_at(self, seconds: float) -> float:
        room = self.width() - 2 * _MARGIN
        return _MARGIN + room * seconds / max(self._zoom.duration, 1e-9)

    def _look_at(self, x: float) -> None:
        share = (x - _MARGIN) / max(1, self.width() - 2 * _MARGIN)
        middle = share * self._zoom.duration
        self.moved.emit(self._zoom.moved(middle - self._zoom.span / 2))
