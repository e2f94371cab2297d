"""The two list models of the library: by session with its takes, and by answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from mock_interviewer.app.store.database.records import SessionRecord
from mock_interviewer.app.store.search.full_text_search import SearchResult
from mock_interviewer.app.store.search.list_rows import SessionListRow, TakeListRow
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
    """What was opened stays open when the sessions are read again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._takes: dict[str, tuple[TakeRow, ...]] = {}

    @property
    def last(self) -> int | None:
        """The number of the oldest session that is shown."""
        numbers = (row.number for row in reversed(self._rows) if isinstance(row, SessionRow))
        return next(numbers, None)

    def session_of(self, index: QModelIndex | QPersistentModelIndex) -> SessionRow | None:
        """Return the session at ``index``, or the one whose take is there."""
        for number in range(index.row(), -1, -1) if index.isValid() else ():
            row = self._rows[number]
            if isinstance(row, SessionRow):
                return row
        return None

    def index_of(self, session: str, take: str = "") -> QModelIndex:
        """Return the index of a session, or of one of its takes; invalid where it is not shown."""
        if take:
            return self.place_of_take(take)
        for number, row in enumerate(self._rows):
            if isinstance(row, SessionRow) and row.record.id == session:
                return self.index(number)
        return QModelIndex()

    def opened(self) -> tuple[str, ...]:
        """Return the ids of the sessions whose takes are shown."""
        return tuple(self._takes)

    def sessions(self) -> tuple[SessionRecord, ...]:
        """Return all sessions that are shown."""
        return tuple(row.record for row in self._rows if isinstance(row, SessionRow))

    def set_sessions(self, lines: Sequence[SessionListRow], now: datetime, *, more: bool) -> None:
        """Show these sessions in this order."""
        ids = {line.session.id for line in lines}
        self._takes = {id_: takes for id_, takes in self._takes.items() if id_ in ids}
        rows: list[LibraryRow] = []
        for row in (session_row(line.session, now, line.number) for line in lines):
            takes = self._takes.get(row.record.id)
            rows.append(replace(row, opened=takes is not None))
            rows.extend(takes or ())
        self._reset(rows, now, more=more)

    def append_sessions(self, lines: Iterable[SessionListRow], *, more: bool) -> None:
        """Show these sessions beneath the others."""
        if self._now is not None:
            self._append(tuple(_rows(lines, self._now)), more=more)

    def renew(self, stretch: RowRange, lines: Iterable[SessionListRow], now: datetime) -> None:
        """Show these sessions, all that are there now, in place of a stretch."""
        self._renew(stretch, _rows(lines, now), now)

    def open_session(self, session: str, takes: Sequence[TakeRow]) -> None:
        """Show ``takes`` under their session, in place of those shown before."""
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
        """Hide the takes of a session."""
        if session not in self._takes:
            return
        at = self.index_of(session).row()
        takes = self._takes.pop(session)
        self._mark(at, opened=False)
        self._remove(at + 1, len(takes))

    def put_session(self, record: SessionRecord) -> None:
        """Show another record of a session, if it is shown."""
        self.touched += 1
        index = self.index_of(record.id)
        before = self.row(index)
        if isinstance(before, SessionRow) and self._now is not None:
            self._rows[index.row()] = session_row(
                record, self._now, before.number, opened=before.opened
            )
            self.dataChanged.emit(index, index)

    def change(self, take: str, change: Callable[[TakeRow], TakeRow]) -> None:
        """Show another row of a take, also when the sessions are read again."""
        super().change(take, change)
        for session, takes in self._takes.items():
            self._takes[session] = tuple(
                change(row) if row.line.id == take else row for row in takes
            )

    def remove_take(self, take: str) -> None:
        """Take a take off the list."""
        super().remove_take(take)
        for session, takes in self._takes.items():
            self._takes[session] = tuple(row for row in takes if row.line.id != take)

    def remove_session(self, session: str) -> None:
        """Take a session and its takes off the list."""
        self.touched += 1
        self._take_off_session(session)

    def _take_off_session(self, session: str) -> None:
        self.close_session(session)
        index = self.index_of(session)
        if index.isValid():
            self._remove(index.row(), 1)

    def _number(self, row: LibraryRow) -> int | None:
        return row.number if isinstance(row, SessionRow) else None

    def _take_off(self, at: int) -> None:
        row = self._rows[at]
        if isinstance(row, SessionRow):
            self._take_off_session(row.record.id)

    def _replace(self, at: int, row: LibraryRow) -> None:
        before = self._rows[at]
        if isinstance(row, SessionRow) and isinstance(before, SessionRow):
            super()._replace(at, replace(row, opened=before.opened))

    def _refill(self, session: str, at: int, takes: Sequence[TakeRow]) -> None:
        """Show the same takes anew where they stand, so that the chosen one stays chosen."""
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
    """The newest first, or what was found, the best first."""

    @property
    def last(self) -> int | None:
        """The number of the last take that is shown."""
        row = self._rows[-1] if self._rows else None
        return row.line.number if isinstance(row, TakeRow) else None

    def set_lines(self, lines: Sequence[TakeListRow], now: datetime, *, more: bool) -> None:
        """Show these takes."""
        self._reset([answer_row(line, now) for line in lines], now, more=more)

    def append_lines(self, lines: Sequence[TakeListRow], *, more: bool) -> None:
        """Show these takes beneath the others."""
        if (now := self._now) is not None:
            self._append([answer_row(line, now) for line in lines], more=more)

    def renew(self, stretch: RowRange, lines: Sequence[TakeListRow], now: datetime) -> None:
        """Show these takes, all that are there now, in place of a stretch."""
        self._renew(stretch, [answer_row(line, now) for line in lines], now)

    def set_found(self, lines: Sequence[SearchResult], now: datetime, *, more: bool) -> None:
        """Show what was found."""
        self._reset([found_row(line, now) for line in lines], now, more=more)

    def append_found(self, lines: Sequence[SearchResult], *, more: bool) -> None:
        """Show what was found besides."""
        if (now := self._now) is not None:
            self._append([found_row(line, now) for line in lines], more=more)

    def _number(self, row: LibraryRow) -> int | None:
        return row.line.number if isinstance(row, TakeRow) else None
