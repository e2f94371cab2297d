"""Repairs rows that a changed bit spoiled, from their other columns and from sidecars.

A sidecar is the JSON file beside a recording that says which session, question and moment the take
belongs to; see ``facts``.
"""

import re
import sqlite3
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import facts, rows
from mock_interviewer.app.store.pages import Value
from mock_interviewer.app.store.recording_place import FLAC, WAV, recording_path
from mock_interviewer.app.store.row_checks import (
    CHECKS,
    CONTRADICTORY,
    faults,
    moment_of,
    take_id_parts,
    transcript_in,
)
from mock_interviewer.app.store.unlisted import UNKNOWN_PLAN, began, session_files, sound_of
from mock_interviewer.audio.recognition.transcript import Segment, Transcript

_DEFAULTS: Mapping[str, Mapping[str, Value]] = {
    "sessions": {"mode": "practice", "planned": 0, "plan": UNKNOWN_PLAN, "deleting": 0},
    "takes": {
        "position": 1,
        "attempt": 1,
        "status": "saved",
        "flags": "[]",
        "follow_up": None,
        "starred": 0,
        "deleting": 0,
    },
    "reviews": {"proposed": None, "confirmed": 0},
    "transcripts": {"current": 0},
}
"""What stands for a value that cannot be read and that nothing else tells."""
_ASTRAY = f"SELECT t.number, t.id, t.place, t.recording, s.number, s.id {CONTRADICTORY}"
_ORPHANS = """
SELECT t.number, t.id, t.place, t.recording, s.number, s.id
FROM takes AS t JOIN sessions AS s ON t.id = s.id || format('-%02d', t.place)
WHERE t.session NOT IN (SELECT number FROM sessions)
"""
"""Takes without a session, by whose id they belong to one that is there."""
_DURATION = re.compile(r'"duration":(\d{1,6}(?:\.\d+)?)')


class RowRepair:
    """Repairs rows of the library in ``data``; reads its sidecars once if they are needed."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data

    def repaired(self, table: str, row: Mapping[str, Value]) -> dict[str, Value] | None:
        """Return a row as the program could have written it; None if too little of it is left.

        Raises OSError.
        """
        wrong = faults(table, row)
        readable = {name: _readable(value) for name, value in row.items()}
        if "deleting" in readable:
            # A changed bit must not delete anything; what was discarded has a mark on the disk.
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
        self, table: str, row: Mapping[str, Value], wrong: frozenset[str]
    ) -> Mapping[str, Any]:
        """Return replacements for the wrong columns of a row; the caller checks them."""
        match table:
            case "sessions":
                said = self._sessions.get(row["number"], {})
                started = said.get("started_at", row["started_at"])
                return {"ended_at": started, "started_at": _began(row["id"]), **said}
            case "takes":
                said = self._takes.get(row["number"], {})
                return {"started_at": _began(row["id"]), **self._recorded(row, said, wrong), **said}
            case "transcripts":
                return {**_transcript_columns(row), "made_at": self._took_place(row)}
            case "reviews":
                return {"at": self._took_place(row)}
            case _:
                return {}

    def _took_place(self, row: Mapping[str, Value]) -> str:
        """Return when the take of a row began, as its sidecar says."""
        said = self._takes.get(row["take"], {}).get("started_at")
        return str(said) if moment_of(said) else rows.as_text(rows.UNKNOWN_TIME)

    def _recorded(
        self, row: Mapping[str, Value], said: Mapping[str, Any], wrong: frozenset[str]
    ) -> dict[str, Any]:
        """Return the recording and its duration as the files have them, if they are wrong."""
        parts = take_id_parts(str(said.get("id", row["id"])))
        if parts is None or not wrong & {"recording", "duration"}:
            return {}
        path = self._recording(*parts)
        if path is None:
            return {"recording": None, "duration": 0.0}
        duration, _ = sound_of(path)
        return {"recording": path.relative_to(self._data.root).as_posix(), "duration": duration}

    def reconcile(self, connection: sqlite3.Connection) -> int:
        """Correct takes whose id, session, place and recording contradict each other.

        Returns how many rows that were. A take that cannot be corrected is removed, to be listed
        again by its recording. Within a transaction without foreign keys. Raises OSError,
        sqlite3.Error.
        """
        corrected = self._reconcile_sessions(connection)
        orphans = connection.execute(_ORPHANS).fetchall()
        astray = connection.execute(_ASTRAY).fetchall()
        for number, ident, place, recording, session, session_id in [*orphans, *astray]:
            said = self._takes.get(number)
            parts = None if said is None else take_id_parts(str(said["id"]))
            # The sidecar is written once and rarely damaged too; then the id, which says both.
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
        """Give sessions the id that the ids of all their takes begin with."""
        corrected = 0
        for session, ident in {(row[4], row[5]) for row in connection.execute(_ASTRAY)}:
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
    def _sidecars(self) -> tuple[dict[Value, Mapping[str, Any]], dict[Value, Mapping[str, Any]]]:
        """Sessions and takes as their sidecars have them, by number."""
        sessions: dict[Value, Mapping[str, Any]] = {}
        takes: dict[Value, Mapping[str, Any]] = {}
        for ident, place, path in session_files(self._data):
            session, take = facts.read(path)
            if session.get("id") == ident and take.get("id") == f"{ident}-{place:02}":
                sessions[session.get("number")] = session
                takes[take.get("number")] = {**take, "session": session.get("number")}
        return sessions, takes

    @property
    def _sessions(self) -> Mapping[Value, Mapping[str, Any]]:
        return self._sidecars[0]

    @property
    def _takes(self) -> Mapping[Value, Mapping[str, Any]]:
        return self._sidecars[1]


def _readable(value: Value) -> Value:
    """Return a text with a replacement character for each byte that is no UTF-8."""
    if not isinstance(value, str):
        return value
    return value.encode(errors="surrogateescape").decode(errors="replace")


def _began(ident: Value) -> str:
    return rows.as_text(began(str(ident)))


def _transcript_columns(row: Mapping[str, Value]) -> dict[str, Any]:
    """Return what a transcript's text tells of its words, and the words of its text."""
    kept = transcript_in(row["data"])
    if kept is not None:
        return {"text": kept.text, "model": kept.model, "language": kept.language}
    text = str(row["text"])
    # Without the words' times it still is what was said; it plays from its beginning.
    segments = (Segment(text, 0.0, 0.0),) if text else ()
    said = _DURATION.findall(str(row["data"]))
    plain = Transcript(
        segments,
        float(said[-1]) if said else 0.0,
        str(row["model"]),
        str(row["language"]),
        speech_detected=bool(text),
    )
    return {"data": rows.as_json(plain.to_dict())}
