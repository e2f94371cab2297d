"""Icon of the session's state, in a ring that pulses while the interviewer speaks."""

from math import cos, pi

from PySide6.QtCore import QEvent, QPointF, QSize, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, pixmap
from mock_interviewer.app.ui.style.theme import motion

_SIZE = 26
_FRAME_MS = 50
_PULSE_MS = 3200
_SMALLEST, _LARGEST = 10.0, 12.0
"""Smallest and largest radius of the ring, in pixels."""
_FAINT = 0.4
"""Opacity of the smallest ring."""
_SOFT = 0.14
"""Opacity of the area inside the ring."""
_LINE = 1.5


class SpeakingIndicator(QWidget):
    """Shows that the interviewer is speaking; the person's own voice moves the level line.

    It redraws 20 times a second, only while it is visible and the interviewer speaks. With reduced
    motion the ring stands still.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon: Icon | None = None
        self._tint = "text"
        self._pixmap: QPixmap | None = None
        """The icon as last drawn, the same in every frame."""
        self._speaking = False
        self._frame = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the icon and the ring around it."""
        return QSize(_SIZE, _SIZE)

    @property
    def speaking(self) -> bool:
        """Whether the ring is shown."""
        return self._speaking

    @property
    def moving(self) -> bool:
        """Whether the ring is pulsing."""
        return self._timer.isActive()

    def show_icon(self, icon: Icon, tint: str) -> None:
        """Show ``icon`` in the color of a role."""
        self._icon, self._tint, self._pixmap = icon, tint, None
        self.update()

    def show_speaking(self, speaking: bool) -> None:
        """Show or hide the ring."""
        if speaking == self._speaking:
            return
        self._speaking = speaking
        self._frame = 0
        self._update_timer()
        self.update()

    def freeze(self) -> None:
        """Stop at the largest ring, for a screenshot."""
        self._timer.stop()
        self._frame = _PULSE_MS // _FRAME_MS // 2
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Resume pulsing."""
        super().showEvent(event)
        self._update_timer()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Stop redrawing while hidden."""
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw in the new colors, and follow a change of reduced motion."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_timer"):
            self._pixmap = None
            self._update_timer()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the ring and the icon in its middle."""
        if self._icon is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._speaking:
            self._draw_ring(painter)
        edge = (_SIZE - LARGE) // 2
        painter.setOpacity(1.0)
        painter.drawPixmap(edge, edge, self._icon_pixmap(self._icon))

    def _icon_pixmap(self, icon: Icon) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.devicePixelRatio() != ratio:
            tint: QColor = getattr(roles(), self._tint)
            self._pixmap = pixmap(icon, tint, LARGE, ratio)
        return self._pixmap

    def _draw_ring(self, painter: QPainter) -> None:
        growth = self._growth()
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * growth
        color = roles().accent
        painter.setOpacity(_FAINT + (1.0 - _FAINT) * growth)
        painter.setPen(QPen(color, _LINE))
        painter.setBrush(QColor.fromRgbF(color.redF(), color.greenF(), color.blueF(), _SOFT))
        painter.drawEllipse(QPointF(_SIZE / 2, _SIZE / 2), radius, radius)

    def _growth(self) -> float:
        """Return the size of the ring between its smallest, 0, and its largest, 1."""
        if motion() == 0:
            return 1.0
        return (1.0 - cos(2 * pi * self._frame * _FRAME_MS / _PULSE_MS)) / 2

    def _update_timer(self) -> None:
        if self._speaking and self.isVisible() and motion() > 0:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        self._frame += 1
        self._update_timer()
        self.update()
