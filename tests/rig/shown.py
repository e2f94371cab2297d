"""Widgets as a person has them before them."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a window and wait until what is typed comes to it."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
