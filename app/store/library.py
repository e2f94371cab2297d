"""The library: all saved sessions and takes, behind one SQLite connection."""

import logging
import math
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Self

from mock_interviewer.app.data_folder import recording_paths, unfinished_copy
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageVerdict,
    SecondOpinion,
)
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.database.connection import connect_reader
from mock_interviewer.app.store.database.records import NO_RECORDING, SessionRecord, TakeRecord
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.deletion.trash import Trash
from mock_interviewer.app.store.deletion.undo_question import QuestionUndo
from mock_interviewer.app.store.pending_import import PendingImports
from mock_interviewer.app.store.practice import reviews
from mock_interviewer.app.store.practice.cards import UngradedTakes
from mock_interviewer.app.store.reader import IS_UNFINISHED, LibraryReader
from mock_interviewer.app.store.recovery import database_repair, library_replacement, orphans
from mock_interviewer.app.store.recovery.database_repair import OpenedDatabase
from mock_interviewer.app.store.takes import (
    inserts,
    own_verdicts,
    saved_feedback,
    sidecar,
    transcripts,
)
from mock_interviewer.app.store.takes.marks import MarkWriter
from mock_interviewer.app.store.takes.recordings import Recordings, has_sound
from mock_interviewer.app.store.takes.session_plan import StoredPlan, StoredQuestion, plan_json
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
_NUMBERS = {
    "sessions": "SELECT number FROM sessions WHERE id = ? AND NOT deleting",
    "takes": "SELECT number FROM takes WHERE id = ?",
}


def utc_now() -> datetime:
    """Return the current time, aware, in UTC. It may jump: never subtract two of them."""
    return datetime.now(UTC)


class Library(LibraryReader):
    """Sessions, takes, and transcripts. Opened by ``open``; used and closed on one thread.

    When a method returns, what it did survives a kill. Every method raises StoreError if the
    machine refuses, and KeyError for an unknown id.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        data: DataFolder,
        *,
        lock: WriterLock | None = None,
        clock: Clock = utc_now,
        opened: OpenedDatabase | None = None,
    ) -> None:
        super().__init__(DatabaseAccess(connection, data, writes=lock is not None))
        self.marks = MarkWriter(self.access)
        self.trash = Trash(self.access, opened.older if opened else None)
        self.recordings = Recordings(self.access)
        self.imports = PendingImports(self.access, clock)
        self.question_undo = QuestionUndo(self.access)
        self.ungraded_takes = UngradedTakes(self.access)
        self.repair_report = opened.repair_report if opened else None
        """What was repaired to open it; None for nothing."""
        self.is_restored = False
        """Whether it was replaced by a restored backup when it was opened."""
        self.recovered: tuple[TakeRecord, ...] = ()
        """The takes that an earlier run left open and that opening this library closed."""
        self.lock = lock
        """The right to write; None for a library opened for reading."""
        self._clock = clock

    @classmethod
    def open(
        cls,
        data: DataFolder,
        *,
        read_only: bool = False,
        clock: Clock = utc_now,
        patience: float = math.inf,
    ) -> Self:
        """Open the data folder's library.

        Unless ``read_only``, this also finishes interrupted deletions, closes the takes that an
        earlier run left open (see ``recovered``), and replaces a damaged database (see
        ``repair_report``). After ``patience`` seconds, the remaining deletions are left to
        ``Trash.purge_older``. Reading works beside a writer, and if nothing was saved yet. Raises
        StoreInUse while another writer has the folder; StoreError for a folder or database that
        cannot be used, or a folder that is an unfinished copy.
        """
        unfinished_copy.refuse_to_open(data)
        if read_only:
            if library_replacement.is_ready(data):
                cls.open(data).close()
            return cls(connect_reader(data.database), data, clock=clock)
        data.prepare()
        lock = WriterLock(data)
        with ExitStack() as undo:
            lock.acquire()
            undo.callback(lock.release)
            restored = library_replacement.is_ready(data)
            with library_replacement.put_in_place(data):
                opened = database_repair.connect(data, patience, repairs=not restored)
                undo.callback(opened.connection.close)
            library = cls(opened.connection, data, lock=lock, clock=clock, opened=opened)
            library.is_restored = restored
            library._recover()
            undo.pop_all()
        return library

    def close(self, patience: float = math.inf) -> None:
        """Remove what was discarded, close the database, and release the lock.

        After ``patience`` seconds, the remaining deletions are left to the next start.
        """
        try:
            if self.lock is not None and not self.trash.is_empty():
                self.trash.purge(patience)
        except StoreError as error:
            log.warning("what was discarded is removed at the next start: %s", error)
        finally:
            self.access.connection.close()
            if self.lock is not None:
                self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def create_session(self, plan: StoredPlan) -> SessionRecord:
        """Start a session. Fails here, before anything is asked, if nothing could be saved."""
        self.access.check_place()
        self.data.check_writable(self.data.sessions)
        started = self._clock()
        ident = inserts.new_session_id(started)
        with self.access.transaction() as connection:
            inserts.add_session(connection, ident, plan, started)
        log.info("session %s starts", ident)
        return self.session(ident)

    def create_take(
        self, session: str, question: StoredQuestion, position: int, attempt: int
    ) -> TakeRecord:
        """Add an OPEN take; its ``recording`` is the path to record to.

        When this returns, the session's folder exists and is writable.
        """
        self.access.check_place()
        number = self._number("sessions", session)
        recording_paths.writable_session_folder(self.data, session)
        with self.access.transaction() as connection:
            place = self.access.value(
                "SELECT coalesce(max(place), 0) + 1 FROM takes WHERE session = ?", number
            )
            recording = recording_paths.new_recording(self.data, session, place)
            ident = inserts.add_take(
                connection,
                (session, number),
                question,
                place=place,
                position=position,
                attempt=attempt,
                started_at=self._clock(),
            )
            sidecar.write_sidecar(connection, ident, recording)
        log.info("take %s starts", ident)
        return self.take(ident)

    def close_take(self, take: str, duration: float, flags: Sequence[str] = ()) -> TakeRecord:
        """Mark a take SAVED, or SKIPPED if nothing was said, with ``duration`` seconds of sound."""
        number = self._number("takes", take)
        with self.access.transaction() as connection:
            connection.execute(
                "UPDATE takes SET status = 'saved', duration = ?, flags = ?,"
                " recording = iif(?, NULL, recording) WHERE number = ?",
                (duration, rows.flags_json(flags), NO_RECORDING in flags, number),
            )
            # It may have a transcript already: a save that failed here is repeated later.
            transcripts.update_take_status(connection, number)
        log.info("take %s saved: %.1f s, flags %s", take, duration, list(flags))
        return self.take(take)

    def skip_take(self, take: str) -> TakeRecord:
        """Mark a take SKIPPED; a recording without sound is no longer named."""
        recording = self.take(take).recording
        silent = recording is None or not has_sound(recording)
        self.access.change(
            "UPDATE takes SET status = 'skipped', recording = iif(?, NULL, recording)"
            " WHERE number = ?",
            silent,
            self._number("takes", take),
        )
        log.info("take %s skipped", take)
        return self.take(take)

    def save_transcript(self, take: str, transcript: Transcript) -> TakeRecord:
        """Add ``transcript`` as the current one, with earlier fillers; earlier ones are kept."""
        number = self._number("takes", take)
        with self.access.transaction() as connection:
            transcripts.add(connection, number, transcript, self._clock())
        log.info("take %s transcribed by %s", take, transcript.model)
        return self.take(take)

    def save_fillers(self, take: str, fillers: Sequence[Filler]) -> TakeRecord:
        """Save fillers with the take's current transcript, if there is one.

        Feedback on that transcript is removed, since it was computed without them.
        """
        number = self._number("takes", take)
        with self.access.transaction() as connection:
            transcripts.put_fillers(connection, number, fillers)
        return self.take(take)

    def save_feedback(
        self,
        take: str,
        transcript: Transcript,
        feedback: Feedback,
        asked: CoverageQuestion | None = None,
    ) -> Feedback | None:
        """Save the feedback on ``transcript`` if that is still the current one, unchanged.

        Return it with the verdicts that the person gave, which count, or None if it was not saved.
        Advice that follows from them takes its examples from ``asked``, the question. Raises
        ValueError for a number that is not finite.
        """
        number = self._number("takes", take)
        with self.access.transaction() as connection:
            kept = saved_feedback.save_feedback(
                connection, number, transcript, feedback, self._clock(), asked
            )
            if kept is not None:
                reviews.follow_feedback(connection, number, kept)
        log.info("take %s: feedback %s", take, "kept" if kept else "on another transcript dropped")
        return kept

    def set_verdict(
        self,
        take: str,
        point: str,
        covered: CoverageVerdict | None,
        asked: CoverageQuestion | None = None,
    ) -> Feedback | None:
        """Save the person's verdict on a key point, by its id; None takes it back.

        The verdict counts at once, in the feedback, the suggested grade, and the schedule. Return
        the feedback, None if there is none yet; ``asked`` is as in ``save_feedback``. Raises
        ValueError for UNSURE.
        """
        number = self._number("takes", take)
        with self.access.transaction() as connection:
            own_verdicts.put_verdict(connection, number, point, covered, self._clock())
            kept = saved_feedback.apply_own_verdicts(connection, number, asked)
            if kept is not None:
                reviews.follow_feedback(connection, number, kept)
        log.info("take %s: a verdict was %s", take, "taken back" if covered is None else "given")
        return kept

    def save_opinion(
        self,
        take: str,
        answer: str,
        point: str,
        opinion: SecondOpinion,
        asked: CoverageQuestion | None = None,
    ) -> Feedback | None:
        """Save a second opinion on a key point of ``answer``, the text of the transcript it read.

        It counts at once unless the judge is sure or the person gave a verdict. Return the
        feedback, or None if there is none or the text is no longer the current one; ``asked`` is
        as in ``save_feedback``.
        """
        number = self._number("takes", take)
        with self.access.transaction() as connection:
            kept = saved_feedback.add_opinion(connection, number, answer, point, opinion, asked)
            if kept is not None:
                reviews.follow_feedback(connection, number, kept)
        log.info("take %s: a second opinion was %s", take, "kept" if kept else "dropped")
        return kept

    def choose_transcript(self, take: str, number: int) -> TakeRecord:
        """Make an older transcript, by its ``TranscriptRecord.number``, the take's current one."""
        key = self._number("takes", take)
        with self.access.transaction() as connection:
            transcripts.choose(connection, key, number)
            saved_feedback.apply_own_verdicts(connection, key)
            reviews.follow_kept_feedback(connection, key)
        log.info("take %s: another transcript was chosen", take)
        return self.take(take)

    def continue_session(self, session: str, plan: StoredPlan) -> SessionRecord:
        """Continue an interrupted session with ``plan``, which is the kept one from now on.

        Raises StoreError if it was deleted.
        """
        continued = self.access.change(
            "UPDATE sessions SET ended_at = NULL, planned = ?, plan = ?"
            " WHERE id = ? AND NOT deleting",
            len(plan.questions),
            plan_json(plan),
            session,
        )
        if not continued:
            raise StoreError(
                "This session was deleted, so it can't be continued.", "Start a new session."
            )
        log.info("session %s continues", session)
        return self.session(session)

    def end_session(self, session: str, at: datetime | None = None) -> SessionRecord:
        """Mark a session as ended, now or ``at`` a time; of several calls, the first counts."""
        self.access.change(
            "UPDATE sessions SET ended_at = coalesce(ended_at, ?) WHERE number = ?",
            rows.as_text(at or self._clock()),
            self._number("sessions", session),
        )
        log.info("session %s ends", session)
        return self.session(session)

    def delete_session(self, session: str) -> None:
        """Remove a session: its recordings, its rows, and what the journal still holds of them.

        The session is no longer listed once this has started; what a kill or StoreError leaves
        undone is finished when the library is next opened for writing.
        """
        self.access.check_place()
        number = self._number("sessions", session)
        self.trash.discard_session(session)
        with translate_sqlite_errors(self.data.database):
            deletion.remove_session(self.access.connection, self.data, number, session)
        log.info("session %s deleted", session)

    def _recover(self) -> None:
        """Close the open takes, which nobody else can be recording now.

        A take that cannot be closed is left to the next start. Raises StoreError.
        """
        recovered = []
        for take in self._takes(IS_UNFINISHED):
            try:
                duration, flags = orphans.make_playable(take.recording)
                recovered.append(self.close_take(take.id, duration, flags))
            except (StoreError, OSError) as error:
                log.warning("take %s is recovered at the next start: %s", take.id, error)
        self.recovered = tuple(recovered)
        if recovered:
            log.info("recovered %d takes of an earlier run", len(recovered))

    def _number(self, table: Literal["sessions", "takes"], ident: str) -> int:
        found = self.access.rows(_NUMBERS[table], ident)
        if not found:
            raise KeyError(ident)
        return int(found[0][0])
