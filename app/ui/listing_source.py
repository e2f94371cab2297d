"""What is listed, found and marked in the library, and the real answer from the store.

Every method returns at once; its future finishes on another thread. A future fails with a
MachineError where the machine refuses.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.lines import EVERYTHING, Filter, SessionLine, TakeLine
from mock_interviewer.app.store.listing import Practised
from mock_interviewer.app.store.records import SessionRecord
from mock_interviewer.app.store.searching import Found

T = TypeVar("T")

_ALL = 1_000_000


@dataclass(frozen=True)
class Totals:
    """How many sessions and takes there are, and how many of the takes are ``wanted``."""

    sessions: int
    takes: int
    wanted: int


@dataclass(frozen=True)
class Kept:
    """A session, or with ``take`` one take of it, by their ids.

    ``number`` is that of its line, where it is known.
    """

    session: str
    take: str = ""
    number: int | None = field(default=None, compare=False)


class MarkData(Protocol):
    """What a person adds to what was kept, and takes away; nothing happens to what is gone."""

    def star(self, take: str, *, starred: bool) -> Future[None]:
        """Give a take a star, or take it away."""

    def note_of(self, take: str) -> Future[str]:
        """Read the note on a take."""

    def mark_take(self, take: str, name: str, note: str) -> Future[None]:
        """Give a take a name and a note; "" for none."""

    def name_session(self, session: str, name: str) -> Future[None]:
        """Give a session a name; "" for none."""

    def discard(self, kept: Kept) -> Future[None]:
        """Delete a session or a take, until it is restored."""

    def restore(self, kept: Kept) -> Future[None]:
        """Bring back what was discarded."""


class ListingData(Protocol):
    """Pages of what was kept; each goes on below the ``number`` that it is given."""

    def session_lines(
        self, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[SessionLine, ...]]:
        """Read at most ``count`` sessions, the newest first, down to number ``oldest``."""

    def session(self, session: str) -> Future[SessionRecord | None]:
        """Read a session; None where it is gone."""

    def lines_of(self, session: str) -> Future[tuple[TakeLine, ...]]:
        """Read the lines of a session's takes in the order in which they were made."""

    def answers(
        self, wanted: Filter, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[TakeLine, ...]]:
        """Read at most ``count`` of the takes wanted, the newest first, down to ``oldest``."""

    def search(self, text: str, wanted: Filter, count: int) -> Future[Found]:
        """Find at most ``count`` takes that say what was typed, of those that are wanted."""

    def totals(self, wanted: Filter) -> Future[Totals]:
        """Count what there is, and what is wanted of it."""

    def practised(self) -> Future[tuple[Practised, ...]]:
        """Read which questions were answered."""

    def of_question(self, bank: str, question: str) -> Future[tuple[TakeLine, ...]]:
        """Read all takes of a question and of its follow-ups, the oldest first."""


class LibraryThread(Protocol):
    """The store's thread: runs work that is given the library (``StoreThread`` is one)."""

    def submit(self, work: Callable[[Library], T]) -> Future[T]:
        """Run ``work`` on the store's thread."""


class StoredListing:
    """The real ListingData and MarkData."""

    def __init__(self, store: LibraryThread) -> None:
        self._store = store

    def session_lines(
        self, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[SessionLine, ...]]:
        """Read at most ``count`` sessions, the newest first, down to number ``oldest``."""
        return self._store.submit(lambda library: library.listing.sessions(before, count, oldest))

    def session(self, session: str) -> Future[SessionRecord | None]:
        """Read a session; None where it is gone."""
        return self._store.submit(lambda library: _session(library, session))

    def lines_of(self, session: str) -> Future[tuple[TakeLine, ...]]:
        """Read the lines of a session's takes in the order in which they were made."""
        return self._store.submit(lambda library: _lines_of(library, session))

    def answers(
        self, wanted: Filter, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[TakeLine, ...]]:
        """Read at most ``count`` of the takes wanted, the newest first, down to ``oldest``."""
        return self._store.submit(
            lambda library: library.listing.takes(wanted, before, count, oldest)
        )

    def search(self, text: str, wanted: Filter, count: int) -> Future[Found]:
        """Find at most ``count`` takes that say what was typed, of those that are wanted."""
        return self._store.submit(lambda library: library.search.find(text, wanted, count))

    def totals(self, wanted: Filter) -> Future[Totals]:
        """Count what there is, and what is wanted of it."""
        return self._store.submit(lambda library: _totals(library, wanted))

    def practised(self) -> Future[tuple[Practised, ...]]:
        """Read which questions were answered."""
        return self._store.submit(lambda library: library.listing.practised())

    def of_question(self, bank: str, question: str) -> Future[tuple[TakeLine, ...]]:
        """Read all takes of a question and of its follow-ups, the oldest first."""
        return self._store.submit(lambda library: library.listing.of_question(bank, question))

    def star(self, take: str, *, starred: bool) -> Future[None]:
        """Give a take a star, or take it away."""
        return self._mark(lambda library: library.marks.star(take, starred=starred))

    def note_of(self, take: str) -> Future[str]:
        """Read the note on a take; "" where there is none."""
        return self._store.submit(lambda library: _note(library, take))

    def mark_take(self, take: str, name: str, note: str) -> Future[None]:
        """Give a take a name and a note; "" for none."""

        def mark(library: Library) -> None:
            library.marks.rename_take(take, name)
            library.marks.note(take, note)

        return self._mark(mark)

    def name_session(self, session: str, name: str) -> Future[None]:
        """Give a session a name; "" for none."""
        return self._mark(lambda library: library.marks.rename_session(session, name))

    def discard(self, kept: Kept) -> Future[None]:
        """Delete a session or a take, until it is restored."""

        def discard(library: Library) -> None:
            if kept.take:
                library.trash.discard_take(kept.take)
            else:
                library.trash.discard_session(kept.session)

        return self._mark(discard)

    def restore(self, kept: Kept) -> Future[None]:
        """Bring back what was discarded."""

        def restore(library: Library) -> None:
            if kept.take:
                library.trash.restore_take(kept.take)
            else:
                library.trash.restore_session(kept.session)

        return self._mark(restore)

    def _mark(self, change: Callable[[Library], None]) -> Future[None]:
        def mark(library: Library) -> None:
            # It may have been deleted a moment ago.
            with suppress(KeyError):
                change(library)

        return self._store.submit(mark)


def _session(library: Library, session: str) -> SessionRecord | None:
    try:
        return library.session(session)
    except KeyError:
        return None


def _note(library: Library, take: str) -> str:
    try:
        return library.take(take).note
    except KeyError:
        return ""


def _lines_of(library: Library, session: str) -> tuple[TakeLine, ...]:
    # The newest come first, and no session has as many.
    found = library.listing.takes(Filter(session=session), count=_ALL)
    return tuple(reversed(found))


def _totals(library: Library, wanted: Filter) -> Totals:
    takes = library.listing.count(EVERYTHING)
    counted = takes if wanted == EVERYTHING else library.listing.count(wanted)
    return Totals(library.listing.session_count(), takes, counted)
