"""The two list models of the library: by session with its takes, and by answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from mock_interviewer.app.store.database.records import SessionRecord
from mock_interviewer.app.store.search.list_rows import SessionListRow, TakeListRow
from mock_interviewer.app.store.search.take_search import SearchResult
from mock_interviewer.app.ui.library.lazy_model import LazyListModel, RowRange
from mock_interviewer.app.ui.shared.library_rows import (
    LibraryRow,
    SessionRow,
    TakeRow,
    answer_row,
    found_row,
    session_row,
)


class SessionListModel(LazyListModel):
    """Sessions with their takes. Expanded sessions stay expanded when they are read again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._takes: dict[str, tuple[TakeRow, ...]] = {}

    @property
    def last_number(self) -> int | None:
        """The number of the oldest session that is listed."""
        numbers = (row.number for row in reversed(self._rows) if isinstance(row, SessionRow))
        return next(numbers, None)

    def session_of(self, index: QModelIndex | QPersistentModelIndex) -> SessionRow | None:
        """Return the session at ``index``, or the session of the take there."""
        for number in range(index.row(), -1, -1) if index.isValid() else ():
            row = self._rows[number]
            if isinstance(row, SessionRow):
                return row
        return None

    def index_of(self, session: str, take: str = "") -> QModelIndex:
        """Return the index of a session, or of one of its takes; invalid if it is not listed."""
        if take:
            return self.index_of_take(take)
        for number, row in enumerate(self._rows):
            if isinstance(row, SessionRow) and row.record.id == session:
                return self.index(number)
        return QModelIndex()

    def opened(self) -> tuple[str, ...]:
        """Return the IDs of the expanded sessions."""
        return tuple(self._takes)

    def sessions(self) -> tuple[SessionRecord, ...]:
        """Return all sessions that are listed."""
        return tuple(row.record for row in self._rows if isinstance(row, SessionRow))

    def set_sessions(self, lines: Sequence[SessionListRow], now: datetime, *, more: bool) -> None:
        """List these sessions in this order."""
        ids = {line.session.id for line in lines}
        self._takes = {id_: takes for id_, takes in self._takes.items() if id_ in ids}
        rows: list[LibraryRow] = []
        for row in (session_row(line.session, now, line.number) for line in lines):
            takes = self._takes.get(row.record.id)
            rows.append(replace(row, opened=takes is not None))
            rows.extend(takes or ())
        self._reset(rows, now, more=more)

    def append_sessions(self, lines: Iterable[SessionListRow], *, more: bool) -> None:
        """Add these sessions at the end."""
        if self._now is not None:
            self._append(tuple(_rows(lines, self._now)), more=more)

    def replace_range(
        self, replaced: RowRange, lines: Iterable[SessionListRow], now: datetime
    ) -> None:
        """Replace a range with these sessions, all that it has now."""
        self._replace_range(replaced, _rows(lines, now), now)

    def open_session(self, session: str, takes: Sequence[TakeRow]) -> None:
        """Expand a session, with ``takes`` in place of those listed before."""
        index = self.index_of(session)
        if not index.isValid():
            return
        if [row.line.id for row in takes] == [row.line.id for row in self._takes.get(session, ())]:
            self._refill(session, index.row() + 1, takes)
            return
        self.close_session(session)
        self._takes[session] = tuple(takes)
        self._mark(index.row(), opened=True)
        self._insert(index.row() + 1, takes)

    def close_session(self, session: str) -> None:
        """Collapse a session."""
        if session not in self._takes:
            return
        at = self.index_of(session).row()
        takes = self._takes.pop(session)
        self._mark(at, opened=False)
        self._remove(at + 1, len(takes))

    def put_session(self, record: SessionRecord) -> None:
        """Replace the record of a session, if it is listed."""
        self.edit_count += 1
        index = self.index_of(record.id)
        before = self.row(index)
        if isinstance(before, SessionRow) and self._now is not None:
            self._rows[index.row()] = session_row(
                record, self._now, before.number, opened=before.opened
            )
            self.dataChanged.emit(index, index)

    def change(self, take: str, change: Callable[[TakeRow], TakeRow]) -> None:
        """Replace the row of a take, also for when the sessions are read again."""
        super().change(take, change)
        for session, takes in self._takes.items():
            self._takes[session] = tuple(
                change(row) if row.line.id == take else row for row in takes
            )

    def remove_take(self, take: str) -> None:
        """Remove the row of a take."""
        super().remove_take(take)
        for session, takes in self._takes.items():
            self._takes[session] = tuple(row for row in takes if row.line.id != take)

    def remove_session(self, session: str) -> None:
        """Remove a session and its takes."""
        self.edit_count += 1
        self._remove_session_row(session)

    def _remove_session_row(self, session: str) -> None:
        self.close_session(session)
        index = self.index_of(session)
        if index.isValid():
            self._remove(index.row(), 1)

    def _number(self, row: LibraryRow) -> int | None:
        return row.number if isinstance(row, SessionRow) else None

    def _remove_row(self, at: int) -> None:
        row = self._rows[at]
        if isinstance(row, SessionRow):
            self._remove_session_row(row.record.id)

    def _replace(self, at: int, row: LibraryRow) -> None:
        before = self._rows[at]
        if isinstance(row, SessionRow) and isinstance(before, SessionRow):
            super()._replace(at, replace(row, opened=before.opened))

    def _refill(self, session: str, at: int, takes: Sequence[TakeRow]) -> None:
        """Update the same takes in place, so that the selected one stays selected."""
        if session not in self._takes:
            self._mark(at - 1, opened=True)
        self._takes[session] = tuple(takes)
        if takes:
            self._rows[at : at + len(takes)] = takes
            self.dataChanged.emit(self.index(at), self.index(at + len(takes) - 1))

    def _mark(self, at: int, *, opened: bool) -> None:
        row = self._rows[at]
        if isinstance(row, SessionRow):
            self._rows[at] = replace(row, opened=opened)
            self.dataChanged.emit(self.index(at), self.index(at))


def _rows(lines: Iterable[SessionListRow], now: datetime) -> list[LibraryRow]:
    return [session_row(line.session, now, line.number) for line in lines]


class AnswerListModel(LazyListModel):
    """Takes, the newest first, or the hits of a search, the best first."""

    @property
    def last_number(self) -> int | None:
        """The number of the last take that is listed."""
        row = self._rows[-1] if self._rows else None
        return row.line.number if isinstance(row, TakeRow) else None

    def set_lines(self, lines: Sequence[TakeListRow], now: datetime, *, more: bool) -> None:
        """List these takes."""
        self._reset([answer_row(line, now) for line in lines], now, more=more)

    def append_lines(self, lines: Sequence[TakeListRow], *, more: bool) -> None:
        """Add these takes at the end."""
        if (now := self._now) is not None:
            self._append([answer_row(line, now) for line in lines], more=more)

    def replace_range(
        self, replaced: RowRange, lines: Sequence[TakeListRow], now: datetime
    ) -> None:
        """Replace a range with these takes, all that it has now."""
        self._replace_range(replaced, [answer_row(line, now) for line in lines], now)

    def set_hits(self, lines: Sequence[SearchResult], now: datetime, *, more: bool) -> None:
        """List the hits of a search."""
        self._reset([found_row(line, now) for line in lines], now, more=more)

    def append_hits(self, lines: Sequence[SearchResult], *, more: bool) -> None:
        """Add hits at the end."""
        if (now := self._now) is not None:
            self._append([found_row(line, now) for line in lines], more=more)

    def _number(self, row: LibraryRow) -> int | None:
        return row.line.number if isinstance(row, TakeRow) else None
