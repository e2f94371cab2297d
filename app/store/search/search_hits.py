"""The takes that match a search, in their transcript or in their question, name, and note."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors
from mock_interviewer.app.store.search.list_rows import ALL_TAKES, TakeFilter, filter_condition
from mock_interviewer.app.store.search.search_query import SearchTerm, fts_expression, search_terms

_INDEXES: tuple[Literal["spoken", "labels"], ...] = ("spoken", "labels")
_RANKS = {"spoken": "bm25(spoken)", "labels": "bm25(labels, 1.0, 8.0, 4.0)"}
"""The rank of a row; lower is better. A name counts most, then a note, then the question."""

_NOT_DELETED = """
NOT IN (SELECT number FROM takes WHERE deleting UNION ALL SELECT number FROM takes
        WHERE session IN (SELECT number FROM sessions WHERE deleting))
"""


class SearchHits:
    """Numbers of takes that have all terms of a search in one of the two indexes.

    See Library for the thread and the errors.
    """

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access
        self._chosen: tuple[object, ...] = ()

    def newest(self, wanted: TakeFilter, before: int | None, count: int | None) -> list[int]:
        """Return at most ``count`` numbers, lower than ``before``, the newest first."""
        terms = search_terms(wanted.words)
        older = "" if before is None else "AND w.rowid < ?"
        rest = f"{older} ORDER BY w.rowid DESC LIMIT ?"
        parameters = (() if before is None else (before,)) + (-1 if count is None else count,)
        found: set[int] = set()
        for index in _INDEXES if terms else ():
            rows = self._rows(index, wanted, terms, "w.rowid", rest, parameters)
            found.update(number for (number,) in rows)
        return sorted(found, reverse=True)[:count]

    def count(self, wanted: TakeFilter) -> int:
        """Return how many takes match."""
        return len(self.newest(wanted, None, None))

    def ranked(self, wanted: TakeFilter) -> list[int]:
        """Return all matches, ordered by rank, then the newest first.

        With thousands of matches, this is too slow to do while somebody types.
        """
        terms = search_terms(wanted.words)
        ranks: dict[int, float] = {}
        for index in _INDEXES if terms else ():
            for number, rank in self._rows(index, wanted, terms, f"w.rowid, {_RANKS[index]}"):
                ranks[number] = ranks.get(number, 0.0) + rank
        return sorted(ranks, key=lambda number: (ranks[number], -number))

    def _rows(
        self,
        index: Literal["spoken", "labels"],
        wanted: TakeFilter,
        terms: Iterable[SearchTerm],
        columns: str,
        rest: str = "",
        parameters: tuple[object, ...] = (),
    ) -> list[tuple[int, ...]]:
        wanted = replace(wanted, words="")
        numbers = _NOT_DELETED
        if wanted != ALL_TAKES:
            self._choose(wanted)
            numbers = "IN (SELECT number FROM chosen)"
        # The plus sign keeps SQLite from querying the index once for each number.
        statement = (
            f"SELECT {columns} FROM {index} AS w"  # noqa: S608
            f" WHERE w.{index} MATCH ? AND +w.rowid {numbers} {rest}"
        )
        return self._access.rows(statement, fts_expression(terms), *parameters)

    def _choose(self, wanted: TakeFilter) -> None:
        """Put the takes that pass the filter into a table, to be reused for the next keystroke."""
        connection = self._access.connection
        others = self._access.value("PRAGMA data_version")
        if self._chosen == (wanted, others, connection.total_changes):
            return
        conditions, parameters = filter_condition(wanted)
        with translate_sqlite_errors(self._access.data.database):
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
