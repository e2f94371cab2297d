"""A list model whose rows are read as the person scrolls to them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from mock_interviewer.app.ui.shared.library_rows import LibraryRow, TakeRow, row_in_words

_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class RowRange:
    """Adjacent rows, in terms that allow them to be read again.

    Their numbers are below ``before`` and at least ``oldest``, None for no limit. ``numbers`` are
    those of the rows now.
    """

    before: int | None
    oldest: int | None
    numbers: frozenset[int]


class LazyListModel(QAbstractListModel):
    """A flat list of rows of the same height. GUI thread only.

    Its owner fills it, says whether there are ``more`` rows, and adds them on ``more_requested``.
    """

    more_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LibraryRow] = []
        self._now: datetime | None = None
        self._more = self._requested = False
        self.edit_count = 0
        """How often a person changed a row; rows read before the last edit may be out of date."""

    def rowCount(  # noqa: N802 (Qt's name)
        self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT
    ) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the title of a row, or all of it in words for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row_in_words(self._rows[index.row()])
        return None

    def canFetchMore(  # noqa: N802 (Qt's name)
        self, _parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Return whether more rows can be requested."""
        return self._more and not self._requested

    def fetchMore(  # noqa: N802 (Qt's name)
        self, _parent: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Request the next rows, which arrive later."""
        if self._more and not self._requested:
            self._requested = True
            self.more_requested.emit()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> LibraryRow | None:
        """Return the row at ``index``; None if there is none."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()]

    def index_of_take(self, take: str) -> QModelIndex:
        """Return the index of a take by its ID; invalid if it is not listed."""
        for number, row in enumerate(self._rows):
            if isinstance(row, TakeRow) and row.line.id == take:
                return self.index(number)
        return QModelIndex()

    def numbers(self) -> set[int]:
        """Return the numbers of all rows."""
        return {number for row in self._rows if (number := self._number(row)) is not None}

    def row_of_number(self, number: int) -> int:
        """Return the first row with ``number`` or a lower one; the row count if there is none."""
        for at, row in enumerate(self._rows):
            own = self._number(row)
            if own is not None and own <= number:
                return at
        return len(self._rows)

    def row_range(self, first: int, last: int) -> RowRange:
        """Return the range of the rows from ``first`` to ``last``, as far as they exist."""
        first = max(0, first)
        while first > 0 and self._number_at(first) is None:
            first -= 1
        found = [self._number_at(at) for at in range(first, min(last, len(self._rows) - 1) + 1)]
        numbers = frozenset(number for number in found if number is not None)
        above = (self._number_at(at) for at in range(first - 1, -1, -1))
        to_the_end = last >= len(self._rows) - 1 and not self._more
        return RowRange(
            next((number for number in above if number is not None), None),
            None if to_the_end else min(numbers, default=None),
            numbers,
        )

    def _replace_range(self, replaced: RowRange, rows: Sequence[LibraryRow], now: datetime) -> None:
        """Replace a range with these rows, the newest first."""
        self._now = now
        gone = replaced.numbers - {self._number(row) for row in rows}
        at = 0 if replaced.before is None else self.row_of_number(replaced.before - 1)
        for row in rows:
            number = self._number(row) or 0
            at = self._seek(number, at, gone)
            if self._number_at(at) == number:
                self._replace(at, row)
            else:
                self._insert(at, [row])
        if gone:
            self._seek(min(replaced.numbers), at, gone)

    def _seek(self, number: int, at: int, gone: frozenset[int]) -> int:
        """Return the row of a number, or where it belongs; remove ``gone`` rows from ``at`` on."""
        while at < len(self._rows):
            own = self._number_at(at)
            if own in gone:
                self._remove_row(at)
            elif own is not None and own <= number:
                break
            else:
                at += 1
        return at

    def _number(self, _row: LibraryRow) -> int | None:
        """Return the number that orders a row; None for one that belongs to another row."""
        return None

    def _number_at(self, at: int) -> int | None:
        return self._number(self._rows[at]) if at < len(self._rows) else None

    def _remove_row(self, at: int) -> None:
        self._remove(at, 1)

    def _replace(self, at: int, row: LibraryRow) -> None:
        if row != self._rows[at]:
            self._rows[at] = row
            self.dataChanged.emit(self.index(at), self.index(at))

    def allow_retry(self) -> None:
        """Allow rows that could not be read to be requested again."""
        self._requested = False

    def change(self, take: str, change: Callable[[TakeRow], TakeRow]) -> None:
        """Replace the row of a take, if it is listed."""
        self.edit_count += 1
        index = self.index_of_take(take)
        row = self.row(index)
        if isinstance(row, TakeRow):
            self._rows[index.row()] = change(row)
            self.dataChanged.emit(index, index)

    def remove_take(self, take: str) -> None:
        """Remove the row of a take."""
        self.edit_count += 1
        index = self.index_of_take(take)
        if index.isValid():
            self._remove(index.row(), 1)

    def _reset(self, rows: Iterable[LibraryRow], now: datetime, *, more: bool) -> None:
        self.beginResetModel()
        self._rows, self._now = list(rows), now
        self._more, self._requested = more, False
        self.endResetModel()

    def _append(self, rows: Sequence[LibraryRow], *, more: bool) -> None:
        self._more, self._requested = more, False
        self._insert(len(self._rows), rows)

    def _insert(self, at: int, rows: Sequence[LibraryRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    def _remove(self, at: int, count: int) -> None:
        if count:
            self.beginRemoveRows(QModelIndex(), at, at + count - 1)
            del self._rows[at : at + count]
            self.endRemoveRows()
