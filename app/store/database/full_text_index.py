"""The full-text index, kept so that nothing of what was deleted is left in it."""

import sqlite3

_SECURE = (3, 42)
"""The first SQLite whose index can overwrite at once what leaves it."""
_MOST_CHECKED = 300
"""Takes of which the index is compared with the texts in a tenth of a second."""


def enable_secure_delete(connection: sqlite3.Connection) -> None:
    """Let the index overwrite what leaves it, where this SQLite can. Raises sqlite3.Error."""
    if sqlite3.sqlite_version_info >= _SECURE:
        connection.execute("INSERT INTO spoken (spoken, rank) VALUES ('secure-delete', 1)")
        connection.execute("INSERT INTO labels (labels, rank) VALUES ('secure-delete', 1)")


def overwrite_deleted(connection: sqlite3.Connection) -> None:
    """Rewrite the index without what has left it, where it could not forget at once.

    That takes seconds with tens of thousands of takes. Raises sqlite3.Error.
    """
    if sqlite3.sqlite_version_info < _SECURE:
        connection.execute("INSERT INTO spoken (spoken) VALUES ('optimize')")
        connection.execute("INSERT INTO labels (labels) VALUES ('optimize')")


def check_index(connection: sqlite3.Connection) -> None:
    """Compare the index with the texts, if there are few enough to be compared at a start.

    Raises sqlite3.DatabaseError (SQLITE_CORRUPT_VTAB) where they differ.
    """
    if connection.execute("SELECT count(*) FROM takes").fetchone()[0] <= _MOST_CHECKED:
        connection.execute("INSERT INTO spoken (spoken, rank) VALUES ('integrity-check', 1)")
        connection.execute("INSERT INTO labels (labels, rank) VALUES ('integrity-check', 1)")
