"""The round button that plays and pauses."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from mock_interviewer.app.ui.icons import LARGE, Icon, pixmap
from mock_interviewer.app.ui.theme import Space, roles

_SIZE, _LOW_SIZE = Space.XXL, Space.XL + Space.XXS
_RING = 2
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class PlayButton(QAbstractButton):
    """Says Play or Pause, by its shape and to screen readers. Space and a click press it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fit(low=False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def show_playing(self, *, playing: bool) -> None:
        """Offer to pause if ``playing``, else to play."""
        self._playing = playing
        self._name()
        self.update()

    def fit(self, *, low: bool) -> None:
        """Be smaller where the page is low."""
        size = _LOW_SIZE if low else _SIZE
        self.setFixedSize(size, size)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the arrows to the page, which seeks; Qt would move the focus by them."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw a disc of the accent, and a ring around it while it has the focus."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent if self.isEnabled() else colors.raised)
        painter.drawEllipse(disc)
        if self.hasFocus():
            painter.setPen(QPen(colors.text, _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        tint = colors.on_accent if self.isEnabled() else colors.text_muted
        which = Icon.PAUSE if self._playing else Icon.PLAY
        drawn = pixmap(which, tint, LARGE, self.devicePixelRatioF())
        corner = (self.width() - LARGE) // 2
        painter.drawPixmap(corner, corner, drawn)

    def _name(self) -> None:
        name = "Pause" if self._playing else "Play"
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (Space)")
