"""Axis marks of charts, and the read-only table that stands in for a chart."""

from collections.abc import Sequence
from math import ceil, floor, log10

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QWidget

from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font


class ReadOnlyTable(QTableWidget):
    """A read-only table with one selected cell or row. Tab leaves the table."""

    def __init__(self, name: str, headers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(headers), parent)
        self.setHorizontalHeaderLabels(list(headers))
        self.setAccessibleName(name)
        self.setFont(font(FontSize.BASE, tabular=True))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(Spacing.L)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)


_TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)


_MOST_TIMES = 5


_MOST_VALUES = 4


_NICE = (1, 2, 5, 10)


def time_marks(duration: float) -> list[float]:
    """Return a few round times, in seconds, to mark on an axis of ``duration`` seconds."""
    step = next((step for step in _TIME_STEPS if duration / step <= _MOST_TIMES), None)
    step = step or ceil(duration / _MOST_TIMES / _TIME_STEPS[-1]) * _TIME_STEPS[-1]
    return [float(at) for at in range(0, floor(duration) + 1, step)]


def value_marks(least: float, most: float) -> list[float]:
    """Return a few round values to mark on an axis from ``least`` to ``most``."""
    rough = (most - least) / _MOST_VALUES
    power = 10.0 ** floor(log10(rough))
    step = next(nice * power for nice in _NICE if nice * power >= rough)
    first = ceil(least / step)
    return [number * step for number in range(first, floor(most / step) + 1)]
