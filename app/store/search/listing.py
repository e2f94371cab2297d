"""Lists of takes and sessions, read one page at a time so that long lists stay fast."""

from collections.abc import Iterable
from dataclasses import dataclass

from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.search.list_rows import (
    IS_SHOWN,
    TAKE_LIST,
    SessionListRow,
    TakeFilter,
    TakeListRow,
    filter_condition,
    take_list_row,
)
from mock_interviewer.app.store.search.search_hits import SearchHits

_PRACTICED = f"""
SELECT t.bank, t.section, t.question, count(*) FROM takes AS t WHERE {IS_SHOWN}
GROUP BY t.bank, t.section, t.question
"""  # noqa: S608
_SESSIONS = rows.SESSIONS.replace("SELECT s.id", "SELECT s.number, s.id", 1)


@dataclass(frozen=True)
class PracticedQuestion:
    """A question with takes, by the ids of bank and question, and how many takes it has."""

    bank: str
    section: str
    question: str
    takes: int


class TakeListing:
    """Pages of takes and sessions, newest first; see Library for the thread and the errors.

    A page continues below the ``number`` of the last row of the page before it.
    """

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access
        self._hits = SearchHits(access)

    def takes(
        self,
        wanted: TakeFilter,
        before: int | None = None,
        count: int = 100,
        oldest: int | None = None,
    ) -> tuple[TakeListRow, ...]:
        """Return at most ``count`` takes that pass a filter, older than number ``before``.

        None is older than number ``oldest``, which is ignored if the filter has words.
        """
        if wanted.words.strip():
            return self.lines(self._hits.newest(wanted, before, count))
        conditions, parameters = filter_condition(wanted)
        statement = f"{TAKE_LIST} WHERE {conditions}"
        if before is not None:
            statement += " AND t.number < ?"
            parameters += (before,)
        if oldest is not None:
            statement += " AND t.number >= ?"
            parameters += (oldest,)
        statement += " ORDER BY t.number DESC LIMIT ?"
        return tuple(take_list_row(row) for row in self._access.rows(statement, *parameters, count))

    def lines(self, numbers: Iterable[int]) -> tuple[TakeListRow, ...]:
        """Return the rows of takes by number, in this order; unknown numbers are left out.

        Pass at most a few thousand numbers.
        """
        order = tuple(numbers)
        marks = ", ".join("?" * len(order))
        found = self._access.rows(f"{TAKE_LIST} WHERE {IS_SHOWN} AND t.number IN ({marks})", *order)
        by_number = {row[0]: take_list_row(row) for row in found}
        return tuple(by_number[number] for number in order if number in by_number)

    def count(self, wanted: TakeFilter) -> int:
        """Return how many takes pass a filter."""
        if wanted.words.strip():
            return self._hits.count(wanted)
        conditions, parameters = filter_condition(wanted)
        # In index order, the figures of each take would be read from scattered pages.
        scan = "" if wanted.coverage is None else "NOT INDEXED"
        return self._access.value(
            f"SELECT count(*) FROM takes AS t {scan} WHERE {conditions}",  # noqa: S608
            *parameters,
        )

    def of_question(self, bank: str, question: str) -> tuple[TakeListRow, ...]:
        """Return all takes of a question and its follow-ups, the oldest first."""
        found = self._access.rows(
            f"{TAKE_LIST} WHERE {IS_SHOWN} AND t.bank = ? AND t.question = ? ORDER BY t.number",
            bank,
            question,
        )
        return tuple(take_list_row(row) for row in found)

    def practiced(self) -> tuple[PracticedQuestion, ...]:
        """Return the questions with takes, ordered by bank, section, and id."""
        return tuple(PracticedQuestion(*row) for row in self._access.rows(_PRACTICED))

    def sessions(
        self, before: int | None = None, count: int = 50, oldest: int | None = None
    ) -> tuple[SessionListRow, ...]:
        """Return at most ``count`` sessions older than number ``before``, down to ``oldest``."""
        ends = ((before, "AND number < ?"), (oldest, "AND number >= ?"))
        between = " ".join(statement for end, statement in ends if end is not None)
        page = f"SELECT number FROM sessions WHERE NOT deleting {between}"  # noqa: S608
        parameters = (*(end for end, _ in ends if end is not None), count)
        found = self._access.rows(
            f"{_SESSIONS} AND s.number IN ({page} ORDER BY number DESC LIMIT ?)"
            " GROUP BY s.number ORDER BY s.number DESC",
            *parameters,
        )
        return tuple(SessionListRow(row[0], rows.session_of(row[1:])) for row in found)

    def session_count(self) -> int:
        """Return the number of sessions."""
        return self._access.value("SELECT count(*) FROM sessions WHERE NOT deleting")
