"""The sessions and takes to export, with everything stored about them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.database.records import (
    FeedbackRecord,
    SessionRecord,
    TakeRecord,
    TakeStatus,
    TranscriptRecord,
)
from mock_interviewer.app.store.reader import LibraryReader
from mock_interviewer.audio.files.flac import existing_recording_path

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Question
    from mock_interviewer.questions.shelf import BankShelf


@dataclass(frozen=True)
class ExportedTake:
    """A take to export; ``question`` is None if it is no longer in its bank."""

    take: TakeRecord
    feedback_record: FeedbackRecord | None = None
    question: "Question | None" = None
    older: tuple[TranscriptRecord, ...] = ()

    @property
    def feedback(self) -> Feedback | None:
        """The feedback on its current transcript."""
        return None if self.feedback_record is None else self.feedback_record.feedback

    @property
    def asked(self) -> CoverageQuestion | None:
        """The question or follow-up that it answers, with key points."""
        # Imported late: listing sessions needs no banks.
        from mock_interviewer.app.planning.bank_questions import asked_by_words, follow_up_words

        question = self.question
        return None if question is None else asked_by_words(question, follow_up_words(self.take))

    @property
    def has_recording(self) -> bool:
        """Whether there is a file that should have sound; accesses the disk."""
        take = self.take
        saved = take.status is TakeStatus.SAVED and take.duration > 0
        return (
            saved
            and take.recording is not None
            and existing_recording_path(take.recording).is_file()
        )


@dataclass(frozen=True)
class ExportedSession:
    """A session with the takes to export, in the order in which they began."""

    session: SessionRecord
    takes: tuple[ExportedTake, ...]


@dataclass(frozen=True)
class ExportSelection:
    """The IDs of the sessions to export, or of one ``take`` of a session.

    ``whole`` is True if this is the whole library, even with a single session.
    """

    sessions: tuple[str, ...]
    take: str | None = None
    whole: bool = False

    @property
    def several(self) -> bool:
        """Whether there is more than one session."""
        return len(self.sessions) > 1


def select_everything(library: LibraryReader) -> ExportSelection:
    """Select all sessions, the oldest first; raises UsageError if there are none."""
    sessions = tuple(session.id for session in reversed(library.sessions()))
    if not sessions:
        raise UsageError("There is nothing to export yet: there are no sessions.")
    return ExportSelection(sessions, whole=True)


def select_take(library: LibraryReader, wanted: str, session: str | None = None) -> ExportSelection:
    """Select a take by its ID, or by the number at the end of the ID of a take of ``session``.

    Raises UsageError if there is none.
    """
    idents = [wanted]
    if session is not None and wanted.isascii() and wanted.isdigit():
        idents.append(f"{session}-{wanted.lstrip('0').zfill(2)}")
    for ident in idents:
        try:
            take = library.take(ident)
        except KeyError:
            continue
        if session in {None, take.session}:
            return ExportSelection((take.session,), take.id)
    where = session or "ID"
    raise UsageError(
        f"There is no take {wanted!r}. `mock-interviewer sessions show {where}` lists the takes of"
        f" {'that' if session else 'a'} session."
    )


def read_session(
    library: LibraryReader, shelf: "BankShelf | None", session: str, take: str | None = None
) -> ExportedSession:
    """Read a session, or one of its takes, with its questions if there is a ``shelf``.

    Raises KeyError for an ID that no longer exists, and StoreError.
    """
    record = library.session(session)
    found = [each for each in library.takes(session) if take in {None, each.id}]
    return ExportedSession(record, tuple(_read_take(library, shelf, each) for each in found))


def _read_take(library: LibraryReader, shelf: "BankShelf | None", take: TakeRecord) -> ExportedTake:
    found = None if shelf is None else shelf.find(f"{take.bank}/{take.question}")
    return ExportedTake(
        take,
        library.feedback(take.id),
        None if found is None else found[1],
        tuple(each for each in library.transcripts(take.id) if not each.current),
    )
