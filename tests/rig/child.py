"""A part of a widget, found by its kind."""

from typing import TypeVar

from PySide6.QtCore import QObject

Kind = TypeVar("Kind", bound=QObject)


def child(parent: QObject | None, kind: type[Kind]) -> Kind:
    """Return the first of its kind in a widget. Raises LookupError where there is none."""
    found = None if parent is None else parent.findChild(kind)
    if found is None:
        raise LookupError(f"no {kind.__name__} in {parent}")
    return found
