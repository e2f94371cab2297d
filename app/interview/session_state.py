"""The state of a session, the snapshot of it that pages show, and its commands."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.status_notices import Notice
from mock_interviewer.audio.recognition.transcript import Transcript


class SessionState(StrEnum):
    """The states of a session; the window shows one word for each."""

    OPENING = "opening"
    """The row of the session or of the next take is being created."""
    ASKING = "asking"
    """The interviewer is speaking; the person's turn follows."""
    THINKING = "thinking"
    """Time to think; the microphone is open, but nothing is recorded yet."""
    LISTENING = "listening"
    """Real samples arrive and are recorded."""
    CONFIRMING = "confirming"
    """The interviewer asked to confirm a command and waits for yes or no."""
    SAVING = "saving"
    """The answer is over; the recording is being closed."""
    SAVED = "saved"
    """The recording is safe; the final transcript is pending."""
    TRANSCRIBED = "transcribed"
    """The transcript is ready."""
    PAUSED = "paused"
    """The session waits for the person to resume."""
    CLOSING = "closing"
    """No question is left; the interviewer sums up and says goodbye."""
    FINISHED = "finished"
    """The session is over; nothing is running."""


@dataclass(frozen=True)
class SessionSnapshot:
    """Everything a page needs to show a session. ``position`` counts from 1."""

    state: SessionState
    question: PlannedQuestion | None
    position: int
    total: int
    attempt: int = 1
    session: str | None = None
    take: str | None = None
    notices: tuple[Notice, ...] = ()
    transcript: Transcript | None = None
    transcript_failed: bool = False
    """The take is saved, but has to be transcribed later."""
    captions_held: bool = False
    """Captions are delayed by some seconds although the person speaks."""
    answers: int = 0
    """How many answers of the session are saved, including those to follow-ups."""
    skipped: tuple[str, ...] = ()
    """The takes of the session that were skipped before anything was recorded."""
    recorded: float = 0.0
    """Seconds of the last saved recording of this question."""
    resumable: bool = False
    """While paused: whether Resume works (no device is missing)."""
    paused_from: SessionState | None = None
    hands_free: bool = False
    """Whether the session advances by listening, without keys."""
    retry: bool = True
    """Whether an answer may be tried again right away."""
    remark: str = ""
    """The latest spoken text apart from the question, as long as it is true in the state."""
    interviewer_speaks: bool = False
    person_speaks: bool = False
    """Whether the person is speaking."""
    asks_follow_up: bool = False
    """Whether a follow-up on this answer comes next."""
    asks_again: bool = False
    """Whether the same question comes next, because the answer was about something else."""
    may_ask_follow_up: bool = False
    """Whether a follow-up on this answer is still possible; feedback decides."""
    continuing: bool = False
    """Whether the session continues as soon as that is decided."""
    awaits_next: bool = False
    """Whether the feedback is there to read, and Next, or the end of its time, continues."""
    finishing: bool = False
    """Time is up, but the person may finish the sentence."""


class SessionCommand(StrEnum):
    """Commands of the person. Each is ignored where it makes no sense."""

    DONE = "done"
    """End the current phase (speech, thinking, or answering) and move to the next."""
    NEXT = "next"
    REPEAT = "repeat"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    WAIT = "wait"
    """Allow more time to think or speak in a hands-free session."""
    TRY_AGAIN = "try-again"
    END = "end"
    LEAVE = "leave"
    """End the session, to be continued at the next start if a question is left."""
    YES = "yes"
    """Confirm the command that the interviewer asked about."""
    NO = "no"
    """Cancel that command."""
