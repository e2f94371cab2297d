"""Where the window was, and whether that place is still there."""

import base64
import binascii

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget

FIRST = QSize(1100, 720)


def remembered(window: QWidget) -> str:
    """Return where ``window`` is, as text."""
    return base64.b64encode(window.saveGeometry().data()).decode("ascii")


def put_back(window: QWidget, place: str) -> bool:
    """Put ``window`` where ``place`` says; False, and in the middle, where it says nothing.

    ``place`` may be anything, an empty or a damaged text too. Where its screen is no more, Qt moves
    the window to one that is.
    """
    try:
        raw = base64.b64decode(place, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if raw and window.restoreGeometry(QByteArray(raw)):
        return True
    put_in_the_middle(window)
    return False


def put_in_the_middle(window: QWidget) -> None:
    """Put ``window`` on the main screen, as large as it is at first where there is room."""
    free = QApplication.primaryScreen().availableGeometry()
    size = FIRST.boundedTo(free.size())
    window.resize(size)
    window.move(free.center() - QRect(0, 0, size.width(), size.height()).center())
