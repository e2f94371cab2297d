"""Takes whose sound is imported from a file, hidden until the import is complete.

Until then they count as discarded: after a kill, the next start removes them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mock_interviewer.app.data_folder import recording_paths
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.takes import inserts, sidecar
from mock_interviewer.app.store.takes.session_plan import StoredPlan, StoredQuestion

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PendingImport:
    """A take that is being imported, in a session of its own, by their ids.

    ``recording`` is the path for its sound: writable, and with no file yet.
    """

    session: str
    take: str
    recording: Path


class PendingImports:
    """Starts and ends imports; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess, clock: Callable[[], datetime]) -> None:
        self._access = access
        self._clock = clock

    def begin(self, plan: StoredPlan, question: StoredQuestion) -> PendingImport:
        """Start importing a take of ``question``; call ``keep`` or ``cancel`` next."""
        data = self._access.data
        self._access.check_place()
        data.check_writable(data.sessions)
        started = self._clock()
        session = inserts.new_session_id(started)
        with self._access.transaction() as connection:
            inserts.add_session(connection, session, plan, started)
            connection.execute("UPDATE sessions SET deleting = 1 WHERE id = ?", (session,))
        try:
            recording_paths.writable_session_folder(data, session)
            recording = recording_paths.new_recording(data, session, 1)
            deletion.put_discard_mark(deletion.discard_mark_path(data, session))
            pending = PendingImport(session, recording_paths.take_id(session, 1), recording)
            self._add(pending, question, started)
        except BaseException:
            self._remove(session)
            raise
        return pending

    def keep(self, pending: PendingImport, duration: float) -> None:
        """Mark a take as SAVED, with ``duration`` seconds of sound, and end its session.

        Also raises StoreError if it was removed meanwhile, as when the library was closed.
        """
        deletion.remove_discard_mark(deletion.discard_mark_path(self._access.data, pending.session))
        with self._access.transaction() as connection:
            there = connection.execute(
                "UPDATE sessions SET deleting = 0, ended_at = ? WHERE id = ? AND deleting",
                (rows.as_text(self._clock()), pending.session),
            ).rowcount
            if not there:
                raise StoreError("The answer was deleted before its sound was complete.")
            connection.execute(
                "UPDATE takes SET status = 'saved', duration = ? WHERE id = ?",
                (duration, pending.take),
            )

    def cancel(self, pending: PendingImport) -> None:
        """Remove an unfinished import; what cannot be removed is left to the next start."""
        self._remove(pending.session)

    def _add(self, pending: PendingImport, question: StoredQuestion, started: datetime) -> None:
        with self._access.transaction() as connection:
            [(number,)] = connection.execute(
                "SELECT number FROM sessions WHERE id = ?", (pending.session,)
            )
            inserts.add_take(
                connection,
                (pending.session, number),
                question,
                place=1,
                position=1,
                attempt=1,
                started_at=started,
            )
            sidecar.write_sidecar(connection, pending.take, pending.recording)

    def _remove(self, session: str) -> None:
        try:
            with self._access.translated_errors():
                for (number,) in self._access.rows(
                    "SELECT number FROM sessions WHERE id = ? AND deleting", session
                ):
                    deletion.remove_session(
                        self._access.connection, self._access.data, number, session
                    )
        except StoreError as error:
            log.warning("the unfinished import %s is removed at the next start: %s", session, error)
