"""Where the window was, and whether that place is still there."""

import base64
import binascii

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget

FIRST = QSize(1100, 720)
_SEEN = QSize(160, 40)
"""How much of a window must be on a screen for a hand to get hold of it."""


def remembered(window: QWidget) -> str:
    """Return where ``window`` is, as text."""
    return base64.b64encode(window.saveGeometry().data()).decode("ascii")


def put_back(window: QWidget, place: str) -> bool:
    """Put ``window`` where ``place`` says; False, and where it is by default, if that is no more.

    ``place`` may be anything, an empty or a damaged text too.
    """
    try:
        raw = base64.b64decode(place, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if raw and window.restoreGeometry(QByteArray(raw)) and _within_reach(window.frameGeometry()):
        return True
    put_in_the_middle(window)
    return False


def put_in_the_middle(window: QWidget) -> None:
    """Put ``window`` on the main screen, as large as it is at first where there is room."""
    free = QApplication.primaryScreen().availableGeometry()
    size = FIRST.boundedTo(free.size())
    window.resize(size)
    window.move(free.center() - QRect(0, 0, size.width(), size.height()).center())


def _within_reach(frame: QRect) -> bool:
    for screen in QApplication.screens():
        shared = screen.availableGeometry().intersected(frame)
        if shared.width() >= _SEEN.width() and shared.height() >= _SEEN.height():
            return True
    return False
