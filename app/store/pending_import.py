"""Takes whose sound comes from a file, hidden until all of it is there.

Until then they count as discarded: after a kill, the next start removes what there is of them.
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
from mock_interviewer.app.store.takes.inserts import StoredPlan, StoredQuestion

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PendingImport:
    """A take that is not kept yet, in a session of its own, by their ids.

    ``recording`` is where its sound belongs; nothing is there yet, and it can be written.
    """

    session: str
    take: str
    recording: Path


class PendingImports:
    """See Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess, clock: Callable[[], datetime]) -> None:
        self._access = access
        self._clock = clock

    def begin(self, plan: StoredPlan, question: StoredQuestion) -> PendingImport:
        """Begin a take of ``question``; ``keep`` or ``give_up`` follows."""
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
            arriving = PendingImport(session, recording_paths.take_id(session, 1), recording)
            self._add(arriving, question, started)
        except BaseException:
            self._remove(session)
            raise
        return arriving

    def keep(self, arriving: PendingImport, duration: float) -> None:
        """Keep a take as SAVED, with so many seconds of sound; its session is over.

        Raises StoreError too where it was removed meanwhile, as when the library was closed.
        """
        deletion.remove_discard_mark(
            deletion.discard_mark_path(self._access.data, arriving.session)
        )
        with self._access.transaction() as connection:
            there = connection.execute(
                "UPDATE sessions SET deleting = 0, ended_at = ? WHERE id = ? AND deleting",
                (rows.as_text(self._clock()), arriving.session),
            ).rowcount
            if not there:
                raise StoreError("The answer was deleted before all of its sound was added.")
            connection.execute(
                "UPDATE takes SET status = 'saved', duration = ? WHERE id = ?",
                (duration, arriving.take),
            )

    def give_up(self, arriving: PendingImport) -> None:
        """Remove what there is of a take that is not kept; what stays goes at the next start."""
        self._remove(arriving.session)

    def _add(self, arriving: PendingImport, question: StoredQuestion, started: datetime) -> None:
        with self._access.transaction() as connection:
            [(number,)] = connection.execute(
                "SELECT number FROM sessions WHERE id = ?", (arriving.session,)
            )
            inserts.add_take(
                connection,
                (arriving.session, number),
                question,
                place=1,
                position=1,
                attempt=1,
                started_at=started,
            )
            sidecar.write_sidecar(connection, arriving.take, arriving.recording)

    def _remove(self, session: str) -> None:
        try:
            with self._access.guarded():
                for (number,) in self._access.rows(
                    "SELECT number FROM sessions WHERE id = ? AND deleting", session
                ):
                    deletion.remove_session(
                        self._access.connection, self._access.data, number, session
                    )
        except StoreError as error:
            log.warning("what was imported of %s goes at the next start: %s", session, error)
