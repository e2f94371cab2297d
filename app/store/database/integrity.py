"""Whether a database is damaged, as far as a check at startup has time to find out."""

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
"""Of reading and writing alike: with a rollback journal, or with a write-ahead log."""


_MOST_RESERVED: Final = 32
"""Bytes at the end of each page that a system's own SQLite may keep for itself, as Apple's does."""


_FIXED: Final = bytes((64, 32, 32))


_NEWEST_SCHEMA_FORMAT: Final = 4


_ENCODINGS: Final = (0, 1)
"""UTF-8; 0 until the first table is made."""


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


def header_is_sound(header: bytes) -> bool:
    """Return whether the first 100 bytes of a database hold what SQLite always writes there.

    Their layout is that of https://www.sqlite.org/fileformat2.html#the_database_header.
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
    """Return whether nothing wrong is found in ``seconds``, table by table.

    Raises sqlite3.Error where it cannot be looked at.
    """
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        tables = [name.replace("'", "''") for (name,) in connection.execute(_TABLES).fetchall()]
        # What is in the indexes is compared last: that takes several times as long.
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
    """Note that a database was found damaged, so that it is mended when it is next opened."""
    try:
        make_private_file(damage_marker(database), follow=False)
    except OSError as error:
        log.warning("that %s is damaged cannot be noted: %s", database, error)
