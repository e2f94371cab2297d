"""Parts of a widget, found by what they are and what they are called."""

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from mock_interviewer.app.ui.widgets.labels import TextLabel

Kind = TypeVar("Kind", bound=QObject)


def child(parent: QObject | None, kind: type[Kind]) -> Kind:
    """Return the first child of a class. Raises LookupError if there is none."""
    found = None if parent is None else parent.findChild(kind)
    if found is None:
        raise LookupError(f"no {kind.__name__} in {parent}")
    return found


def button(parent: QWidget, name: str) -> QPushButton:
    """Return the only button with an accessible name, shown or not."""
    found = [one for one in parent.findChildren(QPushButton) if one.accessibleName() == name]
    assert len(found) == 1, f"{len(found)} buttons named {name!r}"
    return found[0]


def label(parent: QWidget, text: str) -> TextLabel:
    """Return the only label with a text, shown or not."""
    found = [one for one in parent.findChildren(TextLabel) if one.plain == text]
    assert len(found) == 1, f"{len(found)} labels that say {text!r}"
    return found[0]


def texts(parent: QWidget) -> list[str]:
    """Return the texts of all labels, shown or not."""
    return [one.plain for one in parent.findChildren(TextLabel)]
