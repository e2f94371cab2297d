"""The public face of a session: its state, the snapshot that pages show, and its commands."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.status_notices import Notice
from mock_interviewer.audio.recognition.transcript import Transcript


class SessionState(StrEnum):
    """The states of a session; the window shows one word for each."""

    OPENING = "opening"
    """The session, or the row of the next take, is being written down."""
    ASKING = "asking"
    """The interviewer speaks, and somebody else does when that is over."""
    THINKING = "thinking"
    """The person thinks; the microphone is open, nothing is kept yet."""
    LISTENING = "listening"
    """Real samples arrive and are being kept."""
    CONFIRMING = "confirming"
    """The interviewer asked yes or no about a command, and waits for one of them."""
    SAVING = "saving"
    """The person is done; the recording is being closed."""
    SAVED = "saved"
    """The recording is safe; its transcript is being written."""
    TRANSCRIBED = "transcribed"
    """The transcript is there."""
    PAUSED = "paused"
    """Everything waits for the person."""
    CLOSING = "closing"
    """All was asked; the interviewer sums up and says goodbye."""
    FINISHED = "finished"
    """The session is over; nothing runs any more."""


@dataclass(frozen=True)
class SessionSnapshot:
    """All that a page needs to show a session. ``position`` counts from 1."""

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
    """The take is saved, and its transcript must be asked for later."""
    captions_held: bool = False
    """No caption of the take comes for some seconds, for no reason that lies with the person."""
    answers: int = 0
    """How many answers of the session are saved, those to what is asked back among them."""
    skipped: tuple[str, ...] = ()
    """The takes of the session that were passed over before anything of them was recorded."""
    recorded: float = 0.0
    """Seconds of the last saved recording of this question."""
    resumable: bool = False
    """While paused: whether Resume can go on (a lost device is back, or was never needed)."""
    paused_from: SessionState | None = None
    hands_free: bool = False
    """Whether the session goes on by what is heard."""
    retry: bool = True
    """Whether an answer may be tried again at once."""
    remark: str = ""
    """What is said, or was last, beside the question; what led to it is gone once it was asked."""
    interviewer_speaks: bool = False
    person_speaks: bool = False
    """Whether somebody is heard who answers."""
    asks_back: bool = False
    """Whether something about this answer will be asked before the session goes on."""
    may_ask_back: bool = False
    """Whether something may be asked about this answer; nobody knows yet."""
    goes_on: bool = False
    """Whether it goes on as soon as that is known."""
    looks_back: bool = False
    """Whether feedback on the answer before, to the question itself, is told before it goes on."""
    finishing: bool = False
    """The time for the answer is over; the sentence may be finished."""


class SessionCommand(StrEnum):
    """Each is ignored where it makes no sense."""

    DONE = "done"
    """Stop what is going on and move to the next state: speech, thinking or answering."""
    NEXT = "next"
    REPEAT = "repeat"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    WAIT = "wait"
    """Leave more time to think or to go on speaking, in a session that goes on by what is heard."""
    TRY_AGAIN = "try-again"
    END = "end"
    YES = "yes"
    """Do what the interviewer asked about."""
    NO = "no"
    """Leave it as it was."""
