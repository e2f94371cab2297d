"""The queries of the library, which only read."""

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.database.records import (
    UNREADABLE,
    FeedbackRecord,
    SessionRecord,
    TakeRecord,
    TranscriptRecord,
)
from mock_interviewer.app.store.database.row_checks import ROW_SECONDS, rows_are_valid
from mock_interviewer.app.store.practice.cards import Cards
from mock_interviewer.app.store.practice.progress import PracticeProgress
from mock_interviewer.app.store.search.listing import TakeListing
from mock_interviewer.app.store.search.take_search import TakeSearch
from mock_interviewer.app.store.takes import saved_feedback

IS_UNFINISHED = "AND t.status = 'open'"
"""The condition on takes that are being recorded, or were when an earlier run ended."""


class LibraryReader:
    """The queries of a library; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self.data = access.data
        self.access = access
        """The connection beneath, for reads and writes that no method has."""
        self.listing = TakeListing(access)
        self.search = TakeSearch(access)
        self.cards = Cards(access)
        self.progress = PracticeProgress(access)

    def sessions(self) -> list[SessionRecord]:
        """Return all sessions, the newest first."""
        found = self.access.rows(f"{rows.SESSIONS} GROUP BY s.number ORDER BY s.number DESC")
        return [rows.session_of(row) for row in found]

    def session(self, session: str) -> SessionRecord:
        """Return the session with this id."""
        found = self.access.rows(f"{rows.SESSIONS} AND s.id = ? GROUP BY s.number", session)
        if not found:
            raise KeyError(session)
        return rows.session_of(found[0])

    def find_session(self, prefix: str) -> SessionRecord:
        """Return the only session whose id starts with ``prefix``. Raises UsageError."""
        statement = (
            f"{rows.SESSIONS} AND substr(s.id, 1, ?) = ? GROUP BY s.number ORDER BY s.number DESC"
        )
        found = [rows.session_of(row) for row in self.access.rows(statement, len(prefix), prefix)]
        exact = [session for session in found if session.id == prefix]
        match exact or found:
            case [session]:
                return session
            case []:
                raise UsageError(
                    f"There is no session {prefix!r}; `mock-interviewer sessions list` shows all."
                )
            case [*several]:
                raise UsageError(
                    f"{len(several)} sessions start with {prefix!r}, such as {several[-1].id} and"
                    f" {several[0].id}; type more of the id."
                )

    def takes(self, session: str) -> list[TakeRecord]:
        """Return a session's takes in the order in which they started; none for an unknown id."""
        return self._takes("AND s.id = ?", session)

    def take(self, take: str) -> TakeRecord:
        """Return the take with this id."""
        found = self._takes("AND t.id = ?", take)
        if not found:
            raise KeyError(take)
        return found[0]

    def transcripts(self, take: str) -> list[TranscriptRecord]:
        """Return all readable transcripts of a take, the newest first."""
        found = map(rows.transcript_of, self.access.rows(rows.TRANSCRIPTS, take))
        return [transcript for transcript in found if transcript is not None]

    def untranscribed(self) -> list[TakeRecord]:
        """Return the saved takes that have sound but no transcript, the oldest first."""
        return self._takes(
            "AND t.status = 'saved' AND t.duration > 0 AND t.recording IS NOT NULL"
            " AND t.number NOT IN (SELECT take FROM transcripts WHERE current)"
        )

    def unfinished(self) -> list[TakeRecord]:
        """Return the takes that are being recorded, or were when an earlier run ended."""
        return self._takes(IS_UNFINISHED)

    def feedback(self, take: str) -> FeedbackRecord | None:
        """Return the feedback on a take's current transcript; None if there is none to read."""
        found = self.access.rows(saved_feedback.OF_TAKE, take)
        return saved_feedback.feedback_of(found[0]) if found else None

    def without_feedback(self) -> list[str]:
        """Return the ids of answers without feedback, or with outdated feedback, newest first."""
        return [
            ident
            for (ident,) in self.access.rows(
                saved_feedback.TAKES_WITHOUT_FEEDBACK, FEEDBACK_VERSION
            )
        ]

    def _takes(self, condition: str, *parameters: object) -> list[TakeRecord]:
        found = self.access.rows(f"{rows.TAKES} {condition} ORDER BY t.number", *parameters)
        takes = [rows.take_of(row, self.data) for row in found]
        if any(UNREADABLE in take.flags for take in takes):
            self.access.mark_damaged()
        return takes

    def rows_are_valid(self) -> bool:
        """Return whether no invalid row is found within the time that a start may take."""
        with self.access.translated_errors():
            return rows_are_valid(self.access.connection, ROW_SECONDS)
