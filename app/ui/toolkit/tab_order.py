"""The Tab order of widgets that are created after the widgets that follow them."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_stops(part: QWidget) -> Iterator[QWidget]:
    """Return the widgets in ``part`` that Tab stops at, in the order of its layouts."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    held = part.widget() if isinstance(part, QScrollArea) else None
    layout = part.layout()
    if held is not None:
        yield from tab_stops(held)
    elif layout is not None:
        yield from _stops_in(layout)


def set_tab_order_after(before: QWidget | None, part: QWidget) -> None:
    """Make Tab go through ``part`` from top to bottom, after ``before`` if given."""
    stops = (before, *tab_stops(part)) if before is not None else tab_stops(part)
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def tab_stop_before(part: QWidget) -> QWidget | None:
    """Return the widget outside ``part`` that precedes it in the Tab order; None if none does."""
    first = next(tab_stops(part), None)
    if first is None:
        return None
    before = first.previousInFocusChain()
    while before is not None and before is not first:
        if before.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.isAncestorOf(before):
            return before
        before = before.previousInFocusChain()
    return None


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield from tab_stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
