"""Salvage of the rows of a damaged database: sorted by table, repaired, and inserted again.

A damaged value is recovered from the other columns, or from the sidecar.
"""

import logging
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.recording_paths import FLAC, WAV, recording_path
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import TAKE_MARKS
from mock_interviewer.app.store.database.row_checks import (
    CHECKS,
    CONTRADICTORY,
    ColumnValue,
    faulty_columns,
    moment_of,
    take_id_parts,
    transcript_in,
)
from mock_interviewer.app.store.recovery.orphans import (
    UNKNOWN_PLAN,
    playable_sound,
    session_files,
    start_from_id,
)
from mock_interviewer.app.store.takes import sidecar
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

log = logging.getLogger(__name__)

_DEFAULTS: Mapping[str, Mapping[str, ColumnValue]] = {
    "sessions": {"mode": "practice", "planned": 0, "plan": UNKNOWN_PLAN, "deleting": 0},
    "takes": {
        "position": 1,
        "attempt": 1,
        "status": "saved",
        "flags": "[]",
        "follow_up": None,
        "deleting": 0,
        **dict.fromkeys(TAKE_MARKS, 0),
    },
    "reviews": {"proposed": None, "confirmed": 0},
    "transcripts": {"current": 0},
}
"""Defaults for values that are unreadable and found nowhere else."""


_CONTRADICTORY = f"SELECT t.number, t.id, t.place, t.recording, s.number, s.id {CONTRADICTORY}"


_ORPHANS = """
SELECT t.number, t.id, t.place, t.recording, s.number, s.id
FROM takes AS t JOIN sessions AS s ON t.id = s.id || format('-%02d', t.place)
WHERE t.session NOT IN (SELECT number FROM sessions)
"""
"""Takes without a session whose ids name an existing one."""
_DURATION = re.compile(r'"duration":(\d{1,6}(?:\.\d+)?)')


class RowRepair:
    """Repairs rows of the library in ``data``; reads its sidecars once, if needed."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data

    def repaired(self, table: str, row: Mapping[str, ColumnValue]) -> dict[str, ColumnValue] | None:
        """Return a row that the program could have written; None if too little of it is left.

        Raises OSError.
        """
        wrong = faulty_columns(table, row)
        readable = {name: _readable(value) for name, value in row.items()}
        if "deleting" in readable:
            # A flipped bit must not delete anything; what was discarded has a mark on disk.
            readable["deleting"] = 0
        if not wrong:
            return readable
        known = self._known(table, readable, wrong)
        for name in wrong:
            sources = (known, readable, _DEFAULTS.get(table, {}))
            candidates = [source[name] for source in sources if name in source]
            right = [value for value in candidates if CHECKS[table][name](value)]
            if not right:
                return None
            readable[name] = right[0]
        return readable

    def _known(
        self, table: str, row: Mapping[str, ColumnValue], wrong: frozenset[str]
    ) -> Mapping[str, Any]:
        """Return candidates for the wrong columns of a row, which the caller checks."""
        match table:
            case "sessions":
                said = self._sessions.get(row["number"], {})
                started = said.get("started_at", row["started_at"])
                return {"ended_at": started, "started_at": _start_time(row["id"]), **said}
            case "takes":
                said = self._takes.get(row["number"], {})
                return {
                    "started_at": _start_time(row["id"]),
                    **self._recorded(row, said, wrong),
                    **said,
                }
            case "transcripts":
                return {**_transcript_columns(row), "made_at": self._took_place(row)}
            case "reviews" | "verdicts":
                return {"at": self._took_place(row)}
            case _:
                return {}

    def _took_place(self, row: Mapping[str, ColumnValue]) -> str:
        """Return when the take of a row started, according to its sidecar."""
        said = self._takes.get(row["take"], {}).get("started_at")
        return str(said) if moment_of(said) else rows.as_text(rows.UNKNOWN_TIME)

    def _recorded(
        self, row: Mapping[str, ColumnValue], said: Mapping[str, Any], wrong: frozenset[str]
    ) -> dict[str, Any]:
        """Return the recording and its duration from the files, if either is wrong."""
        parts = take_id_parts(str(said.get("id", row["id"])))
        if parts is None or not wrong & {"recording", "duration"}:
            return {}
        path = self._recording(*parts)
        if path is None:
            return {"recording": None, "duration": 0.0}
        duration, _ = playable_sound(path)
        return {"recording": path.relative_to(self._data.root).as_posix(), "duration": duration}

    def reconcile(self, connection: sqlite3.Connection) -> int:
        """Correct takes whose id, session, place, and recording contradict each other.

        Return how many rows that were. A take that cannot be corrected is removed, to be listed
        again from its recording. Call this within a transaction, without foreign keys. Raises
        OSError, sqlite3.Error.
        """
        corrected = self._reconcile_sessions(connection)
        orphans = connection.execute(_ORPHANS).fetchall()
        astray = connection.execute(_CONTRADICTORY).fetchall()
        for number, ident, place, recording, session, session_id in [*orphans, *astray]:
            said = self._takes.get(number)
            parts = None if said is None else take_id_parts(str(said["id"]))
            # The sidecar comes first, as it is unlikely to be damaged too; then the id.
            belongs = parts or take_id_parts(ident) or (session_id, place)
            self._put(connection, number, belongs, session, recording)
        return corrected + len(orphans) + len(astray)

    def _put(
        self,
        connection: sqlite3.Connection,
        number: int,
        belongs: tuple[str, int],
        session: int,
        recording: str | None,
    ) -> None:
        ident, place = belongs
        found = connection.execute("SELECT number FROM sessions WHERE id = ?", (ident,)).fetchone()
        path = self._recording(ident, place)
        name = None if path is None else path.relative_to(self._data.root).as_posix()
        try:
            connection.execute(
                "UPDATE takes SET id = ?, session = ?, place = ?, recording = iif(?, NULL, ?)"
                " WHERE number = ?",
                (
                    f"{ident}-{place:02}",
                    session if found is None else found[0],
                    place,
                    recording is None,
                    name,
                    number,
                ),
            )
        except sqlite3.IntegrityError:
            connection.execute("DELETE FROM takes WHERE number = ?", (number,))

    def _reconcile_sessions(self, connection: sqlite3.Connection) -> int:
        """Give sessions the id that is part of the ids of all their takes."""
        corrected = 0
        for session, ident in {(row[4], row[5]) for row in connection.execute(_CONTRADICTORY)}:
            takes = connection.execute("SELECT id FROM takes WHERE session = ?", (session,))
            named = {parts[0] for (take,) in takes if (parts := take_id_parts(take))}
            said = self._sessions.get(session, {}).get("id")
            if len(named) == 1 and (right := named.pop()) != ident and said in {None, right}:
                corrected += connection.execute(
                    "UPDATE OR IGNORE sessions SET id = ? WHERE number = ?", (right, session)
                ).rowcount
        return corrected

    def _recording(self, session: str, place: int) -> Path | None:
        paths = (recording_path(self._data, session, place, suffix) for suffix in (FLAC, WAV))
        return next((path for path in paths if path is not None and path.is_file()), None)

    @cached_property
    def _sidecars(
        self,
    ) -> tuple[dict[ColumnValue, Mapping[str, Any]], dict[ColumnValue, Mapping[str, Any]]]:
        """The sessions and takes in the sidecars, by number."""
        sessions: dict[ColumnValue, Mapping[str, Any]] = {}
        takes: dict[ColumnValue, Mapping[str, Any]] = {}
        for ident, place, path in session_files(self._data):
            session, take = sidecar.read_sidecar(path)
            if session.get("id") == ident and take.get("id") == f"{ident}-{place:02}":
                sessions[session.get("number")] = session
                takes[take.get("number")] = {**take, "session": session.get("number")}
        return sessions, takes

    @property
    def _sessions(self) -> Mapping[ColumnValue, Mapping[str, Any]]:
        return self._sidecars[0]

    @property
    def _takes(self) -> Mapping[ColumnValue, Mapping[str, Any]]:
        return self._sidecars[1]


def _readable(value: ColumnValue) -> ColumnValue:
    """Return a text with a replacement character for each byte that is not UTF-8."""
    if not isinstance(value, str):
        return value
    return value.encode(errors="surrogateescape").decode(errors="replace")


def _start_time(ident: ColumnValue) -> str:
    return rows.as_text(start_from_id(str(ident)))


def _transcript_columns(row: Mapping[str, ColumnValue]) -> dict[str, Any]:
    """Return the columns of a transcript from its data, or its data from the columns."""
    kept = transcript_in(row["data"])
    if kept is not None:
        return {"text": kept.text, "model": kept.model, "language": kept.language}
    text = str(row["text"])
    # Without times of words, the text is still right; it plays from the beginning.
    segments = (TranscriptSegment(text, 0.0, 0.0),) if text else ()
    said = _DURATION.findall(str(row["data"]))
    plain = Transcript(
        segments,
        float(said[-1]) if said else 0.0,
        str(row["model"]),
        str(row["language"]),
        speech_detected=bool(text),
    )
    return {"data": rows.as_json(plain.to_dict())}


FoundRow = tuple[int, list[ColumnValue]]
"""The key of a row, and its columns, among which the key itself is None."""
SALVAGED_TABLES = ("sessions", "takes", "transcripts", "feedback", "figures", "reviews", "verdicts")
"""The tables whose rows are salvaged; all others follow from these."""
_KINDS = {"TEXT": str, "INTEGER": int, "REAL": int | float}


@dataclass(frozen=True)
class _Column:
    name: str
    kind: str
    is_nullable: bool
    """The column may be NULL."""
    is_newer: bool
    """A row written by an older version may end before the column."""

    def fits(self, value: ColumnValue) -> bool:
        """Return whether the column can have this value."""
        return self.is_nullable if value is None else isinstance(value, _KINDS[self.kind])


class RowSalvage:
    """Sorts rows by table, and inserts them into a database of the current version."""

    def __init__(self, connection: sqlite3.Connection, repair: RowRepair) -> None:
        self._connection = connection
        self._repair = repair
        self._columns = {table: _table_columns(connection, table) for table in SALVAGED_TABLES}
        self.lost: Counter[str] = Counter()
        """How many rows of each table were found but could not be repaired."""

    def put(self, found: Iterable[FoundRow]) -> None:
        """Insert the rows that can be repaired and do not contradict those already inserted.

        Call this within a transaction, without foreign keys. Raises OSError, sqlite3.Error.
        """
        for table, row in self._rows(found):
            repaired = self._repair.repaired(table, row)
            if repaired is None or not self._insert(table, repaired):
                self.lost[table] += 1
        if self.lost:
            log.warning("lost rows of a damaged database: %s", dict(self.lost))

    def _insert(self, table: str, row: Mapping[str, ColumnValue]) -> bool:
        marks = ", ".join("?" * len(row))
        statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608
        try:
            self._connection.execute(statement, tuple(row.values()))
        except sqlite3.IntegrityError:
            return False
        return True

    def _rows(self, found: Iterable[FoundRow]) -> Iterator[tuple[str, dict[str, ColumnValue]]]:
        for key, values in found:
            table = self._table_of(values)
            if table is not None:
                names = [column.name for column in self._columns[table][: len(values)]]
                yield table, dict(zip(names, [key, *values[1:]], strict=True))

    def _table_of(self, values: Sequence[ColumnValue]) -> str | None:
        if not values or values[0] is not None:
            return None
        for table, columns in self._columns.items():
            here, later = columns[1 : len(values)], columns[len(values) :]
            if (
                len(values) <= len(columns)
                and all(column.is_newer for column in later)
                and all(column.fits(value) for column, value in zip(here, values[1:], strict=True))
            ):
                return table
        return None


def _table_columns(connection: sqlite3.Connection, table: str) -> tuple[_Column, ...]:
    return tuple(
        _Column(name, kind, is_nullable=not strict, is_newer=not strict or default is not None)
        for _, name, kind, strict, default, _ in connection.execute(f"PRAGMA table_info({table})")
    )
