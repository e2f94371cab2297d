"""What happens to a session, and what a session asks for in return.

Events go into the machine, effects come out of it. Neither carries a device, a file or a widget.
"""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.interview.plan import PlannedQuestion
from mock_interviewer.audio.recognition.transcript import Transcript


class Command(StrEnum):
    """What a person can ask of a session; each is ignored where it makes no sense."""

    DONE = "done"
    """Stop what is going on and move to the next state: speech, thinking or answering."""
    NEXT = "next"
    REPEAT = "repeat"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    TRY_AGAIN = "try-again"
    END = "end"


class Timer(StrEnum):
    """The two clocks of a session."""

    THINK = "think"
    LIMIT = "limit"


@dataclass(frozen=True)
class Begin:
    """The session shall start."""


@dataclass(frozen=True)
class SessionOpened:
    """The session's row is written."""

    session: str


@dataclass(frozen=True)
class TakeCreated:
    """The take's row is committed; the microphone may open."""

    take: str


@dataclass(frozen=True)
class StoreFailed:
    """The session, or the next take, could not be written down."""

    text: str


@dataclass(frozen=True)
class SpeechEnded:
    """The voice said all, or was told to stop."""


@dataclass(frozen=True)
class SpeechFailed:
    """The voice could not say it; the sentence says why."""

    text: str


@dataclass(frozen=True)
class MicrophoneReady:
    """Real samples arrive."""


@dataclass(frozen=True)
class MicrophoneFailed:
    """The microphone could not be opened."""

    text: str


@dataclass(frozen=True)
class MicrophoneLost:
    """The microphone went away; what it gave so far is safe in its file."""

    text: str
    duration: float


@dataclass(frozen=True)
class MicrophoneWarned:
    """Something is wrong with the sound while it goes on; an empty text takes it back."""

    text: str


@dataclass(frozen=True)
class RecordingClosed:
    """The recording is whole and on disk."""

    duration: float
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakeSaved:
    """The take's row says that its recording is whole; ``problem`` where it could not be said."""

    problem: str = ""


@dataclass(frozen=True)
class TranscriptReady:
    """The final transcript of a take, not always the present one."""

    take: str
    transcript: Transcript


@dataclass(frozen=True)
class TranscriptFailed:
    """A take has no transcript now; it can be had later."""

    take: str
    text: str


@dataclass(frozen=True)
class CaptionsHeld:
    """No caption of a take comes for some seconds, or (``held`` False) they come again."""

    take: str
    held: bool


@dataclass(frozen=True)
class TimerFired:
    """A timer ran out."""

    timer: Timer


Event = (
    Begin
    | SessionOpened
    | TakeCreated
    | StoreFailed
    | SpeechEnded
    | SpeechFailed
    | MicrophoneReady
    | MicrophoneFailed
    | MicrophoneLost
    | MicrophoneWarned
    | RecordingClosed
    | TakeSaved
    | TranscriptReady
    | TranscriptFailed
    | CaptionsHeld
    | TimerFired
)


@dataclass(frozen=True)
class OpenSession:
    """Write the session down; answered by SessionOpened or StoreFailed."""


@dataclass(frozen=True)
class CreateTake:
    """Write the next take down; answered by TakeCreated or StoreFailed."""

    question: PlannedQuestion
    position: int
    attempt: int


@dataclass(frozen=True)
class SkipTake:
    """Note that a take was passed over before anything was recorded."""

    take: str


@dataclass(frozen=True)
class Say:
    """Speak a question; answered by SpeechEnded or SpeechFailed."""

    question: PlannedQuestion


@dataclass(frozen=True)
class Prepare:
    """Make a question's speech ready while something else goes on."""

    question: PlannedQuestion


@dataclass(frozen=True)
class Hush:
    """Stop speaking; nothing more is heard of this utterance."""


@dataclass(frozen=True)
class PauseVoice:
    """Hold the utterance where it is."""


@dataclass(frozen=True)
class ResumeVoice:
    """Go on speaking."""


@dataclass(frozen=True)
class OpenMicrophone:
    """Open it without keeping anything yet; answered by MicrophoneReady or MicrophoneFailed."""

    take: str
    question: PlannedQuestion
    resume: bool = False
    """Go on in the file that a lost device left."""


@dataclass(frozen=True)
class KeepSamples:
    """From now on what is heard is recorded and fed to recognition."""


@dataclass(frozen=True)
class PauseRecorder:
    """Keep the microphone, keep no samples."""


@dataclass(frozen=True)
class ResumeRecorder:
    """Keep samples again."""


@dataclass(frozen=True)
class CloseRecorder:
    """Finish the recording; answered by RecordingClosed."""


@dataclass(frozen=True)
class DropRecorder:
    """Close a microphone of which nothing was kept."""


@dataclass(frozen=True)
class StartTimer:
    """Start a timer of so many seconds; 0 or less starts none."""

    timer: Timer
    seconds: float


@dataclass(frozen=True)
class PauseTimer:
    """Hold a timer; nothing happens where it does not run."""

    timer: Timer


@dataclass(frozen=True)
class ResumeTimer:
    """Go on with a held timer."""

    timer: Timer


@dataclass(frozen=True)
class StopTimer:
    """Forget a timer."""

    timer: Timer


@dataclass(frozen=True)
class SaveTake:
    """Write down that the recording is whole; answered by TakeSaved."""

    take: str
    duration: float
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Transcribe:
    """All sound of this take is there: make its final transcript, whenever it can be had."""

    take: str


@dataclass(frozen=True)
class CloseSession:
    """Write down that the session is over."""


Effect = (
    OpenSession
    | CreateTake
    | SkipTake
    | Say
    | Prepare
    | Hush
    | PauseVoice
    | ResumeVoice
    | OpenMicrophone
    | KeepSamples
    | PauseRecorder
    | ResumeRecorder
    | CloseRecorder
    | DropRecorder
    | StartTimer
    | PauseTimer
    | ResumeTimer
    | StopTimer
    | SaveTake
    | Transcribe
    | CloseSession
)
