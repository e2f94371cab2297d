"""Integrity checks of a database, within the time that a start may take."""

import logging
import sqlite3
import time
from pathlib import Path
from typing import Final

from mock_interviewer.app.data_folder.database_files import damage_marker
from mock_interviewer.app.data_folder.private_files import make_private_file

log = logging.getLogger(__name__)

MAGIC: Final = b"SQLite format 3\0"
_SIZE_64K: Final = 1
_PAGE_SIZES: Final = frozenset(512 << power for power in range(7))
_FORMATS: Final = (1, 2)
"""The versions for reading and writing: with a rollback journal, or a write-ahead log."""
_MOST_RESERVED: Final = 32
"""Bytes at the end of each page that a system's own SQLite may reserve, as Apple's does."""
_FIXED: Final = bytes((64, 32, 32))
_NEWEST_SCHEMA_FORMAT: Final = 4
_ENCODINGS: Final = (0, 1)
"""UTF-8; 0 until the first table is created."""
_SECONDS = 0.3
"""Enough for about 5 000 takes; 50 000 need seconds, and more from a cold disk."""
CHECK_STEPS = 10_000
"""Virtual machine instructions of SQLite between two looks at the clock."""
_TABLES = """
SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
ORDER BY name IN ('feedback', 'transcripts')
"""
"""The widest come last. The tables of the full-text index are included, but its contents are not
checked: that would take most of the time, and they can be rebuilt."""


def header_is_sound(header: bytes) -> bool:
    """Return whether the first 100 bytes of a database are as SQLite always writes them.

    The layout is that of https://www.sqlite.org/fileformat2.html#the_database_header.
    """
    page_size = int.from_bytes(header[16:18])
    return (
        header.startswith(MAGIC)
        and (page_size == _SIZE_64K or page_size in _PAGE_SIZES)
        and header[18] == header[19]
        and header[18] in _FORMATS
        and header[20] <= _MOST_RESERVED
        and header[21:24] == _FIXED
        and int.from_bytes(header[44:48]) <= _NEWEST_SCHEMA_FORMAT
        and int.from_bytes(header[56:60]) in _ENCODINGS
        and header[68:92] == bytes(24)
    )


def is_sound(connection: sqlite3.Connection, seconds: float = _SECONDS) -> bool:
    """Return whether no damage is found within ``seconds``, table by table.

    Raises sqlite3.Error if the database cannot be checked.
    """
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, CHECK_STEPS)
    try:
        tables = [name.replace("'", "''") for (name,) in connection.execute(_TABLES).fetchall()]
        # Indexes are compared last, since that takes several times as long.
        for check in ("quick_check", "integrity_check"):
            for table in tables:
                if connection.execute(f"PRAGMA {check}('{table}')").fetchone()[0] != "ok":
                    return False
    except sqlite3.DatabaseError as error:
        code = error.sqlite_errorcode & 0xFF
        if code not in {sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_CORRUPT}:
            raise
        return code == sqlite3.SQLITE_INTERRUPT
    finally:
        connection.set_progress_handler(None, 0)
    return True


def mark_damaged(database: Path) -> None:
    """Mark a database as damaged, so that it is repaired when it is next opened."""
    try:
        make_private_file(damage_marker(database), follow=False)
    except OSError as error:
        log.warning("%s cannot be marked as damaged: %s", database, error)
