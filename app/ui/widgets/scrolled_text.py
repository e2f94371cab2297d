"""Read-only text that keeps room for some lines, and fades lines that are cut off."""

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import READING_LINE, Spacing
from mock_interviewer.app.ui.widgets.column import ROW_PADDING

_LEAST_LINES = 3


_MOST = 16777215


_KEEP_FROM_TOP = 3


class MinimumLinesTextEdit(QTextEdit):
    """Text with a minimum height in lines. Either it scrolls, or its page does.

    If the page scrolls, the widget is no higher than its text, and text that doesn't fit can be
    unfolded.
    """

    look_asked = Signal(QRect)
    """A place in the viewport that the page should scroll to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _LEAST_LINES
        self._unfolded = False
        self.scrolls = True
        """Whether the widget scrolls, and not its page."""
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def keep_lines(self, lines: int, *, scrolls: bool = True) -> None:
        """Keep room for so many lines; either the widget ``scrolls`` or its page does."""
        self._lines, self.scrolls = lines, scrolls
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if scrolls else off)
        self._fit()

    @Slot(bool)
    def unfold(self, on: bool) -> None:
        """Make room for all of the text, or only for the minimum of lines again."""
        self._unfolded = on
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the minimum; the layout adds what is available."""
        return QSize(6 * Spacing.XXL, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the height of the minimum of lines."""
        line = READING_LINE * self.font().pixelSize()
        kept = round(self._lines * line) + 2 * ROW_PADDING
        if not self.scrolls:
            kept = self._whole if self._unfolded else min(kept, self._whole)
        return QSize(2 * Spacing.XXL, kept)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll, or leave the wheel to the page."""
        if self.scrolls:
            super().wheelEvent(event)
        else:
            event.ignore()

    def bring_into_view(self, place: QRectF, before: QRectF | None = None) -> None:
        """Scroll to a place in the viewport, unless it is visible.

        The page is scrolled only while ``before``, the previous place, is visible: otherwise the
        person is reading elsewhere.
        """
        room = self.viewport().height()
        if place.top() < 0 or place.bottom() > room:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(place.top() - room / _KEEP_FROM_TOP))
        elif not self.scrolls and not self._sees(place) and (before is None or self._sees(before)):
            self.look_asked.emit(place.toRect())

    @property
    def _whole(self) -> int:
        """The height of all of the text."""
        return ceil(self.document().size().height())

    def _sees(self, place: QRectF) -> bool:
        return self.viewport().visibleRegion().contains(place.center().toPoint())

    def _fit(self) -> None:
        self.setMaximumHeight(_MOST if self.scrolls else self._whole)
        self.updateGeometry()


class CutLine(NamedTuple):
    """A cut line: what is left of it in the viewport, and the share (0 to 1) that is cut off."""

    left: QRect
    share: float
    above: bool
    """Whether it is cut at the upper edge."""


def watch_cut_lines(view: QTextEdit) -> None:
    """Repaint all of the text when it is scrolled; Qt would scroll the faded pixels with it."""
    view.verticalScrollBar().valueChanged.connect(lambda _value: view.viewport().update())


def fade_cut_lines(view: QTextEdit) -> None:
    """Fade cut lines into the background: the less is left of a line, the more.

    Call it at the end of a paintEvent.
    """
    cuts = cut_lines(view)
    if not cuts:
        return
    painter = QPainter(view.viewport())
    for left, share, above in cuts:
        edge, inner = left.topLeft(), left.bottomLeft()
        fade = QLinearGradient(*((edge, inner) if above else (inner, edge)))
        fade.setColorAt(0.0, _ground(2 * share))
        fade.setColorAt(1.0, _ground(2 * share - 1))
        painter.fillRect(left, fade)
    painter.end()


def cut_lines(view: QTextEdit) -> list[CutLine]:
    """Return the cut lines, at most one at either edge."""
    room = view.viewport().rect()
    found = []
    first = view.cursorRect(view.cursorForPosition(QPoint(0, 0)))
    if first.top() < 0 <= first.bottom():
        left = QRect(0, 0, room.width(), first.bottom() + 1)
        found.append(CutLine(left, -first.top() / first.height(), above=True))
    elif first.top() > 0 and view.verticalScrollBar().value() > 0:
        # In the gap between two lines, descenders of the line above may be visible.
        found.append(CutLine(QRect(0, 0, room.width(), first.top()), 1.0, above=True))
    last = view.cursorRect(view.cursorForPosition(QPoint(0, room.bottom())))
    if last.top() <= room.bottom() < last.bottom():
        left = QRect(0, last.top(), room.width(), room.bottom() - last.top() + 1)
        cut = last.bottom() - room.bottom()
        found.append(CutLine(left, cut / last.height(), above=False))
    return found


def _ground(alpha: float) -> QColor:
    color = QColor(roles().window)
    color.setAlphaF(min(1.0, max(0.0, alpha)))
    return color
