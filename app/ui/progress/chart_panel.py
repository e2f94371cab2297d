"""Panel of the progress page: a sentence, a chart, and the same numbers as a table."""

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

_MAX_ROWS = 14


class NumbersTable(ReadOnlyTable):
    """Table with a row for each point, as tall as its rows up to a limit."""

    def __init__(self, name: str, headers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, headers, parent)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_first_header(self, header: str) -> None:
        """Set the header of the first column."""
        self.setHorizontalHeaderItem(0, QTableWidgetItem(header))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show ``rows``, each with a text for each column."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(number, column, QTableWidgetItem(text))
        for column in self._columns:
            wide = max(self.sizeHintForColumn(column), self._header_width(column))
            self.setColumnWidth(column, wide + Spacing.M)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Make room for a horizontal scroll bar if needed."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        over = header.length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if over else 0
        shown = min(_MAX_ROWS, max(1, self.rowCount()))
        frame = 2 * self.frameWidth()
        self.setFixedHeight(header.sizeHint().height() + shown * Spacing.L + bar + frame)

    def _header_width(self, column: int) -> int:
        item = self.horizontalHeaderItem(column)
        lines = item.text().split("\n") if item is not None else []
        return max(map(self.fontMetrics().horizontalAdvance, lines), default=0)

    @property
    def texts(self) -> list[list[str]]:
        """The texts of all rows."""
        return [
            [item.text() if (item := self.item(row, column)) else "" for column in self._columns]
            for row in range(self.rowCount())
        ]

    @property
    def _columns(self) -> range:
        return range(self.columnCount())


class ChartPanel(QWidget):
    """Shows ``chart`` or ``numbers``, which have the same content, as the person chooses.

    Full width. ``choice`` is an optional control next to the title.
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
        """``full_width`` lets the chart extend to the edges."""
        super().__init__()
        self._title = title
        self.chart = chart
        self.numbers = numbers
        self.toggle = QPushButton()
        self.toggle.setCheckable(True)
        self.toggle.setAutoDefault(True)
        set_kind(self.toggle, "link")
        self._sentence = TextLabel(wrap=True, kind="muted")
        head = QHBoxLayout()
        head.setSpacing(Spacing.S)
        head.addWidget(TextLabel(title, FontSize.BODY, strong=True))
        head.addStretch(1)
        if choice is not None:
            # The choice takes all free space, until it has its maximum width.
            head.addWidget(choice, 1000)
        head.addWidget(self.toggle)
        head.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(head)
        column.addLayout(_within(self._sentence, ROW_PADDING))
        column.addSpacing(Spacing.XXS)
        column.addLayout(_within(chart, 0 if full_width else ROW_PADDING))
        column.addLayout(_within(numbers, ROW_PADDING))
        self.toggle.toggled.connect(self._show_numbers)
        self._empty = True
        self._show_numbers(self.toggle.isChecked())

    @property
    def sentence(self) -> str:
        """The sentence as shown."""
        return self._sentence.plain

    def show_sentence(self, sentence: str, *, empty: bool = False) -> None:
        """Show ``sentence`` above the chart; if ``empty``, hide the chart and the numbers."""
        self._sentence.show_text(sentence)
        self._empty = empty
        self._show_numbers(self.toggle.isChecked())

    @Slot(bool)
    def _show_numbers(self, shown: bool) -> None:
        other = "chart" if shown else "numbers"
        self.toggle.setText(f"Show {other}")
        self.toggle.setAccessibleName(f"{self._title}: show {other}")
        self.toggle.setVisible(not self._empty)
        self.chart.setVisible(not shown and not self._empty)
        self.numbers.setVisible(shown and not self._empty)


def _within(part: QWidget, side: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(side, 0, side, 0)
    row.addWidget(part)
    return row
