"""SQLite errors: those caused by the machine, as opposed to our bugs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mock_interviewer.app.errors import DatabaseDamaged, StoreError

_PRIMARY = 0xFF
"""SQLite's extended codes carry the primary code in their low byte."""

_CAUSES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "Another program has locked the database {path}.",
        "Close that program and try again.",
    ),
    sqlite3.SQLITE_FULL: (
        "The disk that holds {path} is full.",
        "Free up space, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The database {path} cannot be written.",
        "Make it and its folder writable, or choose another folder with --data-dir.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database {path} cannot be opened.",
        "Check that its folder exists and that you have permission to write there.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk that holds {path} failed to read or write.",
        "Check the disk and its free space, then try again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The database {path} is damaged. Your recordings are not affected.",
        "Close Mock Interviewer and open it again. It sets the file aside and recovers all it can.",
    ),
}
_CAUSES[sqlite3.SQLITE_LOCKED] = _CAUSES[sqlite3.SQLITE_BUSY]
_CAUSES[sqlite3.SQLITE_PROTOCOL] = _CAUSES[sqlite3.SQLITE_BUSY]
_CAUSES[sqlite3.SQLITE_PERM] = _CAUSES[sqlite3.SQLITE_READONLY]
_DAMAGED = _CAUSES[sqlite3.SQLITE_CORRUPT]
_CAUSES[sqlite3.SQLITE_NOTADB] = _DAMAGED


def classify_sqlite_error(error: sqlite3.Error, database: Path) -> Exception:
    """Return the StoreError for what the machine refused, or ``error`` itself if it is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return error
    cause = _CAUSES.get(code & _PRIMARY)
    if cause is None:
        return error
    if cause is _DAMAGED:
        return damaged_database(database)
    what, remedy = cause
    return StoreError(what.format(path=database), remedy)


def damaged_database(database: Path) -> DatabaseDamaged:
    """Return the error for a damaged database."""
    what, remedy = _DAMAGED
    return DatabaseDamaged(what.format(path=database), remedy)


@contextmanager
def translate_sqlite_errors(database: Path) -> Iterator[None]:
    """Raise SQLite errors in this block as ``classify_sqlite_error`` returns them.

    SQLite quotes a damaged schema in its message, which Python may be unable to decode.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        raise damaged_database(database) from error
    except sqlite3.Error as error:
        seen = classify_sqlite_error(error, database)
        if seen is error:
            raise
        raise seen from error
