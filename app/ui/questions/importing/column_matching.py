"""Matching of the columns of a table: what each holds is chosen beside its name."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.column import SCROLL_BAR_WIDTH
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, StatusLabel
from mock_interviewer.questions.importing.import_draft import ImportColumn
from mock_interviewer.questions.importing.table_cells import COLUMNS, column_label

_WIDTH = 144
_HIDDEN = {"id", "see_also"}
"""Fields that are only offered for columns that are named so."""


class ColumnMatching(QScrollArea):
    """A choice for each column, side by side; one that isn't recognized is marked.

    GUI thread only.
    """

    chosen = Signal(int, str)
    """The index of a column, and the key of the field that it holds, "" for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pickers: list[Picker[str]] = []
        self._doubts: list[StatusLabel] = []
        self._names: list[ElidedLabel] = []
        inner = QWidget()
        inner.setObjectName("page")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Spacing.XS)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is shown below each column, "" for nothing."""
        return tuple("" if each.isHidden() else each.plain for each in self._doubts)

    def show_columns(self, columns: Sequence[ImportColumn], samples: Sequence[str]) -> None:
        """Show columns; ``samples`` has a cell of each, for those without a name."""
        if len(columns) != len(self.pickers):
            self._make(len(columns))
        for at, column in enumerate(columns):
            picker, doubt = self.pickers[at], self._doubts[at]
            name = column.name or samples[at] or f"Column {at + 1}"
            self._names[at].show_text(name)
            picker.setAccessibleName(f"Column {name}")
            keys = [key for key in COLUMNS if key not in _HIDDEN or key == column.named]
            options = [(key, column_label(key)) for key in keys]
            picker.offer([*options, ("", "Leave out")], column.key, apart=1)
            doubt.show_text(column.doubt)
            doubt.setVisible(bool(column.doubt))
        self.setVisible(len(columns) > 1)
        self.setFixedHeight(self._row.sizeHint().height() + SCROLL_BAR_WIDTH)

    def _make(self, number: int) -> None:
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.pickers, self._doubts, self._names = [], [], []
        for at in range(number):
            part = QWidget()
            name = ElidedLabel(FontSize.CAPTION, kind="muted")
            picker: Picker[str] = Picker("Column")
            picker.shrink(0, _WIDTH)
            doubt = StatusLabel("caution")
            part.setFixedWidth(_WIDTH)
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Spacing.XXS)
            for each in (name, picker, doubt):
                column.addWidget(each)
            column.addStretch(1)
            picker.chosen.connect(partial(self._choose, at))
            self.pickers.append(picker)
            self._doubts.append(doubt)
            self._names.append(name)
            self._row.addWidget(part)
        self._row.addStretch(1)

    def _choose(self, at: int) -> None:
        self.chosen.emit(at, self.pickers[at].value or "")
