"""Rows that are read as one comes to them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from mock_interviewer.app.ui.library_rows import Row, TakeRow, in_words

_NO_PARENT = QModelIndex()


class LazyModel(QAbstractListModel):
    """One flat list in which every row has one height. GUI thread only.

    Whoever fills it says whether there is ``more``, and is asked for that by ``more_wanted``.
    """

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._now: datetime | None = None
        self._more = self._asked = False

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
            return in_words(self._rows[index.row()])
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

    def row(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
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

    def not_read(self) -> None:
        """Let what could not be read be asked for again."""
        self._asked = False

    def change(self, take: str, change: Callable[[TakeRow], TakeRow]) -> None:
        """Show another row of a take, if it is shown."""
        index = self.place_of_take(take)
        row = self.row(index)
        if isinstance(row, TakeRow):
            self._rows[index.row()] = change(row)
            self.dataChanged.emit(index, index)

    def remove_take(self, take: str) -> None:
        """Take a take off the list."""
        index = self.place_of_take(take)
        if index.isValid():
            self._remove(index.row(), 1)

    def _reset(self, rows: Iterable[Row], now: datetime, *, more: bool) -> None:
        self.beginResetModel()
        self._rows, self._now = list(rows), now
        self._more, self._asked = more, False
        self.endResetModel()

    def _append(self, rows: Sequence[Row], *, more: bool) -> None:
        self._more, self._asked = more, False
        self._insert(len(self._rows), rows)

    def _insert(self, at: int, rows: Sequence[Row]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    def _remove(self, at: int, count: int) -> None:
        if count:
            self.beginRemoveRows(QModelIndex(), at, at + count - 1)
            del self._rows[at : at + count]
            self.endRemoveRows()
