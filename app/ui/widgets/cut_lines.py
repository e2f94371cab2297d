"""Lines of which a scrolled text shows only a part, at its upper and lower edge."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QTextEdit

from mock_interviewer.app.ui.theme import roles


class Cut(NamedTuple):
    """A line that is cut: what is left of it in the viewport, and which share (0 to 1) is not."""

    left: QRect
    share: float
    above: bool
    """Whether it is the upper edge that cuts it."""


def watch_cut_lines(view: QTextEdit) -> None:
    """Draw all of a text again when it is scrolled: Qt would move what was faded with it."""
    view.verticalScrollBar().valueChanged.connect(lambda _value: view.viewport().update())


def fade_cut_lines(view: QTextEdit) -> None:
    """Fade lines that are cut into the window's ground, the more the less is left of them.

    For the end of a paintEvent. Whole lines are left alone.
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


def cut_lines(view: QTextEdit) -> list[Cut]:
    """Return the lines that are cut, at most one at either edge."""
    room = view.viewport().rect()
    found = []
    first = view.cursorRect(view.cursorForPosition(QPoint(0, 0)))
    if first.top() < 0 <= first.bottom():
        left = QRect(0, 0, room.width(), first.bottom() + 1)
        found.append(Cut(left, -first.top() / first.height(), above=True))
    elif first.top() > 0 and view.verticalScrollBar().value() > 0:
        # Between two lines there may be the feet of letters of the one that is not found any more.
        found.append(Cut(QRect(0, 0, room.width(), first.top()), 1.0, above=True))
    last = view.cursorRect(view.cursorForPosition(QPoint(0, room.bottom())))
    if last.top() <= room.bottom() < last.bottom():
        left = QRect(0, last.top(), room.width(), room.bottom() - last.top() + 1)
        cut = last.bottom() - room.bottom()
        found.append(Cut(left, cut / last.height(), above=False))
    return found


def _ground(alpha: float) -> QColor:
    color = QColor(roles().window)
    color.setAlphaF(min(1.0, max(0.0, alpha)))
    return color
