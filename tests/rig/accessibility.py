"""Accessible names of the widgets in a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def nameless(page: QWidget) -> list[str]:
    """Return the focusable widgets without an accessible name."""
    found = []
    for widget in page.findChildren(QWidget):
        if widget.window() is not page.window():
            continue  # the list that a combo box opens has the combo box's name
        whole = widget.parentWidget()
        part_of_another = whole is not None and whole.focusProxy() is widget
        made_by_qt = widget.objectName().startswith("qt_")
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not (part_of_another or made_by_qt):
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name):
                found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found
