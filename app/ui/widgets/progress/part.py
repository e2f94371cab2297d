"""A part of the progress page: what it says, its chart, and the numbers in its place."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.progress.numbers import Numbers
from mock_interviewer.app.ui.widgets.text import Text


class Part(QWidget):
    """``chart`` and ``numbers`` show the same; the person says which of them is seen.

    It stands in a column as what bleeds. ``choice`` is what stands beside its title, if anything.
    """

    def __init__(
        self,
        title: str,
        chart: QWidget,
        numbers: Numbers,
        *,
        choice: QWidget | None = None,
        bleeds: bool = False,
    ) -> None:
        """``bleeds`` says whether the chart does."""
        super().__init__()
        self._title = title
        self.chart = chart
        self.numbers = numbers
        self.toggle = QPushButton()
        self.toggle.setCheckable(True)
        self.toggle.setAutoDefault(True)
        set_kind(self.toggle, "link")
        self._says = Text(wrap=True, kind="muted")
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(Text(title, Type.BODY, strong=True))
        head.addStretch(1)
        if choice is not None:
            # Beside this the stretch is nothing, until the choice is at its widest.
            head.addWidget(choice, 1000)
        head.addWidget(self.toggle)
        head.setContentsMargins(BLEED, 0, BLEED, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addLayout(head)
        column.addLayout(_within(self._says, BLEED))
        column.addSpacing(Space.XXS)
        column.addLayout(_within(chart, 0 if bleeds else BLEED))
        column.addLayout(_within(numbers, BLEED))
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
