"""Checks that a row is one that this program could have written.

SQLite checks the structure of a database, not its contents: a flipped bit in a date, an id, or a
JSON document passes. Whatever passes here, the rest of the store can read without an error.
"""

import json
import math
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from mock_interviewer.app.data_folder.data_folder import is_session_id
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.store.database.records import TAKE_MARKS, TakeStatus
from mock_interviewer.audio.recognition.transcript import (
    Filler,
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.questions.schedule import MemoryCard, RecallGrade

ColumnValue = int | float | str | None
Row = Mapping[str, ColumnValue]
Check = Callable[[ColumnValue], bool]
ROW_SECONDS: Final = 0.25
"""Seconds for checking rows at a start: enough for all rows of some hundred takes."""
_TAKE_ID = re.compile(r"(?P<session>.+)-(?P<place>\d{2,6})")
_MAX_KEY: Final = 1 << 40
"""Keys count up from 1; a larger one would leave too little room for later ones."""
_MAX_COUNT: Final = 1 << 24
_MAX_SECONDS: Final = 1e7
_MOMENT_LENGTH: Final = 15
_YEARS: Final = range(1900, 9999)
"""Years whose times can be shown in every time zone."""
_GRADES: Final = frozenset(RecallGrade)
_STATUSES: Final = frozenset(TakeStatus)
GIVEN_VERDICTS: Final = frozenset(
    {CoverageVerdict.MADE, CoverageVerdict.OPPOSITE, CoverageVerdict.NOT}
)
"""The verdicts that a person can give."""
_BATCH: Final = 100
"""Rows read between two looks at the clock."""


CONTRADICTORY: Final = """
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.id <> s.id || format('-%02d', t.place)
OR t.recording NOT IN (
    format('sessions/%s/%02d.wav', s.id, t.place), format('sessions/%s/%02d.flac', s.id, t.place)
)
"""
"""Takes whose id, session, place, and recording contradict each other."""


_ACROSS: Final = f"""
SELECT EXISTS (SELECT 1 {CONTRADICTORY})
OR EXISTS (SELECT 1 FROM sqlite_sequence WHERE typeof(seq) <> 'integer' OR seq > ?)
"""  # noqa: S608
"""Contradictory takes, or a counter that is about to run out of keys."""


def faulty_columns(table: str, row: Row) -> frozenset[str]:
    """Return the columns of a row whose values the program would not have written."""
    checks = CHECKS[table]
    return frozenset(name for name, value in row.items() if not checks[name](value))


def rows_are_valid(connection: sqlite3.Connection, seconds: float = math.inf) -> bool:
    """Return whether no row is found within ``seconds`` that the program would not have written.

    Wide rows are checked last, and the newest rows of each table first. Raises sqlite3.Error.
    """
    end = time.monotonic() + seconds
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return False
    if connection.execute(_ACROSS, (_MAX_KEY,)).fetchone()[0]:
        return False
    with _undecoded(connection):
        return not any(_has_faults(connection, table, end) for table in CHECKS)


def _has_faults(connection: sqlite3.Connection, table: str, end: float) -> bool:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY rowid DESC")  # noqa: S608
    names = [column[0] for column in found.description]
    while time.monotonic() < end and (batch := found.fetchmany(_BATCH)):
        for values in batch:
            if faulty_columns(table, dict(zip(names, values, strict=True))):
                return True
    return False


def drop_invalid_rows(connection: sqlite3.Connection) -> None:
    """Delete the rows that ``rows_are_valid`` rejects, so that one repair is enough.

    Call this within a transaction, without foreign keys. Raises sqlite3.Error.
    """
    connection.execute(f"DELETE FROM takes WHERE number IN (SELECT t.number {CONTRADICTORY})")  # noqa: S608
    for table in CHECKS:
        for key in list(_faulty_keys(connection, table)):
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (key,))  # noqa: S608
    drop_orphans(connection)


def drop_orphans(connection: sqlite3.Connection) -> None:
    """Delete the rows that refer to missing rows. Raises sqlite3.Error."""
    while lost := connection.execute("PRAGMA foreign_key_check").fetchall():
        for table, key, *_ in lost:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (key,))  # noqa: S608


def _faulty_keys(connection: sqlite3.Connection, table: str) -> Iterator[int]:
    found = connection.execute(f"SELECT rowid, * FROM {table}")  # noqa: S608
    names = [column[0] for column in found.description[1:]]
    for key, *values in found:
        if faulty_columns(table, dict(zip(names, values, strict=True))):
            yield key


@contextmanager
def _undecoded(connection: sqlite3.Connection) -> Iterator[None]:
    """Read bytes that are not UTF-8 as surrogates, which no text of ours has."""
    before = connection.text_factory
    connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = before


def take_id_parts(ident: str) -> tuple[str, int] | None:
    """Split the id of a take into the session's id and the place; None if it is not valid."""
    match = _TAKE_ID.fullmatch(ident)
    if match is None or not is_session_id(match["session"]):
        return None
    return match["session"], int(match["place"])


def moment_in_id(ident: str) -> datetime | None:
    """Return the start time that is part of the id of a session or take, or None."""
    try:
        moment = datetime.strptime(ident[:_MOMENT_LENGTH], "%Y%m%d-%H%M%S").astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.year in _YEARS else None


def moment_of(value: ColumnValue) -> datetime | None:
    """Return the stored time, or None if the value is not one."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    sound = moment is not None and moment.tzinfo is not None and moment.year in _YEARS
    return moment if sound else None


def transcript_in(value: ColumnValue) -> Transcript | None:
    """Return the stored transcript, or None if the value is not one."""
    try:
        transcript = Transcript.from_dict(json.loads(_text_of(value)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return transcript if _is_transcript(transcript) else None


def card_in(value: ColumnValue) -> MemoryCard | None:
    """Return the stored card of a question, or None if the value is not one."""
    try:
        card = MemoryCard.from_dict(json.loads(_text_of(value)))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    sound = (
        _is_time(card.due.isoformat())
        and _is_time(card.reviewed.isoformat())
        and _is_number(card.stability)
        and card.stability > 0
        and _is_number(card.difficulty)
    )
    return card if sound else None


def flags_in(value: ColumnValue) -> tuple[str, ...] | None:
    """Return the stored flags of a take, or None if the value is not a list of them."""
    try:
        flags = json.loads(_text_of(value))
    except (ValueError, RecursionError):
        return None
    is_list = isinstance(flags, list) and all(_is_text(flag) for flag in flags)
    return tuple(flags) if is_list else None


def _text_of(value: ColumnValue) -> str:
    if not _is_text(value):
        raise ValueError("not text")
    return str(value)


def _is_text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_integer(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _is_key(value: ColumnValue) -> bool:
    return _is_integer(value, 1, _MAX_KEY)


def _is_count(value: ColumnValue) -> bool:
    return _is_integer(value, 0, _MAX_COUNT)


def _is_place(value: ColumnValue) -> bool:
    return _is_integer(value, 1, _MAX_COUNT)


def _is_switch(value: ColumnValue) -> bool:
    return _is_integer(value, 0, 1)


def _is_number(value: object) -> bool:
    return _is_real(value) and math.isfinite(value)  # type: ignore[arg-type]


def _is_real(value: object) -> bool:
    """Return whether a value is a number that fits a float; a long integer does not."""
    return type(value) is float or _is_integer(value, -_MAX_KEY, _MAX_KEY)


def _is_seconds(value: object) -> bool:
    return _is_number(value) and 0 <= value <= _MAX_SECONDS  # type: ignore[operator]


def _is_time(value: ColumnValue) -> bool:
    return moment_of(value) is not None


def _is_session_id(value: ColumnValue) -> bool:
    return isinstance(value, str) and is_session_id(value)


def _is_take_id(value: ColumnValue) -> bool:
    return isinstance(value, str) and take_id_parts(value) is not None


def _is_status(value: ColumnValue) -> bool:
    return value in _STATUSES


def _is_grade(value: ColumnValue) -> bool:
    return type(value) is int and value in _GRADES


def _is_given_verdict(value: ColumnValue) -> bool:
    return value in GIVEN_VERDICTS


def _is_object(value: ColumnValue) -> bool:
    try:
        return isinstance(json.loads(_text_of(value)), dict)
    except (ValueError, RecursionError):
        return False


def _is_card(value: ColumnValue) -> bool:
    return card_in(value) is not None


def _is_transcript(transcript: Transcript) -> bool:
    fillers = transcript.fillers or ()
    return (
        all(map(_is_text, (transcript.model, transcript.language, *transcript.flags)))
        and _is_seconds(transcript.duration)
        and _is_number(transcript.processing)
        and all(map(_is_stretch, transcript.segments))
        and all(map(_is_stretch, fillers))
        and all(_is_word(word) for word in transcript.words)
    )


def _is_stretch(part: TranscriptSegment | TranscriptWord | Filler) -> bool:
    return _is_text(part.text) and _is_number(part.start) and _is_number(part.end)


def _is_word(word: TranscriptWord) -> bool:
    return (
        _is_stretch(word)
        and _is_real(word.probability)
        and (word.heard is None or _is_text(word.heard))
    )


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


CHECKS: Final[Mapping[str, Mapping[str, Check]]] = {
    "sessions": {
        "number": _is_key,
        "id": _is_session_id,
        "mode": _is_text,
        "started_at": _is_time,
        "ended_at": _or_none(_is_time),
        "planned": _is_count,
        "plan": _is_object,
        "deleting": _is_switch,
        "name": _is_text,
    },
    "takes": {
        "number": _is_key,
        "id": _is_take_id,
        "session": _is_key,
        "place": _is_place,
        "bank": _is_text,
        "question": _is_text,
        "text": _is_text,
        "section": _is_text,
        "position": _is_place,
        "attempt": _is_place,
        "status": _is_status,
        "started_at": _is_time,
        "duration": _is_seconds,
        "recording": _or_none(_is_text),
        "flags": lambda value: flags_in(value) is not None,
        "follow_up": _or_none(_is_place),
        "deleting": _is_switch,
        **dict.fromkeys(TAKE_MARKS, _is_switch),
        "name": _is_text,
        "note": _is_text,
    },
    "reviews": {
        "number": _is_key,
        "bank": _is_text,
        "question": _is_text,
        "take": _is_key,
        "proposed": _or_none(_is_grade),
        "grade": _is_grade,
        "confirmed": _is_switch,
        "at": _is_time,
    },
    "verdicts": {
        "number": _is_key,
        "take": _is_key,
        "point": _is_text,
        "covered": _is_given_verdict,
        "at": _is_time,
    },
    "cards": {
        "bank": _is_text,
        "question": _is_text,
        "due": _is_time,
        "grade": _is_grade,
        "data": _is_card,
    },
    "figures": {
        "transcript": _is_key,
        "coverage": _or_none(_is_number),
        "made": _or_none(_is_count),
        "points": _or_none(_is_count),
        "words": _is_count,
        "pace": _or_none(_is_number),
        "filler_rate": _or_none(_is_number),
        "first_word": _or_none(_is_number),
        "longest_pause": _or_none(_is_number),
        "pitch_variation": _or_none(_is_number),
        "unsure": _or_none(_is_count),
    },
    "feedback": {
        "transcript": _is_key,
        "made_at": _is_time,
        "version": _is_count,
        "data": _is_object,
    },
    "transcripts": {
        "number": _is_key,
        "take": _is_key,
        "made_at": _is_time,
        "model": _is_text,
        "language": _is_text,
        "text": _is_text,
        "data": lambda value: transcript_in(value) is not None,
        "current": _is_switch,
    },
}
"""The check of each column, by table, in the order in which tables are checked."""
