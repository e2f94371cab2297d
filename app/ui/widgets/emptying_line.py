"""A thin line that empties while there is still time to go on."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.ui.contrast import mix
from mock_interviewer.app.ui.theme import motion, roles

WHOLE = 2.0
"""Seconds that a full line stands for."""
_WIDTH = 80
_HEIGHT = 4


class EmptyingLine(QWidget):
    """Says the same as a number beside it, which has to be there: under reduced motion it is blank.

    It keeps its place while there is nothing to show.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for a short strip."""
        return QSize(_WIDTH, 3 * _HEIGHT)

    @property
    def filled(self) -> int | None:
        """How many pixels of it are filled; None while it is blank."""
        return self._shown

    def show_left(self, seconds: float | None) -> None:
        """Show so many seconds of ``WHOLE``; None for nothing."""
        shown = None
        if seconds is not None and motion() > 0:
            shown = round(min(1.0, max(0.0, seconds / WHOLE)) * _WIDTH)
        if shown != self._shown:
            self._shown = shown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what is left of the line."""
        if self._shown is None:
            return
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, round_end = (self.height() - _HEIGHT) / 2, _HEIGHT / 2
        for width, color in (
            (_WIDTH, mix(colors.window, colors.text, 0.2)),
            (self._shown, colors.accent),
        ):
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(0, top, width, _HEIGHT), round_end, round_end)
