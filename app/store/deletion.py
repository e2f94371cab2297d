"""Removing sessions so that nothing of them is left, also when cut short on the way.

A session that is marked ``deleting`` is listed nowhere. Its recordings go first, then its rows:
killed at any moment, the mark is still there and the next start goes on from it.
"""

import logging
import sqlite3

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import remove_folder
from mock_interviewer.app.store import word_index
from mock_interviewer.app.store.schema import copies

log = logging.getLogger(__name__)


def finish(connection: sqlite3.Connection, data: DataFolder, number: int, session: str) -> None:
    """Remove a session that is marked. Raises StoreError where a file stays, sqlite3.Error."""
    folder = data.session_folder(session)
    try:
        remove_folder(folder)
        # A copy made before a migration would still hold the text; it has served its time.
        for copy in copies(data.database):
            copy.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"The recordings in {folder} could not be removed: {error.strerror}.",
            "Close programs that play them and see that you may write there;"
            " the rest is removed at the next start.",
        ) from error
    connection.execute("DELETE FROM sessions WHERE number = ?", (number,))
    word_index.forget(connection)
    empty_journal(connection)


def finish_all(connection: sqlite3.Connection, data: DataFolder) -> None:
    """Finish the deletions that were cut short. Raises sqlite3.Error."""
    marked = connection.execute("SELECT number, id FROM sessions WHERE deleting").fetchall()
    for number, session in marked:
        try:
            finish(connection, data, number, session)
        except StoreError as error:
            log.warning("session %s is still being deleted: %s", session, error)
    empty_journal(connection)


def empty_journal(connection: sqlite3.Connection) -> None:
    """Move the write-ahead log into the database and cut it to nothing.

    Deleted rows are overwritten in the database, but older pages stay in the log until then. With
    somebody reading it waits a little and then leaves that to the next start.
    """
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        log.info("the journal is being read and is emptied at the next start")
