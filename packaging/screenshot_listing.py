"""The lists, search results, and marks of a sample library, as from the store."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import fields, replace
from typing import Any, TypeVar

from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.app.store.search.list_rows import SessionListRow, TakeFilter, TakeListRow
from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.store.search.search_query import quote_best_match, search_terms
from mock_interviewer.app.store.search.take_search import QuotedField, SearchResult, SearchResults
from mock_interviewer.app.ui.shared.library_source import LibraryItem, LibraryTotals, ListedTake

T = TypeVar("T")

_POINTS = 6
_SHARED = {each.name for each in fields(TakeListRow)} & {each.name for each in fields(TakeRecord)}
"""Settings with the same meaning in both."""


class SampleListing:
    """Sessions and their takes, held in memory."""

    def __init__(self) -> None:
        self.records: list[SessionRecord] = []
        self.kept: dict[str, tuple[ListedTake, ...]] = {}
        self._gone: set[LibraryItem] = set()

    def session_lines(
        self, before: int | None, count: int, _oldest: int | None = None
    ) -> Future[tuple[SessionListRow, ...]]:
        """Return the sessions, the newest first."""
        total = len(self.records)
        lines = (
            SessionListRow(total - at, record)
            for at, record in enumerate(self.records)
            if LibraryItem(record.id) not in self._gone
        )
        return now(tuple(line for line in lines if before is None or line.number < before)[:count])

    def session(self, session: str) -> Future[SessionRecord | None]:
        """Return a session."""
        return now(next((record for record in self.records if record.id == session), None))

    def takes_of_session(self, session: str) -> Future[tuple[TakeListRow, ...]]:
        """Return the lines of a session's takes."""
        return now(tuple(line for line in self._lines() if line.session == session)[::-1])

    def answers(
        self, wanted: TakeFilter, before: int | None, count: int, _oldest: int | None = None
    ) -> Future[tuple[TakeListRow, ...]]:
        """Return the takes that match, the newest first."""
        found = (line for line in self._lines() if _is_wanted(line, wanted))
        return now(tuple(line for line in found if before is None or line.number < before)[:count])

    def search(self, text: str, wanted: TakeFilter, count: int) -> Future[SearchResults]:
        """Return the takes that contain all of the words."""
        sought = search_terms(text)
        found = []
        for line in self._lines():
            heard = self._record(line).transcript
            pieces, said = quote_best_match(sought, heard.text if heard is not None else "")
            if said == len(sought) and _is_wanted(line, wanted):
                found.append(SearchResult(line, QuotedField.SPOKEN, pieces, sought))
        return now(SearchResults(tuple(found[:count]), len(found)))

    def totals(self, wanted: TakeFilter) -> Future[LibraryTotals]:
        """Count everything."""
        lines = list(self._lines())
        shown = sum(1 for record in self.records if LibraryItem(record.id) not in self._gone)
        return now(
            LibraryTotals(shown, len(lines), sum(_is_wanted(line, wanted) for line in lines))
        )

    def practiced_questions(self) -> Future[tuple[PracticedQuestion, ...]]:
        """Return the answered questions."""
        found = {(line.bank, line.section, line.question) for line in self._lines()}
        return now(tuple(PracticedQuestion(*each, 1) for each in sorted(found)))

    def takes_of_question(self, bank: str, question: str) -> Future[tuple[TakeListRow, ...]]:
        """Return the takes of a question, the oldest first."""
        found = [line for line in self._lines() if (line.bank, line.question) == (bank, question)]
        return now(tuple(found[::-1]))

    def set_mark(self, take: str, mark: str, *, on: bool) -> Future[None]:
        """Set or clear a mark on a take."""
        return self._change(take, **{mark: on})

    def note_of(self, take: str) -> Future[str]:
        """Return the note on a take."""
        return now(next(each.note for each in self._records() if each.id == take))

    def mark_take(self, take: str, name: str, note: str) -> Future[None]:
        """Give a take a name and a note."""
        return self._change(take, name=name, note=note)

    def name_session(self, session: str, name: str) -> Future[None]:
        """Give a session a name."""
        self.records = [
            replace(record, name=name) if record.id == session else record
            for record in self.records
        ]
        return now(None)

    def discard(self, kept: LibraryItem) -> Future[None]:
        """Hide something."""
        self._gone.add(kept)
        return now(None)

    def restore(self, kept: LibraryItem) -> Future[None]:
        """Show it again."""
        self._gone.discard(kept)
        return now(None)

    def _change(self, take: str, **changes: Any) -> Future[None]:
        for session, takes in self.kept.items():
            self.kept[session] = tuple(
                replace(each, take=replace(each.take, **changes)) if each.take.id == take else each
                for each in takes
            )
        return now(None)

    def _records(self) -> Iterator[TakeRecord]:
        for takes in self.kept.values():
            yield from (each.take for each in takes)

    def _record(self, line: TakeListRow) -> TakeRecord:
        return next(take for take in self._records() if take.id == line.id)

    def _lines(self) -> Iterator[TakeListRow]:
        """Yield all takes that were not deleted, the newest first."""
        takes = [
            take
            for take in self._records()
            if not {LibraryItem(take.session), LibraryItem(take.session, take.id)} & self._gone
        ]
        takes.sort(key=lambda take: take.started_at, reverse=True)
        names = {record.id: record.name for record in self.records}
        for at, take in enumerate(takes):
            yield _line(take, len(takes) - at, names.get(take.session, ""))


def _line(take: TakeRecord, number: int, session_name: str) -> TakeListRow:
    judged = take.transcript is not None and take.status is TakeStatus.SAVED
    made, unsure = (take.position * 7 + len(take.session) + number) % (_POINTS + 1), 0
    if take.id == "session-0000-01":
        # As its own page says.
        made, unsure = 4, 1
    return TakeListRow(
        **{name: getattr(take, name) for name in _SHARED},
        number=number,
        session_name=session_name,
        has_note=bool(take.note),
        points_made=made if judged else None,
        points_total=_POINTS if judged else None,
        points_unsure=unsure if judged else None,
        has_transcript=take.transcript is not None,
        has_recording=take.recording is not None,
    )


def _is_wanted(line: TakeListRow, wanted: TakeFilter) -> bool:
    least, most = wanted.coverage or (0.0, 1.0)
    share = -1.0 if line.coverage is None else line.coverage
    return (
        wanted.section in {None, line.section}
        and wanted.question in {None, line.question}
        and (wanted.since is None or line.started_at >= wanted.since)
        and (wanted.until is None or line.started_at < wanted.until)
        and (wanted.coverage is None or least <= share <= most)
        and set(wanted.marked) <= set(line.marked)
    )


def now(value: T) -> Future[T]:
    """Return a future that has finished."""
    future: Future[T] = Future()
    future.set_result(value)
    return future
