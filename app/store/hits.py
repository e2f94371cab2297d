"""Which takes say certain words: in their transcript, or in what a person sees of them besides."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from mock_interviewer.app.store.access import Access
from mock_interviewer.app.store.environment import environment
from mock_interviewer.app.store.lines import EVERYTHING, Filter, condition
from mock_interviewer.app.store.wanted_words import Term, expression, terms

_INDEXES: tuple[Literal["spoken", "labels"], ...] = ("spoken", "labels")
_RANKS = {"spoken": "bm25(spoken)", "labels": "bm25(labels, 1.0, 8.0, 4.0)"}
"""How well a row fits, less is better. A name counts most, then a note, then the question asked."""

_SHOWN = """
NOT IN (SELECT number FROM takes WHERE deleting UNION ALL SELECT number FROM takes
        WHERE session IN (SELECT number FROM sessions WHERE deleting))
"""


class Hits:
    """Numbers of takes in which all terms of a search stand, in the one or in the other.

    See Library for the thread and the errors.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._chosen: tuple[object, ...] = ()

    def newest(self, wanted: Filter, before: int | None, count: int | None) -> list[int]:
        """Return at most ``count`` of them, older than ``before``, the newest first."""
        sought = terms(wanted.words)
        older = "" if before is None else "AND w.rowid < ?"
        rest = f"{older} ORDER BY w.rowid DESC LIMIT ?"
        parameters = (() if before is None else (before,)) + (-1 if count is None else count,)
        found: set[int] = set()
        for index in _INDEXES if sought else ():
            rows = self._rows(index, wanted, sought, "w.rowid", rest, parameters)
            found.update(number for (number,) in rows)
        return sorted(found, reverse=True)[:count]

    def count(self, wanted: Filter) -> int:
        """Return how many there are."""
        return len(self.newest(wanted, None, None))

    def ranked(self, wanted: Filter) -> list[int]:
        """Return all of them, the best first and of equals the newest.

        With some thousands of them that takes too long to be done while somebody types.
        """
        sought = terms(wanted.words)
        ranks: dict[int, float] = {}
        for index in _INDEXES if sought else ():
            for number, rank in self._rows(index, wanted, sought, f"w.rowid, {_RANKS[index]}"):
                ranks[number] = ranks.get(number, 0.0) + rank
        return sorted(ranks, key=lambda number: (ranks[number], -number))

    def _rows(
        self,
        index: Literal["spoken", "labels"],
        wanted: Filter,
        sought: Iterable[Term],
        columns: str,
        rest: str = "",
        parameters: tuple[object, ...] = (),
    ) -> list[tuple[int, ...]]:
        wanted = replace(wanted, words="")
        numbers = _SHOWN
        if wanted != EVERYTHING:
            self._choose(wanted)
            numbers = "IN (SELECT number FROM chosen)"
        # The sign keeps SQLite from asking the index anew for each of the numbers.
        statement = (
            f"SELECT {columns} FROM {index} AS w"  # noqa: S608
            f" WHERE w.{index} MATCH ? AND +w.rowid {numbers} {rest}"
        )
        return self._access.rows(statement, expression(sought), *parameters)

    def _choose(self, wanted: Filter) -> None:
        """Have the takes that the filter lets through at hand, also for the next letter typed."""
        connection = self._access.connection
        others = self._access.value("PRAGMA data_version")
        if self._chosen == (wanted, others, connection.total_changes):
            return
        conditions, parameters = condition(wanted)
        with environment(self._access.data.database):
            connection.execute(
                "CREATE TEMP TABLE IF NOT EXISTS chosen (number INTEGER PRIMARY KEY)"
            )
            connection.execute("DELETE FROM chosen")
            connection.execute(
                "INSERT INTO chosen SELECT t.number FROM takes AS t NOT INDEXED"  # noqa: S608
                f" WHERE {conditions}",
                parameters,
            )
        self._chosen = (wanted, others, connection.total_changes)
