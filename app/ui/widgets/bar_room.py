"""The room that a scroll bar takes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea

BAR = 12
"""Width of a scroll bar, as the style sheet says."""


def keep_bar_room(view: QAbstractScrollArea) -> None:
    """Keep the room of the scroll bar while there is nothing to scroll: nothing is moved by it."""
    bar = view.verticalScrollBar()
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    # A bar that is not enabled is not seen.
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    bar.setEnabled(bar.maximum() > bar.minimum())
