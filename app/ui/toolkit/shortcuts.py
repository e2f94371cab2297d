"""Keyboard shortcuts: declared with words, added to a page, and listed for help."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

ShortcutAction: TypeAlias = Callable[[], object]


ShortcutMap: TypeAlias = Mapping[int, ShortcutAction] | Mapping[str, ShortcutAction]
"""What keys do, by Qt's numbers, or as they are written: Ctrl+E, c."""


_NAMES = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}


ON_THIS_PAGE = "On this page"


EVERYWHERE = "Everywhere"
"""Where keys work that lead from page to page."""


@dataclass(frozen=True)
class Shortcut:
    """Something that a key does, to be called; not told of where it cannot be done now.

    ``brief`` words stand in a line of keys, where keys that share them stand together.
    """

    words: str
    act: ShortcutAction
    can: Callable[[], bool] = lambda: True
    brief: str = ""

    def __call__(self) -> None:
        """Do it."""
        self.act()


@dataclass(frozen=True)
class ShortcutGroup:
    """What keys do in one place, by the names of the keys: those that do the same together."""

    place: str
    deeds: tuple[tuple[tuple[str, ...], str], ...]


def declare_shortcuts(
    owner: QWidget, keys: ShortcutMap | Callable[[], ShortcutMap], place: str = ON_THIS_PAGE
) -> None:
    """Let the keys be told of while ``owner`` is seen: those that do a Deed.

    ``place`` says where the keyboard has to be.
    """
    _DeclaredShortcuts(owner, keys, place)


def visible_shortcuts(window: QWidget) -> tuple[ShortcutGroup, ...]:
    """Return what keys do now in all that is seen of a window: the page first, ways last."""
    places: dict[str, dict[str, list[str]]] = {ON_THIS_PAGE: {}}
    for declared in window.findChildren(_DeclaredShortcuts):
        if declared.seen:
            deeds = places.setdefault(declared.place, {})
            for name, deed in _shortcuts(declared.keys):
                names = deeds.setdefault(deed.words, [])
                if name not in names:
                    names.append(name)
    return tuple(
        ShortcutGroup(place, tuple((tuple(names), words) for words, names in deeds.items()))
        for place, deeds in sorted(places.items(), key=lambda each: each[0] == EVERYWHERE)
        if deeds
    )


def shortcut_line(keys: ShortcutMap) -> str:
    """Return the keys with brief words as one line: Space play · [ ] speed."""
    parts: dict[str, list[str]] = {}
    for name, deed in _shortcuts(keys):
        if deed.brief:
            parts.setdefault(deed.brief, []).append(name)
    return " · ".join(f"{' '.join(names)} {brief}" for brief, names in parts.items())


def key_name(key: int | str) -> str:
    """Return a key as it is written on this system's keyboards."""
    if isinstance(key, str) and len(key) == 1:
        return key.upper()
    written = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    front, plus, last = written.rpartition("+")
    if not last:
        return written
    return f"{front}{plus}{_NAMES.get(last, last)}"


def _shortcuts(keys: ShortcutMap) -> Iterator[tuple[str, Shortcut]]:
    for key, act in keys.items():
        if isinstance(act, Shortcut) and act.can():
            yield key_name(key), act


class _DeclaredShortcuts(QObject):
    """Lives and dies with its owner."""

    def __init__(
        self, owner: QWidget, keys: ShortcutMap | Callable[[], ShortcutMap], place: str
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._keys = keys
        self.place = place

    @property
    def seen(self) -> bool:
        """Whether the keys can be pressed: their owner is in view."""
        return self._owner.isVisible()

    @property
    def keys(self) -> ShortcutMap:
        """What the keys do now."""
        return self._keys() if callable(self._keys) else self._keys


PAGE_KEYS = {
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
"""Keys that scroll what they reach by a page, or to an end of it."""


SCROLL_KEYS = PAGE_KEYS | {Qt.Key.Key_Up, Qt.Key.Key_Down}
"""Keys that scroll what they reach."""


def add_shortcuts(
    page: QWidget, acts: Mapping[str, ShortcutAction], place: str = ON_THIS_PAGE
) -> None:
    """Let keys, as "Alt+Left", do something before any part of ``page`` sees them.

    Buttons keep arrows to themselves, with Alt too: only a shortcut comes before them. What is a
    Deed is told of among the keys of a ``place``.
    """
    for keys, act in acts.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
    declare_shortcuts(page, acts, place)


def is_plain(event: QKeyEvent) -> bool:
    """Return whether a key is pressed by itself; on macOS arrows count as keys of the keypad."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
