"""Rows whose columns line up, in the visual order of the sides."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing

FILL_STRETCH = 1000
"""A stretch so large that the empty rest gets no room until a widget has its full width."""


class SideBySide(QWidget):
    """A widget for the earlier and one for the later take, side by side."""

    def __init__(self, earlier: QWidget, later: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Spacing.S)
        self._parts = (earlier, later)
        for part in self._parts:
            share_width(part)
            self._row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)

    def swap(self, *, swapped: bool) -> None:
        """Put the later one first if ``swapped``."""
        first, second = reversed(self._parts) if swapped else self._parts
        for part in (first, second):
            self._row.removeWidget(part)
            self._row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)


def share_width(part: QWidget) -> None:
    """Make a widget exactly as wide as its share of the row."""
    policy = part.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    part.setSizePolicy(policy)


def remove_rows(column: QVBoxLayout, rows: Sequence[QWidget]) -> None:
    """Remove rows from a column and delete them."""
    for row in rows:
        column.removeWidget(row)
        row.hide()
        row.deleteLater()
