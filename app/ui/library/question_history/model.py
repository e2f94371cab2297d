"""The list model of all takes of a question; two can be selected for comparison."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.ui.library.lazy_model import LazyListModel
from mock_interviewer.app.ui.shared.library_rows import TakeRow, question_take_row

_MAX_CHOSEN = 2


class QuestionHistoryModel(LazyListModel):
    """The newest first. Selecting a third take deselects the first one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: list[str] = []

    @property
    def chosen(self) -> tuple[TakeListRow, ...]:
        """The selected takes, the oldest first."""
        lines = (row.line for row in self._rows if isinstance(row, TakeRow) and row.chosen)
        return tuple(sorted(lines, key=lambda line: line.number))

    def set_lines(self, lines: Sequence[TakeListRow], now: datetime, *, choosing: bool) -> None:
        """List takes, given the oldest first; ``choosing`` says whether they can be compared."""
        self._chosen = [each for each in self._chosen if any(line.id == each for line in lines)]
        rows: list[TakeRow] = []
        answers = 0
        for line in lines:
            answer = line.follow_up is None and line.status is not TakeStatus.SKIPPED
            answers += answer
            row = question_take_row(line, answers, now)
            can = choosing and line.has_transcript and answer
            chosen = line.id in self._chosen if can else None
            rows.append(replace(row, chosen=chosen, inset=choosing))
        self._reset(rows[::-1], now, more=False)

    def choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Select or deselect a take."""
        row = self.row(index)
        if not isinstance(row, TakeRow) or row.chosen is None:
            return
        if row.line.id in self._chosen:
            self._chosen.remove(row.line.id)
        else:
            self._chosen = [*self._chosen, row.line.id][-_MAX_CHOSEN:]
        for at, each in enumerate(self._rows):
            if isinstance(each, TakeRow) and each.chosen is not None:
                self._rows[at] = replace(each, chosen=each.line.id in self._chosen)
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return also the check state of a take that can be selected."""
        if role == Qt.ItemDataRole.CheckStateRole:
            row = self.row(index)
            if isinstance(row, TakeRow) and row.chosen is not None:
                return Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
            return None
        return super().data(index, role)
