"""Rows whose columns line up, in the order in which the sides stand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing


class SideBySide(QWidget):
    """Something for the earlier and something for the later take, beside each other."""

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
    """Let a part be as wide as its share, whatever is in it."""
    policy = part.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    part.setSizePolicy(policy)


def remove_rows(column: QVBoxLayout, rows: Sequence[QWidget]) -> None:
    """Take rows out of a column and do away with them."""
    for row in rows:
        column.removeWidget(row)
        row.hide()
        row.deleteLater()
