"""Rows that were found in a damaged database, put into a new one as far as they make sense."""

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_interviewer.app.store.pages import Value
from mock_interviewer.audio.recognition.transcript import Transcript

log = logging.getLogger(__name__)

Found = tuple[int, list[Value]]
"""The key of a row and its columns, the key itself None among them."""

TABLES = ("sessions", "takes", "transcripts", "feedback", "figures", "reviews")
"""Those whose rows are worth having; all others follow from these."""
_KINDS = {"TEXT": str, "INTEGER": int, "REAL": int | float}
_TIMES = ("started_at", "ended_at", "made_at", "at")
_OBJECTS = ("plan", "data")


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

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._columns = {table: _columns(connection, table) for table in TABLES}

    def put(self, found: Iterable[Found]) -> None:
        """Put in what fits; what contradicts what is there is left out. Raises sqlite3.Error.

        Within a transaction in which foreign keys are not looked at yet.
        """
        lost = 0
        for table, names, values in self._rows(found):
            marks = ", ".join("?" * len(values))
            statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
            try:
                self._connection.execute(statement, values)
            except sqlite3.IntegrityError:
                lost += 1
        if lost:
            log.warning("%d rows of a damaged database contradict others", lost)

    def _rows(self, found: Iterable[Found]) -> Iterator[tuple[str, list[str], list[Value]]]:
        for key, values in found:
            table = self._table_of(values)
            if table is None:
                continue
            names = [column.name for column in self._columns[table][: len(values)]]
            whole = [key, *values[1:]]
            if _makes_sense(table, dict(zip(names, whole, strict=True))):
                yield table, names, whole

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


def _makes_sense(table: str, row: Mapping[str, Value]) -> bool:
    """Tell whether a row can be read as what it should be: its texts may be damaged too."""
    try:
        for name in _TIMES:
            if row.get(name) is not None and _time(row[name]).tzinfo is None:
                return False
        for name in _OBJECTS:
            if name in row and not isinstance(json.loads(str(row[name])), dict):
                return False
        if table == "transcripts":
            Transcript.from_dict(json.loads(str(row["data"])))
        flags = json.loads(str(row.get("flags", "[]")))
        return isinstance(flags, list) and all(isinstance(flag, str) for flag in flags)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _time(text: Value) -> datetime:
    return datetime.fromisoformat(str(text))
