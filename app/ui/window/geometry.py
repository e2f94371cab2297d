"""Saving and restoring the size and position of the window."""

import base64
import binascii

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget

FIRST_SIZE = QSize(1100, 720)


def geometry_to_text(window: QWidget) -> str:
    """Return the geometry of ``window`` as text."""
    return base64.b64encode(window.saveGeometry().data()).decode("ascii")


def restore_geometry(window: QWidget, place: str) -> bool:
    """Restore the geometry of ``window``; if ``place`` is not valid, center it and return False.

    ``place`` may be anything, an empty or a damaged text too. Where its screen is no more, Qt moves
    the window to one that is.
    """
    try:
        raw = base64.b64decode(place, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if raw and window.restoreGeometry(QByteArray(raw)):
        return True
    center_window(window)
    return False


def center_window(window: QWidget) -> None:
    """Center ``window`` on the main screen, in its default size if there is room."""
    free = QApplication.primaryScreen().availableGeometry()
    size = FIRST_SIZE.boundedTo(free.size())
    window.resize(size)
    window.move(free.center() - QRect(0, 0, size.width(), size.height()).center())
