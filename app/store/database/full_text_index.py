"""The full-text index, from which deleted text is erased."""

import sqlite3

_SECURE = (3, 42)
"""The first version of SQLite whose index can overwrite deleted text at once."""
_MOST_CHECKED = 300
"""Takes whose texts can be compared with the index within a tenth of a second."""


def enable_secure_delete(connection: sqlite3.Connection) -> None:
    """Have the index overwrite deleted text, if this SQLite can. Raises sqlite3.Error."""
    if sqlite3.sqlite_version_info >= _SECURE:
        connection.execute("INSERT INTO spoken (spoken, rank) VALUES ('secure-delete', 1)")
        connection.execute("INSERT INTO labels (labels, rank) VALUES ('secure-delete', 1)")


def overwrite_deleted(connection: sqlite3.Connection) -> None:
    """Rewrite the index without deleted text, if this SQLite could not overwrite it at once.

    Takes seconds with tens of thousands of takes. Raises sqlite3.Error.
    """
    if sqlite3.sqlite_version_info < _SECURE:
        connection.execute("INSERT INTO spoken (spoken) VALUES ('optimize')")
        connection.execute("INSERT INTO labels (labels) VALUES ('optimize')")


def check_index(connection: sqlite3.Connection) -> None:
    """Compare the index with the texts, if there are few enough to do that at a start.

    Raises sqlite3.DatabaseError (SQLITE_CORRUPT_VTAB) if they differ.
    """
    if connection.execute("SELECT count(*) FROM takes").fetchone()[0] <= _MOST_CHECKED:
        connection.execute("INSERT INTO spoken (spoken, rank) VALUES ('integrity-check', 1)")
        connection.execute("INSERT INTO labels (labels, rank) VALUES ('integrity-check', 1)")
