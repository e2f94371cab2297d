"""What keys do, in words: told of where it is declared, and gathered for whoever asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

Act: TypeAlias = Callable[[], object]
Keys: TypeAlias = Mapping[int, Act] | Mapping[str, Act]
"""What keys do, by Qt's numbers, or as they are written: Ctrl+E, c."""

_NAMES = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}
THERE = "On this page"
EVERYWHERE = "Everywhere"
"""Where keys work that lead from page to page."""


@dataclass(frozen=True)
class Deed:
    """Something that a key does, to be called; not told of where it cannot be done now.

    ``brief`` words stand in a line of keys, where keys that share them stand together.
    """

    words: str
    act: Act
    can: Callable[[], bool] = lambda: True
    brief: str = ""

    def __call__(self) -> None:
        """Do it."""
        self.act()


@dataclass(frozen=True)
class Told:
    """What keys do in one place, by the names of the keys: those that do the same together."""

    place: str
    deeds: tuple[tuple[tuple[str, ...], str], ...]


def declare(owner: QWidget, keys: Keys | Callable[[], Keys], place: str = THERE) -> None:
    """Let the keys be told of while ``owner`` is seen: those that do a Deed.

    ``place`` says where the keyboard has to be.
    """
    _Declared(owner, keys, place)


def told(window: QWidget) -> tuple[Told, ...]:
    """Return what keys do now in all that is seen of a window: the page first, ways last."""
    places: dict[str, dict[str, list[str]]] = {THERE: {}}
    for declared in window.findChildren(_Declared):
        if declared.seen:
            deeds = places.setdefault(declared.place, {})
            for name, deed in _deeds(declared.keys):
                names = deeds.setdefault(deed.words, [])
                if name not in names:
                    names.append(name)
    return tuple(
        Told(place, tuple((tuple(names), words) for words, names in deeds.items()))
        for place, deeds in sorted(places.items(), key=lambda each: each[0] == EVERYWHERE)
        if deeds
    )


def line(keys: Keys) -> str:
    """Return the keys with brief words as one line: Space play · [ ] speed."""
    parts: dict[str, list[str]] = {}
    for name, deed in _deeds(keys):
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


def _deeds(keys: Keys) -> Iterator[tuple[str, Deed]]:
    for key, act in keys.items():
        if isinstance(act, Deed) and act.can():
            yield key_name(key), act


class _Declared(QObject):
    """Lives and dies with its owner."""

    def __init__(self, owner: QWidget, keys: Keys | Callable[[], Keys], place: str) -> None:
        super().__init__(owner)
        self._owner = owner
        self._keys = keys
        self.place = place

    @property
    def seen(self) -> bool:
        """Whether the keys can be pressed: their owner is in view."""
        return self._owner.isVisible()

    @property
    def keys(self) -> Keys:
        """What the keys do now."""
        return self._keys() if callable(self._keys) else self._keys
