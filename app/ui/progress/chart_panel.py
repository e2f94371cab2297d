"""A panel of the progress page: its sentence, its chart, and the same numbers as a table."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.chart_parts import ReadOnlyTable
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import TextLabel

_MOST_ROWS = 14


class NumbersTable(ReadOnlyTable):
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
            self.setColumnWidth(column, wide + Spacing.M)
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
        self.setFixedHeight(header.sizeHint().height() + shown * Spacing.L + bar + frame)

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


class ChartPanel(QWidget):
    """``chart`` and ``numbers`` show the same; the person says which of them is seen.

    Full width. ``choice`` is what stands beside its title, if anything.
    """

    def __init__(
        self,
        title: str,
        chart: QWidget,
        numbers: NumbersTable,
        *,
        choice: QWidget | None = None,
        full_width: bool = False,
    ) -> None:
        """``full_width`` says whether the chart is too."""
        super().__init__()
        self._title = title
        self.chart = chart
        self.numbers = numbers
        self.toggle = QPushButton()
        self.toggle.setCheckable(True)
        self.toggle.setAutoDefault(True)
        set_kind(self.toggle, "link")
        self._says = TextLabel(wrap=True, kind="muted")
        head = QHBoxLayout()
        head.setSpacing(Spacing.S)
        head.addWidget(TextLabel(title, FontSize.BODY, strong=True))
        head.addStretch(1)
        if choice is not None:
            # Beside this the stretch is nothing, until the choice is at its widest.
            head.addWidget(choice, 1000)
        head.addWidget(self.toggle)
        head.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(head)
        column.addLayout(_within(self._says, ROW_PADDING))
        column.addSpacing(Spacing.XXS)
        column.addLayout(_within(chart, 0 if full_width else ROW_PADDING))
        column.addLayout(_within(numbers, ROW_PADDING))
        self.toggle.toggled.connect(self._show_numbers)
        self._empty = True
        self._show_numbers(self.toggle.isChecked())

    @property
    def says(self) -> str:
        """What is said of it."""
        return self._says.plain

    def say(self, sentence: str, *, empty: bool = False) -> None:
        """Say what there is to see; where there is nothing, that alone is said."""
        self._says.show_text(sentence)
        self._empty = empty
        self._show_numbers(self.toggle.isChecked())

    @Slot(bool)
    def _show_numbers(self, shown: bool) -> None:
        self.toggle.setText("Show the chart" if shown else "Show the numbers")
        what = "chart" if shown else "numbers"
        self.toggle.setAccessibleName(f"{self._title}: show the {what}")
        self.toggle.setVisible(not self._empty)
        self.chart.setVisible(not shown and not self._empty)
        self.numbers.setVisible(shown and not self._empty)


def _within(part: QWidget, side: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(side, 0, side, 0)
    row.addWidget(part)
    return row
