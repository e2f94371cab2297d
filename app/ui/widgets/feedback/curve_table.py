"""The readings of a curve as a table, for who would rather read than see."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QWidget,
)

from mock_interviewer.app.feedback.delivery import Reading
from mock_interviewer.app.ui.phrases import clock
from mock_interviewer.app.ui.widgets.feedback.curve_spec import CurveSpec
from mock_interviewer.app.ui.widgets.plain_table import PlainTable

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PASSED_ON = {Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape}


class _WholeRows(QStyledItemDelegate):
    """Shows a chosen row in one color: Fusion would set off one of its cells, and dim its text."""

    def initStyleOption(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class CurveTable(PlainTable):
    """A row for each reading. Enter on one, or a double click, goes there."""

    seek_asked = Signal(float)
    """Seconds from the start of the recording."""

    def __init__(self, spec: CurveSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec.title, ["Time", spec.unit.capitalize()], parent)
        self._readings: tuple[Reading, ...] = ()
        self.setAccessibleDescription("Enter goes to that moment.")
        self.setItemDelegate(_WholeRows(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.cellDoubleClicked.connect(lambda row, _column: self._go_to(row))

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Show ``readings``, the first one chosen."""
        self._readings = tuple(readings)
        self.setRowCount(len(self._readings))
        for row, reading in enumerate(self._readings):
            self.setItem(row, 0, QTableWidgetItem(clock(reading.at)))
            self.setItem(row, 1, QTableWidgetItem(f"{reading.value:.0f}"))
        if self._readings:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go to the chosen moment; leave the page its keys."""
        if event.key() in _ENTER:
            self._go_to(self.currentRow())
        elif event.key() in _PASSED_ON:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _go_to(self, row: int) -> None:
        if 0 <= row < len(self._readings):
            self.seek_asked.emit(self._readings[row].at)
