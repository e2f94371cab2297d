"""Loading of the library's rows, a page at a time."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.database.records import SessionRecord
from mock_interviewer.app.store.search.list_rows import (
    ALL_TAKES,
    SessionListRow,
    TakeFilter,
    TakeListRow,
)
from mock_interviewer.app.store.search.take_search import SearchResults
from mock_interviewer.app.ui.library.lazy_model import LazyListModel, RowRange
from mock_interviewer.app.ui.library.list_models import AnswerListModel, SessionListModel
from mock_interviewer.app.ui.library.row_reloader import RowReloader
from mock_interviewer.app.ui.shared.library_rows import TakeRow, take_row
from mock_interviewer.app.ui.shared.library_source import LibrarySource, LibraryTotals, ListedTake
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError

PAGE_SIZE = 100
"""Rows that are read at a time."""
MAX_ROWS_REREAD = 1000
"""The most rows that a refresh reads; of longer lists it reads the rows in view."""
MAX_TAKES_FOUND = 1000
"""The most hits of a search that are listed."""


class LibraryView(StrEnum):
    """How the library is listed."""

    SESSIONS = "sessions"
    ANSWERS = "answers"


@dataclass(frozen=True)
class LibraryQuery:
    """What to list; ``text`` is the search text. The view by session lists everything."""

    view: LibraryView = LibraryView.SESSIONS
    filter: TakeFilter = ALL_TAKES
    text: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether a search or a filter is active."""
        return self.filter != ALL_TAKES or bool(self.text.strip())


class LibraryLoader(QObject):
    """Fills two models, a page at a time. Results of an earlier query are dropped.

    GUI thread only.
    """

    arrived = Signal()
    """The first rows of the query were read, or there are none."""
    session_opened = Signal(str)
    """The ID of a session whose takes are listed now."""
    count_changed = Signal(str)
    """The number of sessions and answers, as a text to show."""
    failed = Signal(object)
    """A MachineError: why the rows cannot be read."""

    def __init__(
        self, data: LibrarySource, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._rows = BackgroundTasks(GuiThread(self))
        self._takes = BackgroundTasks(GuiThread(self))
        self._reloader = RowReloader(now, self)
        self._query = LibraryQuery()
        self.sessions = SessionListModel(self)
        self.answers = AnswerListModel(self)
        self.sessions.more_requested.connect(self._read_more)
        self.answers.more_requested.connect(self._read_more)
        self._reloader.reloaded.connect(self.arrived)
        self._reloader.too_many.connect(self._reload)
        self._reloader.failed.connect(self.failed)

    @property
    def query(self) -> LibraryQuery:
        """The current query."""
        return self._query

    @property
    def model(self) -> LazyListModel:
        """The model of the current view."""
        return self.sessions if self._query.view is LibraryView.SESSIONS else self.answers

    def show(self, query: LibraryQuery) -> None:
        """Run another query."""
        self._query = query
        self._reload()

    @Slot()
    def refresh(self) -> None:
        """Reload the rows that have been read; of a very long list, only those in view.

        Its other rows are reloaded as they come into view.
        """
        shown = self.model.rowCount()
        if shown > MAX_ROWS_REREAD:
            self.cancel()
            replace_range = (
                self.sessions.replace_range
                if self.model is self.sessions
                else self.answers.replace_range
            )
            self._reloader.begin(self.model, self._read_range, replace_range)
            self.count()
        else:
            self._read(max(PAGE_SIZE, shown))

    @Slot(int, int)
    def set_visible_rows(self, first: int, last: int) -> None:
        """Set which rows are in view."""
        self._reloader.set_visible_rows(first, last)

    @Slot(str)
    def take_changed(self, take: str) -> None:
        """Reload the row of a take, if it is listed, and of its session, which counts answers."""
        row = self.model.row(self.model.index_of_take(take))
        if not isinstance(row, TakeRow):
            return
        if self.model is self.sessions:
            session = row.line.session
            on_session = partial(self._on_session, session)
            self._takes.deliver(self._data.session(session), on_session, self.failed.emit)
            return
        number = row.line.number
        only = RowRange(number + 1, number, frozenset([number]))
        on_read = partial(self._on_row, take, only, self.answers.edit_count)
        self._rows.deliver(self._read_range(only, 1), on_read, self.failed.emit)

    def cancel(self) -> None:
        """Cancel all unfinished reads."""
        self._rows.forget()
        self._reloader.cancel()
        self._takes.forget()
        self.model.allow_retry()

    def read_takes(self, session: str) -> None:
        """List the takes of a session, unless it is collapsed while they are read."""
        was_open, edit_count = session in self.sessions.opened(), self.sessions.edit_count

        def on_read(takes: Sequence[ListedTake], lines: Sequence[TakeListRow]) -> None:
            if was_open and session not in self.sessions.opened():
                return
            if edit_count != self.sessions.edit_count:
                # A take may have been deleted or starred since this was read.
                self.read_takes(session)
                return
            by_id = {line.id: line for line in lines}
            rows = [
                take_row(listed, by_id[listed.take.id])
                for listed in takes
                if listed.take.id in by_id
            ]
            self.sessions.open_session(session, rows)
            self.session_opened.emit(session)

        def on_takes(takes: Sequence[ListedTake]) -> None:
            lines = self._data.takes_of_session(session)
            self._takes.deliver(lines, partial(on_read, takes), self.failed.emit)

        self._takes.deliver(self._data.takes(session), on_takes, self.failed.emit)

    def count(self) -> None:
        """Read the number of sessions and answers; ``count_changed`` follows."""
        if self._query.text.strip():
            self._rows.deliver(self._search(1), self._report_hits, self.failed.emit)
            return
        self._rows.deliver(
            self._data.totals(self._query.filter), self._report_count, self.failed.emit
        )

    def _read_range(self, rows: RowRange, count: int) -> Future[tuple[Any, ...]]:
        """Read the present rows of a range."""
        before, oldest = rows.before, rows.oldest
        if self._query.view is LibraryView.SESSIONS:
            return self._data.session_lines(before, count, oldest)
        return self._data.answers(self._query.filter, before, count, oldest)

    @Slot()
    def _reload(self) -> None:
        self._read(PAGE_SIZE)

    def _read(self, count: int) -> None:
        self.cancel()
        self._reloader.stop()
        query, deliver, failed = self._query, self._rows.deliver, self.failed.emit
        if query.view is LibraryView.SESSIONS:
            deliver(
                self._data.session_lines(None, count), partial(self._on_sessions, count), failed
            )
        elif query.text.strip():
            count = min(count, MAX_TAKES_FOUND)
            deliver(self._search(count), partial(self._on_hits, count), failed)
            return
        else:
            answers = self._data.answers(query.filter, None, count)
            deliver(answers, partial(self._on_answers, count), failed)
        self.count()

    @Slot()
    def _read_more(self) -> None:
        """Read the next rows."""
        if self.sender() is not self.model:
            return
        query, deliver = self._query, self._rows.deliver
        if query.view is LibraryView.SESSIONS:
            deliver(
                self._data.session_lines(self.sessions.last_number, PAGE_SIZE),
                self._on_more_sessions,
                self._on_more_failed,
            )
        elif query.text.strip():
            count = min(self.answers.rowCount() + PAGE_SIZE, MAX_TAKES_FOUND)
            deliver(self._search(count), partial(self._on_more_hits, count), self._on_more_failed)
        else:
            deliver(
                self._data.answers(query.filter, self.answers.last_number, PAGE_SIZE),
                self._on_more_answers,
                self._on_more_failed,
            )

    def _search(self, count: int) -> Future[SearchResults]:
        return self._data.search(self._query.text, self._query.filter, count)

    def _on_sessions(self, count: int, lines: Sequence[SessionListRow]) -> None:
        self.sessions.set_sessions(lines, self._now(), more=len(lines) >= count)
        self.arrived.emit()

    def _on_more_sessions(self, lines: Sequence[SessionListRow]) -> None:
        self.sessions.append_sessions(lines, more=len(lines) >= PAGE_SIZE)

    def _on_answers(self, count: int, lines: Sequence[TakeListRow]) -> None:
        self.answers.set_lines(lines, self._now(), more=len(lines) >= count)
        self.arrived.emit()

    def _on_more_answers(self, lines: Sequence[TakeListRow]) -> None:
        self.answers.append_lines(lines, more=len(lines) >= PAGE_SIZE)

    def _on_session(self, session: str, record: SessionRecord | None) -> None:
        if record is not None:
            self.sessions.put_session(record)
            self.read_takes(session)

    def _on_row(
        self, take: str, only: RowRange, edit_count: int, lines: Sequence[TakeListRow]
    ) -> None:
        if edit_count != self.answers.edit_count:
            self.take_changed(take)
        elif not self._query.text.strip():
            self.answers.replace_range(only, lines, self._now())
        else:
            # Keep the quotation that the search found.
            for line in lines:
                self.answers.change(take, partial(replace, line=line))

    def _on_hits(self, count: int, found: SearchResults) -> None:
        self.answers.set_hits(found.lines, self._now(), more=_more(found, count))
        self._report_hits(found)
        self.arrived.emit()

    def _on_more_hits(self, count: int, found: SearchResults) -> None:
        shown = self.answers.rowCount()
        self.answers.append_hits(found.lines[shown:], more=_more(found, count))

    def _on_more_failed(self, error: MachineError) -> None:
        self.model.allow_retry()
        self.failed.emit(error)

    def _report_hits(self, found: SearchResults) -> None:
        self.count_changed.emit(_hits_words(found))

    def _report_count(self, totals: LibraryTotals) -> None:
        self.count_changed.emit(_totals_words(self._query, totals))


def _more(found: SearchResults, count: int) -> bool:
    return len(found.lines) >= count and count < min(found.total, MAX_TAKES_FOUND)


def _hits_words(found: SearchResults) -> str:
    if found.more:
        return f"More than {found.total:,} answers; add words to find fewer"
    return _counted(found.total, "answer") if found.total else ""


def _totals_words(query: LibraryQuery, totals: LibraryTotals) -> str:
    answers = _counted(totals.takes, "answer")
    if query.view is LibraryView.SESSIONS:
        return f"{_counted(totals.sessions, 'session')} · {answers}"
    return f"{totals.wanted:,} of {answers}" if query.is_filtered else answers


def _counted(count: int, singular: str) -> str:
    return f"{count:,} {singular}{'' if count == 1 else 's'}"
