"""Active windows for tests."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a window and wait until it gets keyboard input."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
