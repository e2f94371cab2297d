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
    """How far a take got."""

    OPEN = "open"
    """Its row is written; its recording may be growing."""
    SAVED = "saved"
    """Its recording is closed."""
    SKIPPED = "skipped"
    """The person went on without answering; silence may be recorded, and is kept."""


SKIPPED_BY_PERSON = "skipped"
"""Flag of a take in which the person went on while it was recorded, without ending an answer."""


RECOVERED = "recovered"
"""Flag of a take that a crash or a power cut interrupted and a later start closed."""


NO_RECORDING = "no-recording"
"""Flag of a take that has no sound: its recording is missing or empty."""


DEMO_STYLE = "demo"
"""Style of the sessions that the program's own candidate answers."""


DAMAGED = "damaged"
"""Flag of a take whose recording is there but could not be repaired."""


UNREADABLE = "unreadable"
"""Flag, never stored, of a take of whose row a part could not be read."""


RECORDING_REMOVED = "recording-removed"
"""Flag of a take whose recording was removed after the time for which the person keeps them."""


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

    ``position`` is the question's place in the plan and ``attempt`` the try at it, both from 1. A
    take of a follow-up stands under its question: ``bank``, ``question``, ``section`` and
    ``position`` are the question's; ``text`` and ``attempt`` are the follow-up's own, whose place
    among the question's follow-ups ``follow_up`` was, from 1; None for the question itself.
    ``duration`` is seconds of sound, 0 while OPEN. ``recording`` is absolute and need not exist
    (a person can delete files); None where there never was one. ``transcript`` is the current one.
    ``name`` and ``note`` are the person's own words, "" for none.
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
    def has_answer(self) -> bool:
        """Whether there is an answer that was written down, of which something can be said."""
        return self.transcript is not None and self.status is not TakeStatus.SKIPPED

    def having(self, transcript: Transcript) -> "TakeRecord":
        """Return what it is with another current transcript."""
        status = status_having(self.status, self.flags, transcript.text)
        return replace(self, transcript=transcript, status=status)


def status_having(status: TakeStatus, flags: Sequence[str], said: str) -> TakeStatus:
    """Return the status of a take in which ``said`` is what was heard.

    Who was asked, went on and had said nothing has skipped the question; a word makes it an answer.
    """
    if status is TakeStatus.OPEN:
        return status
    if said.strip():
        return TakeStatus.SAVED
    return TakeStatus.SKIPPED if SKIPPED_BY_PERSON in flags else status


@dataclass(frozen=True)
class SessionRecord:
    """One sitting. Times are UTC; ``ended_at`` is None while it runs or when it was cut short.

    ``planned`` counts the plan's questions, ``takes`` the saved takes, ``answered`` the questions
    that have one, and ``duration`` is the seconds of sound of all takes. ``style`` is the id of the
    style it was held in, "" or its mode where that says it all. ``name`` is the person's own for
    it, "" for none.
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
        """Its style, for people."""
        return (self.style or self.mode).replace("-", " ").capitalize()


@dataclass(frozen=True)
class TranscriptRecord:
    """One of the transcripts of a take; ``number`` tells it from the others.

    The current one counts: the newest, unless an older one was chosen.
    """

    number: int
    transcript: Transcript
    model: str
    made_at: datetime
    current: bool


@dataclass(frozen=True)
class FeedbackRecord:
    """What was said of a take's current transcript, and the version of what computed it.

    ``outdated`` is True where this version of the program would say something else.
    """

    feedback: Feedback
    version: int
    made_at: datetime
    outdated: bool


@dataclass(frozen=True)
class LibrarySize:
    """Sessions and answers; a question that was skipped has none."""

    sessions: int
    answers: int

    @property
    def words(self) -> str:
        """Both, for people: 1 session with 2 answers."""
        return f"{counted(self.sessions, 'session')} with {counted(self.answers, 'answer')}"
