"""Takes whose sound comes from a file: shown nowhere until all of it is there.

Until then they are as if they were discarded: killed at any moment, what there was of them is
removed at the next start.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store import (
    beginnings,
    deletion,
    discarded,
    facts,
    recording_place,
    rows,
)
from mock_interviewer.app.store.access import Access
from mock_interviewer.app.store.records import AskedQuestion, SessionPlan

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arriving:
    """A take that is not kept yet, in a session of its own, by their ids.

    ``recording`` is where its sound belongs; nothing is there yet, and it can be written.
    """

    session: str
    take: str
    recording: Path


class Imports:
    """See Library for the thread and the errors."""

    def __init__(self, access: Access, clock: Callable[[], datetime]) -> None:
        self._access = access
        self._clock = clock

    def begin(self, plan: SessionPlan, question: AskedQuestion) -> Arriving:
        """Begin a take of ``question``; ``keep`` or ``give_up`` follows."""
        data = self._access.data
        self._access.check_place()
        data.check_writable(data.sessions)
        started = self._clock()
        session = beginnings.session_id(started)
        with self._access.transaction() as connection:
            beginnings.add_session(connection, session, plan, started)
            connection.execute("UPDATE sessions SET deleting = 1 WHERE id = ?", (session,))
        try:
            recording_place.writable_session_folder(data, session)
            recording = recording_place.new_recording(data, session, 1)
            discarded.put(discarded.mark_of(data, session))
            arriving = Arriving(session, recording_place.take_id(session, 1), recording)
            self._add(arriving, question, started)
        except BaseException:
            self._remove(session)
            raise
        return arriving

    def keep(self, arriving: Arriving, duration: float) -> None:
        """Keep a take as SAVED, with so many seconds of sound; its session is over.

        Raises StoreError too where it was removed meanwhile, as when the library was closed.
        """
        discarded.take_away(discarded.mark_of(self._access.data, arriving.session))
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

    def give_up(self, arriving: Arriving) -> None:
        """Remove what there is of a take that is not kept; what stays goes at the next start."""
        self._remove(arriving.session)

    def _add(self, arriving: Arriving, question: AskedQuestion, started: datetime) -> None:
        with self._access.transaction() as connection:
            [(number,)] = connection.execute(
                "SELECT number FROM sessions WHERE id = ?", (arriving.session,)
            )
            beginnings.add_take(
                connection,
                (arriving.session, number),
                question,
                place=1,
                position=1,
                attempt=1,
                started_at=started,
            )
            facts.write(connection, arriving.take, arriving.recording)

    def _remove(self, session: str) -> None:
        try:
            with self._access.guarded():
                for (number,) in self._access.rows(
                    "SELECT number FROM sessions WHERE id = ? AND deleting", session
                ):
                    deletion.finish(self._access.connection, self._access.data, number, session)
        except StoreError as error:
            log.warning("what was imported of %s goes at the next start: %s", session, error)
