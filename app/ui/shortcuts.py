"""Keys that work wherever in a page the keyboard is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_shortcuts(page: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Let keys, as "Alt+Left", do something before any part of ``page`` sees them.

    Buttons keep arrows to themselves, with Alt too: only a shortcut comes before them.
    """
    for keys, act in acts.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
