"""The records that the store returns: sessions, takes, transcripts, and feedback."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.recognition.transcript import Transcript


class TakeStatus(StrEnum):
    """The progress of a take."""

    OPEN = "open"
    """Its row is saved; its recording may still be growing."""
    SAVED = "saved"
    """Its recording is closed."""
    SKIPPED = "skipped"
    """The person moved on without answering; recorded silence is kept."""


SKIPPED_BY_PERSON = "skipped"
"""Flag of a take that the person skipped while it was being recorded."""


STOPPED_BY_LIMIT = "limit"
"""Flag of a take that the time limit, or the longest possible recording, ended."""


RECOVERED = "recovered"
"""Flag of a take that a crash or power cut interrupted and a later start closed."""


CUT_SHORT = "cut-short"
"""Flag of a take that the closed window cut short; its question is asked again on continuing."""


NO_RECORDING = "no-recording"
"""Flag of a take without sound: its recording is missing or empty."""


DEMO_STYLE = "demo"
"""Style of the sessions that a synthetic candidate answers."""


DAMAGED = "damaged"
"""Flag of a take whose recording exists but could not be repaired."""


UNREADABLE = "unreadable"
"""Flag, never stored, of a take whose row could not be read in full."""


RECORDING_REMOVED = "recording-removed"
"""Flag of a take whose recording was removed at the end of the retention time."""


@dataclass(frozen=True, kw_only=True)
class TakeMarks:
    """The marks that a person sets on a take, each a column of ``takes`` that is 0 or 1.

    Declare a new mark here and add its column in a migration: statements, filters, row checks,
    exports, and the command line follow from this. Its name is the adjective that people read.
    """

    starred: bool = False

    @property
    def marks(self) -> dict[str, bool]:
        """All marks by name."""
        return {mark: getattr(self, mark) for mark in TAKE_MARKS}

    def with_marks(self, **marks: bool) -> Self:
        """Return a copy with these marks set or cleared, as in ``with_marks(starred=True)``."""
        changes: dict[str, Any] = {**marks}
        return replace(self, **changes)

    @property
    def marked(self) -> tuple[str, ...]:
        """The names of the marks that are set."""
        return tuple(mark for mark, is_set in self.marks.items() if is_set)


TAKE_MARKS: Final = tuple(mark.name for mark in fields(TakeMarks))
"""The names of all marks."""


@dataclass(frozen=True)
class TakeRecord(TakeMarks):
    """One recorded attempt at one question, or at a follow-up to it.

    ``position`` is the question's place in the plan, and ``attempt`` counts the attempts at it,
    both from 1. A take of a follow-up belongs to its question: ``bank``, ``question``, ``section``,
    and ``position`` are the question's; ``text`` and ``attempt`` are the follow-up's own, and
    ``follow_up`` is its place among the question's follow-ups, from 1; None for the question
    itself. ``duration`` is seconds of sound, 0 while OPEN. ``recording`` is an absolute path that
    need not exist (a person can delete files); None for a take without one. ``transcript`` is the
    current one. ``name`` and ``note`` are the person's own, "" for none.
    """

    id: str
    session: str
    bank: str
    question: str
    text: str
    section: str
    position: int
    attempt: int
    status: TakeStatus
    started_at: datetime
    duration: float
    recording: Path | None
    flags: tuple[str, ...]
    transcript: Transcript | None
    follow_up: int | None = None
    name: str = ""
    note: str = ""

    @property
    def stopped_by_limit(self) -> bool:
        """Whether the time limit ended it; False for takes from before that was kept."""
        return STOPPED_BY_LIMIT in self.flags

    @property
    def has_answer(self) -> bool:
        """Whether it is an answer with a transcript, on which there can be feedback."""
        return self.transcript is not None and self.status is not TakeStatus.SKIPPED

    def with_transcript(self, transcript: Transcript) -> "TakeRecord":
        """Return the take with another current transcript."""
        status = status_with_text(self.status, self.flags, transcript.text)
        return replace(self, transcript=transcript, status=status)


def status_with_text(status: TakeStatus, flags: Sequence[str], said: str) -> TakeStatus:
    """Return the status of a take whose transcript has the text ``said``.

    A take that the person skipped without a word is SKIPPED; a single word makes it an answer.
    """
    if status is TakeStatus.OPEN:
        return status
    if said.strip():
        return TakeStatus.SAVED
    return TakeStatus.SKIPPED if SKIPPED_BY_PERSON in flags else status


@dataclass(frozen=True)
class SessionRecord:
    """One session. Times are UTC; ``ended_at`` is None while it runs or if it was interrupted.

    A crash interrupts it, and so does closing the window. ``planned`` counts the questions of the
    plan, ``takes`` the saved takes, and ``answered`` the questions that have one. ``duration`` is
    the seconds of sound of all saved takes. ``style`` is the id of its interview style, "" or the
    mode if it has none. ``name`` is the person's own, "" for none.
    """

    id: str
    mode: str
    started_at: datetime
    ended_at: datetime | None
    planned: int
    takes: int
    answered: int
    duration: float
    style: str = ""
    name: str = ""

    @property
    def style_name(self) -> str:
        """Its style, as shown to people."""
        return (self.style or self.mode).replace("-", " ").capitalize()


@dataclass(frozen=True)
class TranscriptRecord:
    """One of the transcripts of a take, identified by ``number``.

    The ``current`` one is the newest, unless an older one was chosen.
    """

    number: int
    transcript: Transcript
    model: str
    made_at: datetime
    current: bool


@dataclass(frozen=True)
class FeedbackRecord:
    """The feedback on a take's current transcript, and the version of what computed it.

    ``outdated`` is True if a newer version would compute it differently.
    """

    feedback: Feedback
    version: int
    made_at: datetime
    outdated: bool


@dataclass(frozen=True)
class LibrarySize:
    """The number of sessions and answers; skipped questions do not count."""

    sessions: int
    answers: int

    @property
    def words(self) -> str:
        """Both numbers in words: 1 session with 2 answers."""
        return f"{counted(self.sessions, 'session')} with {counted(self.answers, 'answer')}"
