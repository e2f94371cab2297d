"""Effects that a session asks for, as data; the owner of the machine carries them out."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.audio.playback.sound_cues import SoundCue


class SessionTimer(StrEnum):
    """The clocks of a session."""

    THINK = "think"
    """Until listening begins, though nobody speaks."""
    BEGUN = "begun"
    """Until a key that was pressed to begin ends an answer that began by itself meanwhile."""
    LIMIT = "limit"
    """Until an answer has had its time."""
    WARNING = "warning"
    """Until it is told that this is near."""
    GRACE = "grace"
    """Until a sentence that goes on beyond it is cut off."""
    NOBODY = "nobody"
    """Until it is asked whether anybody is there."""
    IN_VAIN = "in-vain"
    """Until somebody who talks on in a pause is told that nobody listens."""
    FEEDBACK = "feedback"
    """Until the session goes on without knowing what became of an answer."""
    GO_ON = "go-on"
    """Until the next question, once an answer was judged."""
    CONFIRM = "confirm"
    """Until what was asked about is left undone."""


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
class WithdrawTake:
    """Take back a take whose question was not asked to its end: nobody could answer it."""

    take: str


@dataclass(frozen=True)
class SayText:
    """Speak; answered by SpeechEnded or SpeechFailed."""

    text: str


@dataclass(frozen=True)
class PrepareSpeech:
    """Make a text's speech ready while something else goes on."""

    text: str


@dataclass(frozen=True)
class PlayCue:
    """Play a short sound; answered by CueEnded, whether it was heard or not."""

    cue: SoundCue


@dataclass(frozen=True)
class StopSpeech:
    """Stop speaking; nothing more is heard of this utterance."""


@dataclass(frozen=True)
class PauseVoice:
    """Hold the utterance where it is."""


@dataclass(frozen=True)
class ResumeVoice:
    """Go on speaking."""


@dataclass(frozen=True)
class OpenTakeMicrophone:
    """Open it without keeping anything yet; answered by MicrophoneReady or MicrophoneFailed."""

    take: str
    question: PlannedQuestion
    resume: bool = False
    """Go on in the file that a lost device left."""


@dataclass(frozen=True)
class KeepSamples:
    """From now on what is heard is recorded and fed to recognition.

    ``since``: what was heard from that moment on (monotonic seconds) is kept too, as far as it is
    still there and no sound of the program's own was in it. None: the usual little.
    """

    since: float | None = None


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
    """Close the microphone and throw away what was kept: nothing of it was an answer."""


@dataclass(frozen=True)
class AwaitAnswerEnd:
    """From now on an answer is over when whoever speaks has finished the sentence: AnswerOver."""


@dataclass(frozen=True)
class WaitLonger:
    """An answer is not over for so many seconds, unless somebody speaks again."""

    seconds: float


@dataclass(frozen=True)
class LookUpMeaning:
    """Find out what a word means that was asked about; answered by LookedUp."""

    question: PlannedQuestion
    subject: str


@dataclass(frozen=True)
class StartTimer:
    """Start a timer of so many seconds; 0 or less starts none."""

    timer: SessionTimer
    seconds: float


@dataclass(frozen=True)
class PauseTimer:
    """Hold a timer; nothing happens where it does not run."""

    timer: SessionTimer


@dataclass(frozen=True)
class ResumeTimer:
    """Go on with a held timer."""

    timer: SessionTimer


@dataclass(frozen=True)
class StopTimer:
    """Forget a timer."""

    timer: SessionTimer


@dataclass(frozen=True)
class SaveTake:
    """Write down that the recording is whole; answered by TakeSaved."""

    take: str
    duration: float
    flags: tuple[str, ...]


@dataclass(frozen=True)
class TranscribeTake:
    """All sound of this take is there: make its final transcript, whenever it can be had."""

    take: str


@dataclass(frozen=True)
class CloseSession:
    """Write down that the session is over; one in which nothing was asked goes."""


SessionEffect = (
    OpenSession
    | CreateTake
    | SkipTake
    | WithdrawTake
    | SayText
    | PrepareSpeech
    | PlayCue
    | StopSpeech
    | PauseVoice
    | ResumeVoice
    | OpenTakeMicrophone
    | KeepSamples
    | PauseRecorder
    | ResumeRecorder
    | CloseRecorder
    | DropRecorder
    | AwaitAnswerEnd
    | WaitLonger
    | LookUpMeaning
    | StartTimer
    | PauseTimer
    | ResumeTimer
    | StopTimer
    | SaveTake
    | TranscribeTake
    | CloseSession
)
