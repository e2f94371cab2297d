"""Rows that were found in a damaged database, put into a new one as far as they make sense."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mock_interviewer.app.store.pages import Value
from mock_interviewer.app.store.row_repair import RowRepair

log = logging.getLogger(__name__)

Found = tuple[int, list[Value]]
"""The key of a row and its columns, the key itself None among them."""

TABLES = ("sessions", "takes", "transcripts", "feedback", "figures", "reviews")
"""Those whose rows are worth having; all others follow from these."""
_KINDS = {"TEXT": str, "INTEGER": int, "REAL": int | float}


@dataclass(frozen=True)
class _Column:
    name: str
    kind: str
    may_miss: bool
    """A row may have nothing here."""
    came_later: bool
    """A row may end before it, since it was written by an earlier version."""

    def fits(self, value: Value) -> bool:
        """Tell whether a row of the table can have this value here."""
        return self.may_miss if value is None else isinstance(value, _KINDS[self.kind])


class Salvage:
    """Sorts found rows by their tables, and puts them into a database of today's shape."""

    def __init__(self, connection: sqlite3.Connection, repair: RowRepair) -> None:
        self._connection = connection
        self._repair = repair
        self._columns = {table: _columns(connection, table) for table in TABLES}
        self.lost: Counter[str] = Counter()
        """How many rows of each table could be found but not read."""

    def put(self, found: Iterable[Found]) -> None:
        """Insert what fits; a row that contradicts one already inserted is left out.

        Within a transaction without foreign keys. Raises OSError, sqlite3.Error.
        """
        for table, row in self._rows(found):
            repaired = self._repair.repaired(table, row)
            if repaired is None or not self._insert(table, repaired):
                self.lost[table] += 1
        if self.lost:
            log.warning("rows of a damaged database that were lost: %s", dict(self.lost))

    def _insert(self, table: str, row: Mapping[str, Value]) -> bool:
        marks = ", ".join("?" * len(row))
        statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608
        try:
            self._connection.execute(statement, tuple(row.values()))
        except sqlite3.IntegrityError:
            return False
        return True

    def _rows(self, found: Iterable[Found]) -> Iterator[tuple[str, dict[str, Value]]]:
        for key, values in found:
            table = self._table_of(values)
            if table is not None:
                names = [column.name for column in self._columns[table][: len(values)]]
                yield table, dict(zip(names, [key, *values[1:]], strict=True))

    def _table_of(self, values: Sequence[Value]) -> str | None:
        if not values or values[0] is not None:
            return None
        for table, columns in self._columns.items():
            here, later = columns[1 : len(values)], columns[len(values) :]
            if (
                len(values) <= len(columns)
                and all(column.came_later for column in later)
                and all(column.fits(value) for column, value in zip(here, values[1:], strict=True))
            ):
                return table
        return None


def _columns(connection: sqlite3.Connection, table: str) -> tuple[_Column, ...]:
    return tuple(
        _Column(name, kind, may_miss=not strict, came_later=not strict or default is not None)
        for _, name, kind, strict, default, _ in connection.execute(f"PRAGMA table_info({table})")
    )
