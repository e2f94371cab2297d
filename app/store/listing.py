"""Lists of takes and sessions, read a page at a time so that they stay fast however long."""

from collections.abc import Iterable
from dataclasses import dataclass

from mock_interviewer.app.store import rows
from mock_interviewer.app.store.access import Access
from mock_interviewer.app.store.hits import Hits
from mock_interviewer.app.store.lines import (
    SHOWN,
    TAKES,
    Filter,
    SessionLine,
    TakeLine,
    condition,
    take_line,
)

_PRACTISED = f"""
SELECT t.bank, t.section, t.question, count(*) FROM takes AS t WHERE {SHOWN}
GROUP BY t.bank, t.section, t.question
"""  # noqa: S608
_SESSIONS = rows.SESSIONS.replace("SELECT s.id", "SELECT s.number, s.id", 1)


@dataclass(frozen=True)
class Practised:
    """A question that was answered, and how many takes it has; ids of bank and question."""

    bank: str
    section: str
    question: str
    takes: int


class Listing:
    """Pages of what there is, the newest first; see Library for the thread and the errors.

    A page goes on below the ``number`` of the last line of the page before it.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._hits = Hits(access)

    def takes(
        self,
        wanted: Filter,
        before: int | None = None,
        count: int = 100,
        oldest: int | None = None,
    ) -> tuple[TakeLine, ...]:
        """Return at most ``count`` of the takes wanted, those older than number ``before``.

        None is older than number ``oldest``; where words are wanted that is not heeded.
        """
        if wanted.words.strip():
            return self.lines(self._hits.newest(wanted, before, count))
        conditions, parameters = condition(wanted)
        statement = f"{TAKES} WHERE {conditions}"
        if before is not None:
            statement += " AND t.number < ?"
            parameters += (before,)
        if oldest is not None:
            statement += " AND t.number >= ?"
            parameters += (oldest,)
        statement += " ORDER BY t.number DESC LIMIT ?"
        return tuple(take_line(row) for row in self._access.rows(statement, *parameters, count))

    def lines(self, numbers: Iterable[int]) -> tuple[TakeLine, ...]:
        """Return the lines of takes by their numbers, in this order; those not there are left out.

        There must not be more than some thousands.
        """
        order = tuple(numbers)
        marks = ", ".join("?" * len(order))
        found = self._access.rows(f"{TAKES} WHERE {SHOWN} AND t.number IN ({marks})", *order)
        by_number = {row[0]: take_line(row) for row in found}
        return tuple(by_number[number] for number in order if number in by_number)

    def count(self, wanted: Filter) -> int:
        """Return how many takes are wanted."""
        if wanted.words.strip():
            return self._hits.count(wanted)
        conditions, parameters = condition(wanted)
        # In the order of the index each take's figures would be looked for somewhere else.
        scan = "" if wanted.made is None else "NOT INDEXED"
        return self._access.value(
            f"SELECT count(*) FROM takes AS t {scan} WHERE {conditions}",  # noqa: S608
            *parameters,
        )

    def of_question(self, bank: str, question: str) -> tuple[TakeLine, ...]:
        """Return all takes of a question and of its follow-ups, the oldest first."""
        found = self._access.rows(
            f"{TAKES} WHERE {SHOWN} AND t.bank = ? AND t.question = ? ORDER BY t.number",
            bank,
            question,
        )
        return tuple(take_line(row) for row in found)

    def practised(self) -> tuple[Practised, ...]:
        """Return the questions that have takes, with their sections, by bank, section and id."""
        return tuple(Practised(*row) for row in self._access.rows(_PRACTISED))

    def sessions(
        self, before: int | None = None, count: int = 50, oldest: int | None = None
    ) -> tuple[SessionLine, ...]:
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
        return tuple(SessionLine(row[0], rows.session_of(row[1:])) for row in found)

    def session_count(self) -> int:
        """Return how many sessions there are."""
        return self._access.value("SELECT count(*) FROM sessions WHERE NOT deleting")
