"""Loading of the library's rows: what the person asked for, and what has been read of it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.database.records import SessionRecord
from mock_interviewer.app.store.search.full_text_search import SearchResults
from mock_interviewer.app.store.search.list_rows import (
    ALL_TAKES,
    SessionListRow,
    TakeFilter,
    TakeListRow,
)
from mock_interviewer.app.ui.library.lazy_model import LazyListModel, RowRange
from mock_interviewer.app.ui.library.list_models import AnswerListModel, SessionListModel
from mock_interviewer.app.ui.library.row_reloader import RowReloader
from mock_interviewer.app.ui.shared.library_rows import TakeRow, take_row
from mock_interviewer.app.ui.shared.library_source import LibrarySource, LibraryTotals, ListedTake
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError

PAGE_SIZE = 100
"""Rows that are read at once."""
MAX_ROWS_REREAD = 1000
"""So many rows are read again at once; of more, those that somebody looks at."""
MAX_TAKES_FOUND = 1000
"""So many takes that were found are shown."""


class LibraryView(StrEnum):
    """How the library is listed."""

    SESSIONS = "sessions"
    ANSWERS = "answers"


@dataclass(frozen=True)
class LibraryQuery:
    """What is looked at; ``text`` is what was typed to search. By session all is shown."""

    view: LibraryView = LibraryView.SESSIONS
    wanted: TakeFilter = ALL_TAKES
    text: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether not everything is wanted."""
        return self.wanted != ALL_TAKES or bool(self.text.strip())


class LibraryLoader(QObject):
    """Fills two models, a page at a time. What was asked before another look never arrives.

    GUI thread only.
    """

    arrived = Signal()
    """The first rows of what is looked at are there, or that there are none."""
    opened = Signal(str)
    """The takes of a session, by its id, stand under it."""
    told = Signal(str)
    """How much there is, for people."""
    refused = Signal(object)
    """A MachineError: why it cannot be read."""

    def __init__(
        self, data: LibrarySource, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._rows = BackgroundTasks(GuiThread(self))
        self._takes = BackgroundTasks(GuiThread(self))
        self._renewing = RowReloader(now, self)
        self._look = LibraryQuery()
        self.sessions = SessionListModel(self)
        self.answers = AnswerListModel(self)
        self.sessions.more_wanted.connect(self._go_on)
        self.answers.more_wanted.connect(self._go_on)
        self._renewing.renewed.connect(self.arrived)
        self._renewing.too_many.connect(self._begin_again)
        self._renewing.refused.connect(self.refused)

    @property
    def look(self) -> LibraryQuery:
        """What is looked at."""
        return self._look

    @property
    def model(self) -> LazyListModel:
        """The rows of that."""
        return self.sessions if self._look.view is LibraryView.SESSIONS else self.answers

    def show(self, look: LibraryQuery) -> None:
        """Look at something else, from its top."""
        self._look = look
        self._begin_again()

    @Slot()
    def refresh(self) -> None:
        """Read again as much as was read; of what is very long only what is in view.

        The rest of it is read again as it comes into view.
        """
        shown = self.model.rowCount()
        if shown > MAX_ROWS_REREAD:
            self.forget()
            renew = self.sessions.renew if self.model is self.sessions else self.answers.renew
            self._renewing.begin(self.model, self._stretch_again, renew)
            self.count()
        else:
            self._read(max(PAGE_SIZE, shown))

    @Slot(int, int)
    def see(self, first: int, last: int) -> None:
        """Know which rows are in view."""
        self._renewing.see(first, last)

    @Slot(str)
    def take_changed(self, take: str) -> None:
        """Read the row of a take again, if it is shown, and its session's, which counts answers."""
        row = self.model.row(self.model.place_of_take(take))
        if not isinstance(row, TakeRow):
            return
        if self.model is self.sessions:
            session = row.line.session
            have_session = partial(self._have_session, session)
            self._takes.deliver(self._data.session(session), have_session, self.refused.emit)
            return
        number = row.line.number
        only = RowRange(number + 1, number, frozenset([number]))
        have = partial(self._have_row, take, only, self.answers.touched)
        self._rows.deliver(self._stretch_again(only, 1), have, self.refused.emit)

    def forget(self) -> None:
        """Want nothing that is still on its way."""
        self._rows.forget()
        self._renewing.forget()
        self._takes.forget()
        self.model.not_read()

    def read_takes(self, session: str) -> None:
        """Put the takes of a session under it, unless it was open and is closed meanwhile."""
        was_open, touched = session in self.sessions.opened(), self.sessions.touched

        def have(takes: Sequence[ListedTake], lines: Sequence[TakeListRow]) -> None:
            if was_open and session not in self.sessions.opened():
                return
            if touched != self.sessions.touched:
                # A take may be deleted, or starred, since this was read.
                self.read_takes(session)
                return
            by_id = {line.id: line for line in lines}
            rows = [
                take_row(listed, by_id[listed.take.id])
                for listed in takes
                if listed.take.id in by_id
            ]
            self.sessions.open_session(session, rows)
            self.opened.emit(session)

        def have_takes(takes: Sequence[ListedTake]) -> None:
            lines = self._data.lines_of(session)
            self._takes.deliver(lines, partial(have, takes), self.refused.emit)

        self._takes.deliver(self._data.takes(session), have_takes, self.refused.emit)

    def count(self) -> None:
        """Tell how much there is."""
        if self._look.text.strip():
            self._rows.deliver(self._search(1), self._tell_found, self.refused.emit)
            return
        self._rows.deliver(self._data.totals(self._look.wanted), self._tell, self.refused.emit)

    def _stretch_again(self, stretch: RowRange, count: int) -> Future[tuple[Any, ...]]:
        """Read what there is now in a stretch of very many rows."""
        before, oldest = stretch.before, stretch.oldest
        if self._look.view is LibraryView.SESSIONS:
            return self._data.session_lines(before, count, oldest)
        return self._data.answers(self._look.wanted, before, count, oldest)

    @Slot()
    def _begin_again(self) -> None:
        self._read(PAGE_SIZE)

    def _read(self, count: int) -> None:
        self.forget()
        self._renewing.stop()
        look, deliver, failed = self._look, self._rows.deliver, self.refused.emit
        if look.view is LibraryView.SESSIONS:
            deliver(
                self._data.session_lines(None, count), partial(self._have_sessions, count), failed
            )
        elif look.text.strip():
            count = min(count, MAX_TAKES_FOUND)
            deliver(self._search(count), partial(self._have_found, count), failed)
            return
        else:
            answers = self._data.answers(look.wanted, None, count)
            deliver(answers, partial(self._have_answers, count), failed)
        self.count()

    @Slot()
    def _go_on(self) -> None:
        """Read the next rows."""
        if self.sender() is not self.model:
            return
        look, deliver = self._look, self._rows.deliver
        if look.view is LibraryView.SESSIONS:
            deliver(
                self._data.session_lines(self.sessions.last, PAGE_SIZE),
                self._have_more_sessions,
                self._cannot_go_on,
            )
        elif look.text.strip():
            count = min(self.answers.rowCount() + PAGE_SIZE, MAX_TAKES_FOUND)
            deliver(self._search(count), partial(self._have_more_found, count), self._cannot_go_on)
        else:
            deliver(
                self._data.answers(look.wanted, self.answers.last, PAGE_SIZE),
                self._have_more_answers,
                self._cannot_go_on,
            )

    def _search(self, count: int) -> Future[SearchResults]:
        return self._data.search(self._look.text, self._look.wanted, count)

    def _have_sessions(self, count: int, lines: Sequence[SessionListRow]) -> None:
        self.sessions.set_sessions(lines, self._now(), more=len(lines) >= count)
        self.arrived.emit()

    def _have_more_sessions(self, lines: Sequence[SessionListRow]) -> None:
        self.sessions.append_sessions(lines, more=len(lines) >= PAGE_SIZE)

    def _have_answers(self, count: int, lines: Sequence[TakeListRow]) -> None:
        self.answers.set_lines(lines, self._now(), more=len(lines) >= count)
        self.arrived.emit()

    def _have_more_answers(self, lines: Sequence[TakeListRow]) -> None:
        self.answers.append_lines(lines, more=len(lines) >= PAGE_SIZE)

    def _have_session(self, session: str, record: SessionRecord | None) -> None:
        if record is not None:
            self.sessions.put_session(record)
            self.read_takes(session)

    def _have_row(
        self, take: str, only: RowRange, touched: int, lines: Sequence[TakeListRow]
    ) -> None:
        if touched != self.answers.touched:
            self.take_changed(take)
        elif not self._look.text.strip():
            self.answers.renew(only, lines, self._now())
        else:
            # What is quoted of it was found a moment ago.
            for line in lines:
                self.answers.change(take, partial(replace, line=line))

    def _have_found(self, count: int, found: SearchResults) -> None:
        self.answers.set_found(found.lines, self._now(), more=_more(found, count))
        self._tell_found(found)
        self.arrived.emit()

    def _have_more_found(self, count: int, found: SearchResults) -> None:
        shown = self.answers.rowCount()
        self.answers.append_found(found.lines[shown:], more=_more(found, count))

    def _cannot_go_on(self, error: MachineError) -> None:
        self.model.not_read()
        self.refused.emit(error)

    def _tell_found(self, found: SearchResults) -> None:
        self.told.emit(_found_words(found))

    def _tell(self, totals: LibraryTotals) -> None:
        self.told.emit(_totals_words(self._look, totals))


def _more(found: SearchResults, count: int) -> bool:
    return len(found.lines) >= count and count < min(found.total, MAX_TAKES_FOUND)


def _found_words(found: SearchResults) -> str:
    if found.more:
        return f"More than {found.total:,} takes; more words find fewer"
    return _counted(found.total, "take") if found.total else ""


def _totals_words(look: LibraryQuery, totals: LibraryTotals) -> str:
    takes = _counted(totals.takes, "take")
    if look.view is LibraryView.SESSIONS:
        return f"{_counted(totals.sessions, 'session')} · {takes}"
    return f"{totals.wanted:,} of {takes}" if look.narrowed else takes


def _counted(count: int, singular: str) -> str:
    return f"{count:,} {singular}{'' if count == 1 else 's'}"
