"""Whether a database is damaged, as far as can be told in the time that a start may take."""

import logging
import sqlite3
import time
from pathlib import Path

from mock_interviewer.app.private_files import make_private_file

log = logging.getLogger(__name__)

_SECONDS = 0.3
"""Enough for some 5 000 takes; the whole of 50 000 takes seconds, and more from a cold disk."""
_STEPS = 10_000
"""Steps of SQLite's between two looks at the clock."""

_TABLES = """
SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
ORDER BY name IN ('feedback', 'transcripts')
"""
"""The widest come last. The tables of the index of words are among them, its sense is not checked:
that takes most of the time, and what it says can be made anew."""


def is_sound(connection: sqlite3.Connection, seconds: float = _SECONDS) -> bool:
    """Return whether nothing wrong is found in ``seconds``, table by table.

    Raises sqlite3.Error where it cannot be looked at.
    """
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        for (table,) in connection.execute(_TABLES).fetchall():
            name = table.replace("'", "''")
            if connection.execute(f"PRAGMA quick_check('{name}')").fetchone()[0] != "ok":
                return False
    except sqlite3.DatabaseError as error:
        code = error.sqlite_errorcode & 0xFF
        if code not in {sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_CORRUPT}:
            raise
        return code == sqlite3.SQLITE_INTERRUPT
    finally:
        connection.set_progress_handler(None, 0)
    return True


def suspicion(database: Path) -> Path:
    """Return the file whose being there says that a database was found damaged in use."""
    return database.with_name(f"{database.stem}.suspect")


def suspect(database: Path) -> None:
    """Note that a database was found damaged, so that it is mended when it is next opened."""
    try:
        make_private_file(suspicion(database))
    except OSError as error:
        log.warning("that %s is damaged cannot be noted: %s", database, error)
