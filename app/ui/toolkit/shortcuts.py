"""Keyboard shortcuts: sets of keys, and shortcuts of a page that the help lists."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

ENTER_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}

ARROW_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}

PAGE_KEYS = {
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
"""Keys that scroll by a page, or to either end."""

SCROLL_KEYS = PAGE_KEYS | {Qt.Key.Key_Up, Qt.Key.Key_Down}

ShortcutAction: TypeAlias = Callable[[], object]

ShortcutMap: TypeAlias = Mapping[int, ShortcutAction] | Mapping[str, ShortcutAction]
"""Actions by key: a number of Qt.Key, or a name such as Ctrl+E or c."""

_NAMES = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}

ON_THIS_PAGE = "On this page"

EVERYWHERE = "Everywhere"
"""Title of the shortcuts that lead from page to page."""


@dataclass(frozen=True)
class Shortcut:
    """An action with a description for the help, which lists it while ``enabled`` returns true.

    Shortcuts with the same ``label`` are shown together in a line of keys.
    """

    description: str
    action: ShortcutAction
    enabled: Callable[[], bool] = lambda: True
    label: str = ""

    def __call__(self) -> None:
        """Run the action."""
        self.action()


@dataclass(frozen=True)
class ShortcutGroup:
    """The shortcuts of one place, each as the names of its keys and its description."""

    title: str
    shortcuts: tuple[tuple[tuple[str, ...], str], ...]


def declare_shortcuts(
    owner: QWidget, keys: ShortcutMap | Callable[[], ShortcutMap], title: str = ON_THIS_PAGE
) -> None:
    """List the Shortcuts among ``keys`` in the help while ``owner`` is visible.

    ``title`` says where the keyboard focus has to be.
    """
    _DeclaredShortcuts(owner, keys, title)


def visible_shortcuts(window: QWidget) -> tuple[ShortcutGroup, ...]:
    """Return the enabled shortcuts of all that is visible: the page first, navigation last."""
    groups: dict[str, dict[str, list[str]]] = {ON_THIS_PAGE: {}}
    for declared in window.findChildren(_DeclaredShortcuts):
        if declared.visible:
            group = groups.setdefault(declared.title, {})
            for name, shortcut in _enabled_shortcuts(declared.keys):
                names = group.setdefault(shortcut.description, [])
                if name not in names:
                    names.append(name)
    return tuple(
        ShortcutGroup(title, tuple((tuple(names), words) for words, names in group.items()))
        for title, group in sorted(groups.items(), key=lambda each: each[0] == EVERYWHERE)
        if group
    )


def shortcut_line(keys: ShortcutMap) -> str:
    """Return the keys that have a label as one line: Space play · [ ] speed."""
    parts: dict[str, list[str]] = {}
    for name, shortcut in _enabled_shortcuts(keys):
        if shortcut.label:
            parts.setdefault(shortcut.label, []).append(name)
    return " · ".join(f"{' '.join(names)} {label}" for label, names in parts.items())


def key_name(key: int | str) -> str:
    """Return the name of a key as this system's keyboards show it."""
    if isinstance(key, str) and len(key) == 1:
        return key.upper()
    written = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    front, plus, last = written.rpartition("+")
    if not last:
        return written
    return f"{front}{plus}{_NAMES.get(last, last)}"


def _enabled_shortcuts(keys: ShortcutMap) -> Iterator[tuple[str, Shortcut]]:
    for key, action in keys.items():
        if isinstance(action, Shortcut) and action.enabled():
            yield key_name(key), action


class _DeclaredShortcuts(QObject):
    """The keys that a widget declared; it is a child of that widget."""

    def __init__(
        self, owner: QWidget, keys: ShortcutMap | Callable[[], ShortcutMap], title: str
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._keys = keys
        self.title = title

    @property
    def visible(self) -> bool:
        """Whether the owner is visible."""
        return self._owner.isVisible()

    @property
    def keys(self) -> ShortcutMap:
        """What the keys do now."""
        return self._keys() if callable(self._keys) else self._keys


def add_shortcuts(
    page: QWidget, actions: Mapping[str, ShortcutAction], title: str = ON_THIS_PAGE
) -> None:
    """Add shortcuts, named as Alt+Left, that run before any widget in ``page`` gets the key.

    A QShortcut is needed because buttons consume arrow keys, with Alt too. Actions that are
    Shortcuts are listed in the help under ``title``.
    """
    for keys, action in actions.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)
    declare_shortcuts(page, actions, title)


def is_plain(event: QKeyEvent) -> bool:
    """Return whether a key is pressed without modifiers.

    On macOS, the arrows count as keys of the keypad.
    """
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
