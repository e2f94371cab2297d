"""Recordings that a crash left: those of takes still open, and those without a row.

Opening the library for writing closes the open takes, so this happens once, at the next start of a
window or of a command that writes. Recordings without a row are listed again from their sidecars.
"""

import logging
import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.data_folder import DataFolder, is_session_id
from mock_interviewer.app.data_folder.recording_paths import leads_out, session_folders, take_id
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import DAMAGED, NO_RECORDING, RECOVERED
from mock_interviewer.app.store.database.row_checks import CHECKS, moment_in_id
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.takes import sidecar
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.recording_file import HEADER_SIZE, repair
from mock_interviewer.audio.files.waveform_outline import waveform_outline

log = logging.getLogger(__name__)

UNKNOWN_PLAN = rows.as_json(
    {"questions": [], "think_time": 0, "answer_limit": 0, "seed": None, "style": ""}
)
"""Stands for the plan of a lost session."""

UNKNOWN_QUESTION = "Question not known"
"""Stands for the question of a recording without a sidecar."""

_SUFFIXES = (".wav", ".flac")

_NEWEST = 50
"""Sessions to check; what a kill leaves in the journal belongs to the last of them."""

_NAME = re.compile(r"(0[1-9]|[1-9][0-9]{1,5})\.(json|wav|flac)")

_UNNAMED = """
SELECT DISTINCT session, substr(id, 1, length(id) - length(format('-%02d', place)))
FROM takes WHERE session NOT IN (SELECT number FROM sessions)
"""

_HEARD = "SELECT take FROM transcripts WHERE take NOT IN (SELECT number FROM takes)"


def make_playable(recording: Path | None) -> tuple[float, tuple[str, ...]]:
    """Make the recording of an open take playable; return its seconds and the take's flags.

    The flags are RECOVERED, and NO_RECORDING if there is no sound, or DAMAGED if the file is not a
    recording of ours. Raises OSError if the disk refuses.
    """
    if recording is None or _is_empty(recording):
        return 0.0, (RECOVERED, NO_RECORDING)
    try:
        duration = repair(recording)
    except BadAudioFile as error:
        log.warning("%s", error)
        return 0.0, (RECOVERED, DAMAGED)
    return duration, (RECOVERED,) if duration else (RECOVERED, NO_RECORDING)


def _is_empty(recording: Path) -> bool:
    """Return whether a file is missing or empty; False if that cannot be determined."""
    try:
        return recording.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False


def recordings_exist(data: DataFolder) -> bool:
    """Return whether the folder has any recording. Raises OSError."""
    return any(path.suffix in _SUFFIXES for _, _, path in session_files(data))


def add_sessions(connection: sqlite3.Connection, data: DataFolder) -> None:
    """Add the missing sessions that takes belong to. Raises OSError, sqlite3.Error.

    Call this within a transaction, without foreign keys.
    """
    known = {session: path for session, _, path in session_files(data)}
    there = dict(connection.execute("SELECT id, number FROM sessions"))
    for number, ident in connection.execute(_UNNAMED).fetchall():
        if is_session_id(str(ident)) and ident not in there:
            said, _ = sidecar.read_sidecar(known[ident]) if ident in known else ({}, {})
            there[ident] = _add_session(connection, ident, {**said, "number": number})
        # Of two takes at one place, one is right; the other is listed again from its recording.
        connection.execute(
            "UPDATE OR IGNORE takes SET session = ? WHERE session = ?", (there.get(ident), number)
        )
        connection.execute(
            "DELETE FROM takes WHERE session = ? AND session NOT IN (SELECT number FROM sessions)",
            (number,),
        )


def add_takes(connection: sqlite3.Connection, data: DataFolder) -> int:
    """Add a take for each recording, and for each transcript whose recording was removed.

    Return how many were added; those that have a row already are skipped. Raises OSError,
    sqlite3.Error.
    """
    added = 0
    sessions = dict(connection.execute("SELECT id, number FROM sessions"))
    there = set(connection.execute("SELECT session, place FROM takes"))
    heard = {take for (take,) in connection.execute(_HEARD)}
    for ident, place, path in session_files(data):
        if (sessions.get(ident), place) in there:
            continue
        of_session, of_take = sidecar.read_sidecar(path)
        if path.suffix not in _SUFFIXES and of_take.get("number") not in heard:
            continue
        if ident not in sessions:
            sessions[ident] = _add_session(connection, ident, of_session)
        _add_take(connection, sessions[ident], (ident, place), path, data, of_take)
        added += 1
    return added


def apply_discard_marks(connection: sqlite3.Connection, data: DataFolder) -> None:
    """Mark the rows of what is marked as discarded on disk, adding missing rows.

    It is then removed with everything made from it. Raises OSError, sqlite3.Error.
    """
    sessions = dict(connection.execute("SELECT id, number FROM sessions"))
    there = set(connection.execute("SELECT session, place FROM takes"))
    for ident, place in deletion.discard_marks(data):
        if ident not in sessions:
            sessions[ident] = _add_session(connection, ident, {})
        number = sessions[ident]
        if place is None:
            connection.execute("UPDATE sessions SET deleting = 1 WHERE number = ?", (number,))
            continue
        if (number, place) not in there:
            nothing = data.session_folder(ident) / f"{place:02}.json"
            _add_take(connection, number, (ident, place), nothing, data, {})
            there.add((number, place))
        connection.execute(
            "UPDATE takes SET deleting = 1 WHERE session = ? AND place = ?", (number, place)
        )


def newest_recordings(data: DataFolder) -> set[tuple[str, int]]:
    """Return session id and place of each recording with sound in the newest sessions.

    A recording is created after its row, so one without a row means that the row was lost. Raises
    OSError.
    """
    newest = list(session_folders(data))[-_NEWEST:]
    return {
        (session, place)
        for session, place, path in _files_in(newest)
        if path.suffix in _SUFFIXES and path.stat().st_size > HEADER_SIZE
    }


def session_files(data: DataFolder) -> list[tuple[str, int, Path]]:
    """Return the recordings in the folder: the id of the session, the place in it, the file.

    For a removed recording, the file is its sidecar. Raises OSError.
    """
    return _files_in(session_folders(data))


def _files_in(folders: Iterable[Path]) -> list[tuple[str, int, Path]]:
    found: dict[tuple[str, int], Path] = {}
    for folder in folders:
        # A FLAC gets its name only once it holds all that the WAV does.
        for suffix in (".json", *_SUFFIXES):
            for path in folder.glob(f"*{suffix}"):
                if (match := _NAME.fullmatch(path.name)) and not leads_out(path):
                    found[folder.name, int(match[1])] = path
    return [(session, place, path) for (session, place), path in sorted(found.items())]


def _add_session(connection: sqlite3.Connection, ident: str, said: Mapping[str, Any]) -> int:
    values = {
        "number": None,
        "id": ident,
        "mode": "practice",
        "started_at": rows.as_text(start_from_id(ident)),
        "planned": 0,
        "plan": UNKNOWN_PLAN,
    }
    return _insert(connection, "sessions", values, said)


def _add_take(
    connection: sqlite3.Connection,
    session: int,
    which: tuple[str, int],
    recording: Path,
    data: DataFolder,
    said: Mapping[str, Any],
) -> None:
    place = which[1]
    ident = take_id(*which)
    duration, flags = playable_sound(recording)
    values = {
        "number": None,
        "id": ident,
        "session": session,
        "place": place,
        "bank": "",
        "question": "",
        "text": UNKNOWN_QUESTION,
        "section": UNKNOWN_QUESTION,
        "position": place,
        "attempt": 1,
        "follow_up": None,
        "status": "saved",
        "started_at": rows.as_text(start_from_id(ident)),
        "duration": duration,
        "recording": recording.relative_to(data.root).as_posix(),
        "flags": rows.flags_json(flags),
    }
    if NO_RECORDING in flags:
        values["recording"] = None
    _insert(connection, "takes", values, said)
    log.info("take %s is listed again", ident)


def _insert(
    connection: sqlite3.Connection, table: str, values: dict[str, Any], said: Mapping[str, Any]
) -> int:
    """Insert a row, with the columns in ``said`` that are valid; return its key."""
    fixed = {"id", "session", "place", "duration", "recording", "flags", "status"}
    checks = CHECKS[table]
    told = {
        name: said[name]
        for name in values
        if name in said and name not in fixed and checks[name](said[name])
    }
    columns = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    number = None
    for row in ({**values, **told}, {**values, **told, "number": None}, {**values, "number": None}):
        try:
            number = connection.execute(statement, row).lastrowid
            break
        except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError):
            # A sidecar may have been written by anybody, and not fit.
            continue
    if number is None:
        raise ValueError(f"{values['id']} has no place in {table}")
    return number


def playable_sound(recording: Path) -> tuple[float, tuple[str, ...]]:
    """Make a recording or sidecar without a row playable; return its seconds and flags."""
    try:
        if recording.suffix == ".json":
            return 0.0, (RECOVERED, NO_RECORDING)
        if recording.suffix != ".wav":
            return waveform_outline(recording, 1).seconds, (RECOVERED,)
        if recording.stat().st_size <= HEADER_SIZE:
            return 0.0, (RECOVERED, NO_RECORDING)
        return repair(recording), (RECOVERED,)
    except BadAudioFile as error:
        log.warning("%s", error)
        return 0.0, (RECOVERED, DAMAGED)


def start_from_id(ident: str) -> datetime:
    """Return the start time of a session or take from its id; now if it has none."""
    return moment_in_id(ident) or datetime.now(UTC)
