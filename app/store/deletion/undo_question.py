"""Undoing takes and sessions whose question was not asked after all."""

import logging
from contextlib import suppress
from pathlib import Path

from mock_interviewer.app.data_folder import recording_paths
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.takes.recordings import has_sound

log = logging.getLogger(__name__)

_REMOVE_EMPTY_SESSION = """
DELETE FROM sessions
WHERE NOT EXISTS (SELECT 1 FROM takes AS t WHERE t.session = sessions.number)
"""


class QuestionUndo:
    """Removes them again; see Library for the thread and the errors.

    Undoing what is already gone does nothing.
    """

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def undo_take(self, take: str) -> None:
        """Remove an OPEN take, and its session if that has ended and has no other take.

        A take with sound stays, and becomes SKIPPED.
        """
        with self._access.transaction() as connection:
            row = connection.execute(
                "SELECT t.number, t.place, t.recording, s.number, s.id FROM takes AS t"
                " JOIN sessions AS s ON s.number = t.session WHERE t.id = ? AND t.status = 'open'",
                (take,),
            ).fetchone()
            if row is None:
                return
            number, place, stored, session, ident = row
            recording = recording_paths.recording_path(self._access.data, ident, place, stored)
            if recording is not None and has_sound(recording):
                connection.execute(
                    "UPDATE takes SET status = 'skipped' WHERE number = ?", (number,)
                )
                return
            connection.execute("DELETE FROM takes WHERE number = ?", (number,))
            connection.execute(
                f"{_REMOVE_EMPTY_SESSION} AND number = ? AND ended_at IS NOT NULL", (session,)
            )
        log.info("take %s was not asked", take)
        self._remove_files(ident, recording)

    def undo_session(self, session: str) -> bool:
        """Remove a session without takes; return whether it is gone."""
        self._access.change(f"{_REMOVE_EMPTY_SESSION} AND id = ?", session)
        gone = not self._access.value(
            "SELECT EXISTS (SELECT 1 FROM sessions WHERE id = ?)", session
        )
        if gone:
            self._remove_files(session, None)
        return gone

    def _remove_files(self, session: str, recording: Path | None) -> None:
        """Remove the files of a take, and the folder of the session if it is empty then."""
        with suppress(OSError):
            if recording is not None:
                for path in (recording, recording_paths.sidecar_path(recording)):
                    path.unlink(missing_ok=True)
            folder = recording_paths.session_folder(self._access.data, session)
            if folder is not None:
                folder.rmdir()
