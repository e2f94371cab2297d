"""Deletion that can be undone until the library is closed.

Discarded takes and sessions are marked, in their row and then on disk, and are not shown. They are
removed, with everything made from them, when the library is closed or, if that was interrupted,
when it is next opened for writing.
"""

import math
import sqlite3
import time
from pathlib import Path

from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.deletion.deletion import PendingDeletion
from mock_interviewer.app.store.practice import reviews

_OF_TAKE = "SELECT bank, question FROM takes WHERE number = ?"
_OF_SESSION = "SELECT DISTINCT bank, question FROM takes WHERE session = ?"
_PLACE = """
SELECT s.id, t.place FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.id = ? AND t.deleting AND NOT s.deleting
"""


class Trash:
    """Discards and restores; see Library for the thread and the errors.

    Discarding raises KeyError for what is discarded already, and restoring for what is not.
    """

    def __init__(self, access: DatabaseAccess, older: PendingDeletion | None = None) -> None:
        self._access = access
        self._older = older

    def discard_take(self, take: str) -> None:
        """Hide a take; its reviews no longer count."""
        self._mark_take(take, deleting=True)
        deletion.put_discard_mark(self._mark_of_take(take))

    def restore_take(self, take: str) -> None:
        """Undo ``discard_take``."""
        deletion.remove_discard_mark(self._mark_of_take(take))
        self._mark_take(take, deleting=False)

    def discard_session(self, session: str) -> None:
        """Hide a session and its takes; their reviews no longer count."""
        self._mark_session(session, deleting=True)
        deletion.put_discard_mark(deletion.discard_mark_path(self._access.data, session))

    def restore_session(self, session: str) -> None:
        """Undo ``discard_session``; takes that were discarded on their own stay discarded."""
        self._access.check_place()
        deletion.remove_discard_mark(deletion.discard_mark_path(self._access.data, session))
        self._mark_session(session, deleting=False)

    def purge(self, seconds: float = math.inf) -> bool:
        """Remove what was discarded, within ``seconds``; return whether that was enough time.

        What cannot be removed stays discarded, and is logged.
        """
        self._access.check_place()
        with self._access.translated_errors():
            removal = PendingDeletion(self._access.connection, self._access.data)
            return removal.run(time.monotonic() + seconds)

    def purge_older(self) -> bool:
        """Remove one thing that an earlier run discarded; return whether there may be more.

        After a StoreError there is not: the rest is left to the next start.
        """
        older, self._older = self._older, None
        if older is None:
            return False
        self._access.check_place()
        with self._access.translated_errors():
            if not older.run(until=0.0):
                self._older = older
        return self._older is not None

    def is_empty(self) -> bool:
        """Return whether nothing is discarded."""
        return not self._access.value(
            "SELECT EXISTS (SELECT 1 FROM takes WHERE deleting)"
            " OR EXISTS (SELECT 1 FROM sessions WHERE deleting)"
        )

    def _mark_of_take(self, ident: str) -> Path | None:
        self._access.check_place()
        places = self._access.rows(_PLACE, ident)
        if not places:
            raise KeyError(ident)
        return deletion.discard_mark_path(self._access.data, *places[0])

    def _mark_take(self, ident: str, *, deleting: bool) -> None:
        with self._access.transaction() as connection:
            number = _number(
                connection,
                "SELECT number FROM takes WHERE id = ? AND deleting <> ?"
                " AND session NOT IN (SELECT number FROM sessions WHERE deleting)",
                ident,
                deleting,
            )
            connection.execute("UPDATE takes SET deleting = ? WHERE number = ?", (deleting, number))
            _rebuild_cards(connection, _OF_TAKE, number)

    def _mark_session(self, ident: str, *, deleting: bool) -> None:
        with self._access.transaction() as connection:
            number = _number(
                connection,
                "SELECT number FROM sessions WHERE id = ? AND deleting <> ?",
                ident,
                deleting,
            )
            connection.execute(
                "UPDATE sessions SET deleting = ? WHERE number = ?", (deleting, number)
            )
            _rebuild_cards(connection, _OF_SESSION, number)


def _number(connection: sqlite3.Connection, statement: str, ident: str, deleting: bool) -> int:
    found = connection.execute(statement, (ident, deleting)).fetchone()
    if found is None:
        raise KeyError(ident)
    return int(found[0])


def _rebuild_cards(connection: sqlite3.Connection, questions: str, number: int) -> None:
    for key in connection.execute(questions, (number,)).fetchall():
        reviews.rebuild_card(connection, key)
