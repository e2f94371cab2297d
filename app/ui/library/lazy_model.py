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
    """Rows that stand beneath each other, as they can be read again.

    They are older than number ``before`` and no older than ``oldest``, None for no end. ``numbers``
    are those that they have now.
    """

    before: int | None
    oldest: int | None
    numbers: frozenset[int]


class LazyListModel(QAbstractListModel):
    """One flat list in which every row has one height. GUI thread only.

    Whoever fills it says whether there is ``more``, and is asked for that by ``more_wanted``.
    """

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LibraryRow] = []
        self._now: datetime | None = None
        self._more = self._asked = False
        self.touched = 0
        """How often a person changed a row; what was asked for before may be older than that."""

    def rowCount(  # noqa: N802 (Qt's name)
        self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT
    ) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the title of a row, or the whole row in words for screen readers."""
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
        """Tell whether there are rows that nobody has asked for yet."""
        return self._more and not self._asked

    def fetchMore(  # noqa: N802 (Qt's name)
        self, _parent: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ask for the next rows; they come later."""
        if self._more and not self._asked:
            self._asked = True
            self.more_wanted.emit()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> LibraryRow | None:
        """Return what stands at ``index``; None where nothing does."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()]

    def place_of_take(self, take: str) -> QModelIndex:
        """Return the index of a take by its id; invalid where it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, TakeRow) and row.line.id == take:
                return self.index(number)
        return QModelIndex()

    def numbers(self) -> set[int]:
        """Return the numbers of all rows."""
        return {number for row in self._rows if (number := self._number(row)) is not None}

    def place_of_number(self, number: int) -> int:
        """Return the first row that is no newer than ``number``; behind the last where none is."""
        for at, row in enumerate(self._rows):
            own = self._number(row)
            if own is not None and own <= number:
                return at
        return len(self._rows)

    def stretch(self, first: int, last: int) -> RowRange:
        """Return what stands in the rows from ``first`` to ``last``, as far as there are any."""
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

    def _renew(self, stretch: RowRange, rows: Sequence[LibraryRow], now: datetime) -> None:
        """Show these rows, the newest first, in place of those of a stretch."""
        self._now = now
        gone = stretch.numbers - {self._number(row) for row in rows}
        at = 0 if stretch.before is None else self.place_of_number(stretch.before - 1)
        for row in rows:
            number = self._number(row) or 0
            at = self._go_on_to(number, at, gone)
            if self._number_at(at) == number:
                self._replace(at, row)
            else:
                self._insert(at, [row])
        if gone:
            self._go_on_to(min(stretch.numbers), at, gone)

    def _go_on_to(self, number: int, at: int, gone: frozenset[int]) -> int:
        """Return where a number stands or belongs, from ``at`` on; take off what is gone before."""
        while at < len(self._rows):
            own = self._number_at(at)
            if own in gone:
                self._take_off(at)
            elif own is not None and own <= number:
                break
            else:
                at += 1
        return at

    def _number(self, _row: LibraryRow) -> int | None:
        """Return the number by which a row is listed; None for one that belongs to another."""
        return None

    def _number_at(self, at: int) -> int | None:
        return self._number(self._rows[at]) if at < len(self._rows) else None

    def _take_off(self, at: int) -> None:
        self._remove(at, 1)

    def _replace(self, at: int, row: LibraryRow) -> None:
        if row != self._rows[at]:
            self._rows[at] = row
            self.dataChanged.emit(self.index(at), self.index(at))

    def not_read(self) -> None:
        """Let what could not be read be asked for again."""
        self._asked = False

    def change(self, take: str, change: Callable[[TakeRow], TakeRow]) -> None:
        """Show another row of a take, if it is shown."""
        self.touched += 1
        index = self.place_of_take(take)
        row = self.row(index)
        if isinstance(row, TakeRow):
            self._rows[index.row()] = change(row)
            self.dataChanged.emit(index, index)

    def remove_take(self, take: str) -> None:
        """Take a take off the list."""
        self.touched += 1
        index = self.place_of_take(take)
        if index.isValid():
            self._remove(index.row(), 1)

    def _reset(self, rows: Iterable[LibraryRow], now: datetime, *, more: bool) -> None:
        self.beginResetModel()
        self._rows, self._now = list(rows), now
        self._more, self._asked = more, False
        self.endResetModel()

    def _append(self, rows: Sequence[LibraryRow], *, more: bool) -> None:
        self._more, self._asked = more, False
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
