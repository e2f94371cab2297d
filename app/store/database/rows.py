"""The rows of the database as records, and the SELECT statements that return them."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from mock_interviewer.app.data_folder import recording_paths
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import (
    NO_RECORDING,
    TAKE_MARKS,
    UNREADABLE,
    LibrarySize,
    SessionRecord,
    TakeRecord,
    TakeStatus,
    TranscriptRecord,
)
from mock_interviewer.app.store.database.row_checks import (
    flags_in,
    moment_in_id,
    moment_of,
    transcript_in,
)

_STATUSES = frozenset(TakeStatus)
UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)

SESSIONS = """
SELECT s.id, s.mode, s.started_at, s.ended_at, s.planned,
       count(t.number) FILTER (WHERE t.status = 'saved'),
       count(DISTINCT t.position) FILTER (WHERE t.status = 'saved' AND t.follow_up IS NULL),
       total(t.duration) FILTER (WHERE t.status = 'saved'),
       coalesce(iif(json_valid(s.plan), s.plan, '{}') ->> '$.style', s.mode), s.name
FROM sessions AS s LEFT JOIN takes AS t ON t.session = s.number AND NOT t.deleting
WHERE NOT s.deleting
"""

MARK_COLUMNS = ", ".join(f"t.{mark}" for mark in TAKE_MARKS)
"""The columns of all marks, to be selected last; ``marks_in`` reads them."""

TAKES = f"""
SELECT t.id, s.id, t.place, t.bank, t.question, t.text, t.section, t.position, t.attempt, t.status,
       t.started_at, t.duration, t.recording, t.flags, t.follow_up, t.name, t.note,
       x.data, {MARK_COLUMNS}
FROM takes AS t
JOIN sessions AS s ON s.number = t.session
LEFT JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE NOT s.deleting AND NOT t.deleting
"""  # noqa: S608

TRANSCRIPTS = """
SELECT x.number, x.data, x.model, x.made_at, x.current
FROM transcripts AS x JOIN takes AS t ON t.number = x.take
WHERE t.id = ? ORDER BY x.number DESC
"""


def session_of(row: tuple[Any, ...]) -> SessionRecord:
    """Return the session in a row of SESSIONS; an unreadable time is taken from its id."""
    ident, mode, started, ended, planned, takes, answered, duration, style, name = row
    started_at = moment_of(started) or _began(ident)
    return SessionRecord(
        id=ident,
        mode=mode,
        started_at=started_at,
        ended_at=None if ended is None else moment_of(ended) or started_at,
        planned=planned,
        takes=takes,
        answered=answered,
        duration=duration,
        style=style,
        name=name,
    )


def take_of(row: tuple[Any, ...], data: DataFolder) -> TakeRecord:
    """Return the take in a row of TAKES; checks the disk for links.

    Unreadable values of a damaged row are left out or taken from the id, and the take is flagged
    UNREADABLE.
    """
    ident, session, place, bank, question, text, section, position, attempt, status, *rest = row
    started, duration, stored, flags, follow_up, name, note, transcript, *marks = rest
    recording = recording_paths.recording_path(data, session, place, stored)
    started_at, kept = moment_of(started), flags_in(flags)
    heard = None if transcript is None else transcript_in(transcript)
    shown_flags = list(kept or ())
    if recording is None and stored is not None:
        # A recording outside the folder of its session counts as missing.
        shown_flags.append(NO_RECORDING)
    if (
        started_at is None
        or kept is None
        or (heard is None and transcript is not None)
        or status not in _STATUSES
    ):
        shown_flags.append(UNREADABLE)
    return TakeRecord(
        id=ident,
        session=session,
        bank=bank,
        question=question,
        text=text,
        section=section,
        position=position,
        attempt=attempt,
        status=status_in(status),
        started_at=started_at or _began(ident),
        duration=duration,
        recording=recording,
        flags=tuple(dict.fromkeys(shown_flags)),
        transcript=heard,
        follow_up=follow_up,
        name=name,
        note=note,
        **marks_in(marks),
    )


def marks_in(columns: Sequence[Any]) -> dict[str, bool]:
    """Return the marks in the MARK_COLUMNS of a row, by name."""
    return {mark: bool(value) for mark, value in zip(TAKE_MARKS, columns, strict=True)}


def transcript_of(row: tuple[Any, ...]) -> TranscriptRecord | None:
    """Return the transcript in a row of TRANSCRIPTS; None if it is unreadable."""
    number, data, model, made, current = row
    transcript, made_at = transcript_in(data), moment_of(made)
    if transcript is None or made_at is None:
        return None
    return TranscriptRecord(number, transcript, model, made_at, bool(current))


def status_in(value: str) -> TakeStatus:
    """Return the stored status; SAVED for an unreadable one."""
    return TakeStatus(value) if value in _STATUSES else TakeStatus.SAVED


def began_at(started: str, ident: str) -> datetime:
    """Return the stored time, or else the one in the id of a take."""
    return moment_of(started) or _began(ident)


def _began(ident: str) -> datetime:
    return moment_in_id(ident) or UNKNOWN_TIME


def as_text(moment: datetime) -> str:
    """Return an aware time in its stored form."""
    return moment.astimezone(UTC).isoformat()


def as_json(value: object) -> str:
    """Return plain data as JSON in its stored form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def flags_json(flags: Iterable[str]) -> str:
    """Return flags in their stored form, without duplicates, in order."""
    return as_json(list(dict.fromkeys(flags)))


_LIBRARY_SIZE = """
SELECT (SELECT count(*) FROM sessions WHERE NOT deleting), count(*)
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.status = 'saved' AND NOT t.deleting AND NOT s.deleting
"""


def library_size(connection: sqlite3.Connection) -> LibrarySize:
    """Count the sessions and answers in a database, without discarded ones."""
    return LibrarySize(*connection.execute(_LIBRARY_SIZE).fetchone())
