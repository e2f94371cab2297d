"""Keys that work wherever in a page the keyboard is, and what is pressed with them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.deeds import THERE, Act, declare

PAGE_KEYS = {
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
"""Keys that scroll what they reach by a page, or to an end of it."""

SCROLL_KEYS = PAGE_KEYS | {Qt.Key.Key_Up, Qt.Key.Key_Down}
"""Keys that scroll what they reach."""


def add_shortcuts(page: QWidget, acts: Mapping[str, Act], place: str = THERE) -> None:
    """Let keys, as "Alt+Left", do something before any part of ``page`` sees them.

    Buttons keep arrows to themselves, with Alt too: only a shortcut comes before them. What is a
    Deed is told of among the keys of a ``place``.
    """
    for keys, act in acts.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
    declare(page, acts, place)


def is_plain(event: QKeyEvent) -> bool:
    """Return whether a key is pressed by itself; on macOS arrows count as keys of the keypad."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
