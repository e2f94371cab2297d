"""The rows of the library: sessions, newest first, and under an opened one its takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from mock_interviewer.app.store.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.app.ui.library_source import ListedTake
from mock_interviewer.app.ui.phrases import about_length, date_in_words
from mock_interviewer.app.ui.take_words import marks
from mock_interviewer.app.wording import counted

_LINE = 240
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class SessionRow:
    """A session; ``opened`` while its takes stand under it."""

    record: SessionRecord
    title: str
    detail: str
    opened: bool = False


@dataclass(frozen=True)
class TakeRow:
    """A take; ``marks`` are the words for what is unusual about it."""

    listed: ListedTake
    title: str
    detail: str
    length: str
    marks: tuple[str, ...]


Row: TypeAlias = SessionRow | TakeRow


def session_row(record: SessionRecord, now: datetime, *, opened: bool = False) -> SessionRow:
    """Return the row of a session as seen ``now`` (aware)."""
    parts = [
        record.style_name,
        f"{record.answered} of {counted(record.planned, 'question')}",
    ]
    if record.takes > record.answered:
        parts.append(counted(record.takes, "take"))
    if record.takes:
        parts.append(f"{about_length(record.duration)} spoken")
    return SessionRow(record, date_in_words(record.started_at, now), " · ".join(parts), opened)


def take_row(listed: ListedTake) -> TakeRow:
    """Return the row of a take."""
    take = listed.take
    text = _one_line(take.text)
    if take.follow_up is not None:
        text = f"Follow-up: {text}"
    title = f"{text} (take {take.attempt})" if take.attempt > 1 else text
    length = about_length(take.duration) if take.status is TakeStatus.SAVED else ""
    return TakeRow(listed, title, _detail(take), length, marks(listed))


def _detail(take: TakeRecord) -> str:
    if take.status is TakeStatus.SKIPPED:
        return "Skipped"
    if take.status is TakeStatus.OPEN:
        return "Being recorded"
    if take.transcript is None:
        return "Not transcribed yet"
    if not take.transcript.speech_detected:
        return "No speech detected"
    return _one_line(take.transcript.text)


def _one_line(text: str) -> str:
    return " ".join(text[:_LINE].split())


class SessionModel(QAbstractListModel):
    """One flat list, so that it stays fast however long it gets; every row has one height."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._takes: dict[str, tuple[ListedTake, ...]] = {}

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
        """Return a whole row in words, for screen readers and typing ahead."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _in_words(self._rows[index.row()])
        return None

    def row(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        """Return what stands at ``index``; None where nothing does."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()]

    def session_of(self, index: QModelIndex | QPersistentModelIndex) -> SessionRow | None:
        """Return the session at ``index``, or the one whose take is there."""
        for number in range(index.row(), -1, -1) if index.isValid() else ():
            row = self._rows[number]
            if isinstance(row, SessionRow):
                return row
        return None

    def index_of(self, session: str, take: str | None = None) -> QModelIndex:
        """Return the index of a session, or of one of its takes; invalid where it is not shown."""
        for number, row in enumerate(self._rows):
            if take is None:
                if isinstance(row, SessionRow) and row.record.id == session:
                    return self.index(number)
            elif isinstance(row, TakeRow) and row.listed.take.id == take:
                return self.index(number)
        return QModelIndex()

    def opened(self) -> tuple[str, ...]:
        """Return the ids of the sessions whose takes are shown."""
        return tuple(self._takes)

    def sessions(self) -> tuple[SessionRecord, ...]:
        """Return all sessions."""
        return tuple(row.record for row in self._rows if isinstance(row, SessionRow))

    def set_sessions(self, sessions: Sequence[SessionRecord], now: datetime) -> None:
        """Show ``sessions`` in this order; what was opened and is still there stays opened."""
        ids = {session.id for session in sessions}
        self.beginResetModel()
        self._takes = {id_: takes for id_, takes in self._takes.items() if id_ in ids}
        rows: list[Row] = []
        for session in sessions:
            takes = self._takes.get(session.id)
            rows.append(session_row(session, now, opened=takes is not None))
            rows.extend(take_row(listed) for listed in takes or ())
        self._rows = rows
        self.endResetModel()

    def open_session(self, session: str, takes: Sequence[ListedTake]) -> None:
        """Show ``takes`` under their session, in place of those shown before."""
        self.close_session(session)
        index = self.index_of(session)
        if not index.isValid():
            return
        at = index.row()
        self._takes[session] = tuple(takes)
        self._mark(at, opened=True)
        if takes:
            self.beginInsertRows(QModelIndex(), at + 1, at + len(takes))
            self._rows[at + 1 : at + 1] = [take_row(listed) for listed in takes]
            self.endInsertRows()

    def close_session(self, session: str) -> None:
        """Hide the takes of a session."""
        takes = self._takes.pop(session, None)
        if takes is None:
            return
        at = self.index_of(session).row()
        self._mark(at, opened=False)
        if takes:
            self.beginRemoveRows(QModelIndex(), at + 1, at + len(takes))
            del self._rows[at + 1 : at + 1 + len(takes)]
            self.endRemoveRows()

    def remove_session(self, session: str) -> None:
        """Take a session and its takes off the list."""
        self.close_session(session)
        index = self.index_of(session)
        if index.isValid():
            self.beginRemoveRows(QModelIndex(), index.row(), index.row())
            del self._rows[index.row()]
            self.endRemoveRows()

    def _mark(self, at: int, *, opened: bool) -> None:
        row = self._rows[at]
        if isinstance(row, SessionRow):
            self._rows[at] = SessionRow(row.record, row.title, row.detail, opened)
            self.dataChanged.emit(self.index(at), self.index(at))


def _in_words(row: Row) -> str:
    return ", ".join(_words(row))


def _words(row: Row) -> Iterator[str]:
    if isinstance(row, SessionRow):
        yield f"Session, {row.title}"
        yield row.detail.replace(" · ", ", ")
        yield "opened" if row.opened else "closed"
        return
    yield f"Take, {row.title}"
    if row.length:
        yield row.length
    yield from row.marks
    yield row.detail
