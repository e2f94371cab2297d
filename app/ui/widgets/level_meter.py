"""Level meters: a calm line for an interview, and a short bar for choosing a microphone."""

from collections import deque
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.ui.style.colors import mix, roles
from mock_interviewer.app.ui.style.theme import motion

LEVEL_FLOOR = -60.0
"""Level, in dBFS, that is shown as silence."""
_SAMPLES = 96
_BARS = 8


def level_share(level: float | None) -> float:
    """Return ``level`` (dBFS) on a scale from 0 (LEVEL_FLOOR) to 1 (full scale)."""
    if level is None:
        return 0.0
    return min(1.0, max(0.0, (level - LEVEL_FLOOR) / -LEVEL_FLOOR))


class LevelLine(QWidget):
    """The last seconds of sound as a thin mirrored shape that settles to a line in silence.

    With reduced motion, a single bar grows and shrinks in place instead.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: deque[float] = deque([0.0] * _SAMPLES, maxlen=_SAMPLES)
        self._live = False
        self.setAccessibleName("Microphone level")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of a low, wide strip."""
        return QSize(360, 40)

    def add(self, level: float | None) -> None:
        """Add the current level, in dBFS; None if no microphone is open."""
        was = self._past[-1]
        self._live = level is not None
        # A fast rise and a slow fall look calm.
        value = level_share(level)
        self._past.append(value if value > was else was * 0.7 + value * 0.3)
        self.update()

    def clear(self) -> None:
        """Show silence."""
        self._past.extend([0.0] * _SAMPLES)
        self._live = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the line."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(colors.edge if self._live else colors.line, 1.0))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        if not self._live and max(self._past) <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        if motion() == 0:
            length = self._past[-1] * self.width()
            painter.drawRoundedRect(QRectF(0, middle - 3, length, 6), 3, 3)
        else:
            painter.drawPath(self._shape(middle))

    def _shape(self, middle: float) -> QPainterPath:
        step = self.width() / (_SAMPLES - 1)
        reach = middle - 2
        above = [QPointF(i * step, middle - v * v * reach) for i, v in enumerate(self._past)]
        path = QPainterPath(QPointF(0, middle))
        for one, other in pairwise(above):
            path.quadTo(one, (one + other) / 2)
        path.lineTo(above[-1])
        for point in reversed(above):
            path.lineTo(QPointF(point.x(), 2 * middle - point.y()))
        path.closeSubpath()
        return path


class LevelBar(QWidget):
    """Eight small bars, filled from the left. The last one warns that it is too loud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: float | None = None
        self.setAccessibleName("Microphone level")
        self.setFixedSize(QSize(_BARS * 9 - 3, 20))

    @property
    def filled(self) -> int:
        """The number of filled bars."""
        return round(level_share(self._level) * _BARS)

    def show_level(self, level: float | None) -> None:
        """Show ``level``, in dBFS; None if no microphone is open."""
        before = self.filled
        self._level = level
        if self.filled != before:
            self.setAccessibleDescription(f"{self.filled} of {_BARS}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the bars."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        empty = mix(colors.window, colors.text, 0.2)
        for index in range(_BARS):
            loud = colors.caution if index >= _BARS - 1 else colors.good
            painter.setBrush(loud if index < self.filled else empty)
            painter.drawRoundedRect(QRectF(index * 9, 2, 6, 16), 2, 2)
