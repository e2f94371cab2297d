"""What of the library is looked at, and what has been read of that."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.lines import EVERYTHING, Filter, SessionLine, TakeLine
from mock_interviewer.app.store.records import SessionRecord
from mock_interviewer.app.store.searching import Found
from mock_interviewer.app.ui.answer_model import AnswerModel
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.lazy_model import LazyModel, Stretch
from mock_interviewer.app.ui.library_rows import TakeRow, take_row
from mock_interviewer.app.ui.library_source import LibraryData, ListedTake
from mock_interviewer.app.ui.listing_source import Totals
from mock_interviewer.app.ui.renewing import Renewing
from mock_interviewer.app.ui.session_model import SessionModel
from mock_interviewer.audio.errors import MachineError

PAGE = 100
"""Rows that are read at once."""
MOST_AGAIN = 1000
"""So many rows are read again at once; of more, those that somebody looks at."""
MOST_FOUND = 1000
"""So many takes that were found are shown."""


class View(StrEnum):
    """How the library is listed."""

    SESSIONS = "sessions"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Look:
    """What is looked at; ``text`` is what was typed to search. By session all is shown."""

    view: View = View.SESSIONS
    wanted: Filter = EVERYTHING
    text: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether not everything is wanted."""
        return self.wanted != EVERYTHING or bool(self.text.strip())


class Browsing(QObject):
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
        self, data: LibraryData, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._rows = Arrivals(self)
        self._takes = Arrivals(self)
        self._renewing = Renewing(now, self)
        self._look = Look()
        self.sessions = SessionModel(self)
        self.answers = AnswerModel(self)
        self.sessions.more_wanted.connect(self._go_on)
        self.answers.more_wanted.connect(self._go_on)
        self._renewing.renewed.connect(self.arrived)
        self._renewing.too_many.connect(self._begin_again)
        self._renewing.refused.connect(self.refused)

    @property
    def look(self) -> Look:
        """What is looked at."""
        return self._look

    @property
    def model(self) -> LazyModel:
        """The rows of that."""
        return self.sessions if self._look.view is View.SESSIONS else self.answers

    def show(self, look: Look) -> None:
        """Look at something else, from its top."""
        self._look = look
        self._begin_again()

    @Slot()
    def refresh(self) -> None:
        """Read again as much as was read; of what is very long only what is in view.

        The rest of it is read again as it comes into view.
        """
        shown = self.model.rowCount()
        if shown > MOST_AGAIN:
            self.forget()
            renew = self.sessions.renew if self.model is self.sessions else self.answers.renew
            self._renewing.begin(self.model, self._stretch_again, renew)
            self.count()
        else:
            self._read(max(PAGE, shown))

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
            self._takes.wait(self._data.session(session), have_session, self.refused.emit)
            return
        number = row.line.number
        only = Stretch(number + 1, number, frozenset([number]))
        have = partial(self._have_row, take, only, self.answers.touched)
        self._rows.wait(self._stretch_again(only, 1), have, self.refused.emit)

    def forget(self) -> None:
        """Want nothing that is still on its way."""
        self._rows.forget()
        self._renewing.forget()
        self._takes.forget()
        self.model.not_read()

    def read_takes(self, session: str) -> None:
        """Put the takes of a session under it, unless it was open and is closed meanwhile."""
        was_open, touched = session in self.sessions.opened(), self.sessions.touched

        def have(takes: Sequence[ListedTake], lines: Sequence[TakeLine]) -> None:
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
            self._takes.wait(lines, partial(have, takes), self.refused.emit)

        self._takes.wait(self._data.takes(session), have_takes, self.refused.emit)

    def count(self) -> None:
        """Tell how much there is."""
        if self._look.text.strip():
            self._rows.wait(self._search(1), self._tell_found, self.refused.emit)
            return
        self._rows.wait(self._data.totals(self._look.wanted), self._tell, self.refused.emit)

    def _stretch_again(self, stretch: Stretch, count: int) -> Future[tuple[Any, ...]]:
        """Read what there is now in a stretch of very many rows."""
        before, oldest = stretch.before, stretch.oldest
        if self._look.view is View.SESSIONS:
            return self._data.session_lines(before, count, oldest)
        return self._data.answers(self._look.wanted, before, count, oldest)

    @Slot()
    def _begin_again(self) -> None:
        self._read(PAGE)

    def _read(self, count: int) -> None:
        self.forget()
        self._renewing.stop()
        look, wait, failed = self._look, self._rows.wait, self.refused.emit
        if look.view is View.SESSIONS:
            wait(self._data.session_lines(None, count), partial(self._have_sessions, count), failed)
        elif look.text.strip():
            count = min(count, MOST_FOUND)
            wait(self._search(count), partial(self._have_found, count), failed)
            return
        else:
            answers = self._data.answers(look.wanted, None, count)
            wait(answers, partial(self._have_answers, count), failed)
        self.count()

    @Slot()
    def _go_on(self) -> None:
        """Read the next rows."""
        if self.sender() is not self.model:
            return
        look, wait = self._look, self._rows.wait
        if look.view is View.SESSIONS:
            wait(
                self._data.session_lines(self.sessions.last, PAGE),
                self._have_more_sessions,
                self._cannot_go_on,
            )
        elif look.text.strip():
            count = min(self.answers.rowCount() + PAGE, MOST_FOUND)
            wait(self._search(count), partial(self._have_more_found, count), self._cannot_go_on)
        else:
            wait(
                self._data.answers(look.wanted, self.answers.last, PAGE),
                self._have_more_answers,
                self._cannot_go_on,
            )

    def _search(self, count: int) -> Future[Found]:
        return self._data.search(self._look.text, self._look.wanted, count)

    def _have_sessions(self, count: int, lines: Sequence[SessionLine]) -> None:
        self.sessions.set_sessions(lines, self._now(), more=len(lines) >= count)
        self.arrived.emit()

    def _have_more_sessions(self, lines: Sequence[SessionLine]) -> None:
        self.sessions.append_sessions(lines, more=len(lines) >= PAGE)

    def _have_answers(self, count: int, lines: Sequence[TakeLine]) -> None:
        self.answers.set_lines(lines, self._now(), more=len(lines) >= count)
        self.arrived.emit()

    def _have_more_answers(self, lines: Sequence[TakeLine]) -> None:
        self.answers.append_lines(lines, more=len(lines) >= PAGE)

    def _have_session(self, session: str, record: SessionRecord | None) -> None:
        if record is not None:
            self.sessions.put_session(record)
            self.read_takes(session)

    def _have_row(self, take: str, only: Stretch, touched: int, lines: Sequence[TakeLine]) -> None:
        if touched != self.answers.touched:
            self.take_changed(take)
        elif not self._look.text.strip():
            self.answers.renew(only, lines, self._now())
        else:
            # What is quoted of it was found a moment ago.
            for line in lines:
                self.answers.change(take, partial(replace, line=line))

    def _have_found(self, count: int, found: Found) -> None:
        self.answers.set_found(found.lines, self._now(), more=_more(found, count))
        self._tell_found(found)
        self.arrived.emit()

    def _have_more_found(self, count: int, found: Found) -> None:
        shown = self.answers.rowCount()
        self.answers.append_found(found.lines[shown:], more=_more(found, count))

    def _cannot_go_on(self, error: MachineError) -> None:
        self.model.not_read()
        self.refused.emit(error)

    def _tell_found(self, found: Found) -> None:
        self.told.emit(_found_words(found))

    def _tell(self, totals: Totals) -> None:
        self.told.emit(_totals_words(self._look, totals))


def _more(found: Found, count: int) -> bool:
    return len(found.lines) >= count and count < min(found.total, MOST_FOUND)


def _found_words(found: Found) -> str:
    if found.more:
        return f"More than {found.total:,} takes; more words find fewer"
    return _counted(found.total, "take") if found.total else ""


def _totals_words(look: Look, totals: Totals) -> str:
    takes = _counted(totals.takes, "take")
    if look.view is View.SESSIONS:
        return f"{_counted(totals.sessions, 'session')} · {takes}"
    return f"{totals.wanted:,} of {takes}" if look.narrowed else takes


def _counted(count: int, singular: str) -> str:
    return f"{count:,} {singular}{'' if count == 1 else 's'}"
