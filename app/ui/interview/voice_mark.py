"""The icon of the session's state, in a ring that breathes while the interviewer speaks."""

from math import cos, pi

from PySide6.QtCore import QEvent, QPointF, QSize, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, pixmap
from mock_interviewer.app.ui.style.theme import motion

_SIZE = 26
_FRAME_MS = 50
_BREATH_MS = 3200
_NEAR, _FAR = 10.0, 12.0
"""Radius of the ring, breathed out and breathed in."""
_FAINT = 0.4
"""How much of its color the ring has at its nearest."""
_SOFT = 0.14
"""How much of it the room within has."""
_LINE = 1.5


class SpeakingIndicator(QWidget):
    """The person's own voice moves the level line; this is for the interviewer's only.

    It moves 20 times a second, only while it is seen and the interviewer speaks. Under reduced
    motion the ring stands still.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon: Icon | None = None
        self._tint = "text"
        self._picture: QPixmap | None = None
        """The icon as it was drawn last; it is the same in each frame."""
        self._speaking = False
        self._frame = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for the icon and the ring around it."""
        return QSize(_SIZE, _SIZE)

    @property
    def speaking(self) -> bool:
        """Whether the ring is shown."""
        return self._speaking

    @property
    def moving(self) -> bool:
        """Whether the ring breathes."""
        return self._timer.isActive()

    def show_icon(self, icon: Icon, tint: str) -> None:
        """Show an icon in the color of a role."""
        self._icon, self._tint, self._picture = icon, tint, None
        self.update()

    def show_speaking(self, speaking: bool) -> None:
        """Show the ring, or none."""
        if speaking == self._speaking:
            return
        self._speaking = speaking
        self._frame = 0
        self._run()
        self.update()

    def hold_breath(self) -> None:
        """Stand still for a picture, breathed in."""
        self._timer.stop()
        self._frame = _BREATH_MS // _FRAME_MS // 2
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Go on breathing."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Rest while nobody sees it."""
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw again in the new colors, and move no more than is wanted now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_timer"):
            self._picture = None
            self._run()
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
        painter.drawPixmap(edge, edge, self._picture_of(self._icon))

    def _picture_of(self, icon: Icon) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            tint: QColor = getattr(roles(), self._tint)
            self._picture = pixmap(icon, tint, LARGE, ratio)
        return self._picture

    def _draw_ring(self, painter: QPainter) -> None:
        breath = self._breath()
        radius = _NEAR + (_FAR - _NEAR) * breath
        color = roles().accent
        painter.setOpacity(_FAINT + (1.0 - _FAINT) * breath)
        painter.setPen(QPen(color, _LINE))
        painter.setBrush(QColor.fromRgbF(color.redF(), color.greenF(), color.blueF(), _SOFT))
        painter.drawEllipse(QPointF(_SIZE / 2, _SIZE / 2), radius, radius)

    def _breath(self) -> float:
        """Return how far it has breathed in, from 0 to 1."""
        if motion() == 0:
            return 1.0
        return (1.0 - cos(2 * pi * self._frame * _FRAME_MS / _BREATH_MS)) / 2

    def _run(self) -> None:
        if self._speaking and self.isVisible() and motion() > 0:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        self._frame += 1
        self._run()
        self.update()
