"""The numbers of a chart, for who would rather read than see."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidgetItem,
    QWidget,
)

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.plain_table import PlainTable

_MOST_ROWS = 14


class Numbers(PlainTable):
    """A row for each point, as high as its rows up to some; the arrow keys go through its cells."""

    def __init__(self, name: str, headers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, headers, parent)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def name_first(self, header: str) -> None:
        """Say what stands in the first column."""
        self.setHorizontalHeaderItem(0, QTableWidgetItem(header))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show ``rows``, a text for each column."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(number, column, QTableWidgetItem(text))
        for column in self._columns:
            wide = max(self.sizeHintForColumn(column), self._header_width(column))
            self.setColumnWidth(column, wide + Space.M)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave room for the bar by which one goes sideways, where there is one."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        over = header.length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if over else 0
        shown = min(_MOST_ROWS, max(1, self.rowCount()))
        frame = 2 * self.frameWidth()
        self.setFixedHeight(header.sizeHint().height() + shown * Space.L + bar + frame)

    def _header_width(self, column: int) -> int:
        item = self.horizontalHeaderItem(column)
        lines = item.text().split("\n") if item is not None else []
        return max(map(self.fontMetrics().horizontalAdvance, lines), default=0)

    @property
    def texts(self) -> list[list[str]]:
        """What stands in its rows."""
        return [
            [item.text() if (item := self.item(row, column)) else "" for column in self._columns]
            for row in range(self.rowCount())
        ]

    @property
    def _columns(self) -> range:
        return range(self.columnCount())
