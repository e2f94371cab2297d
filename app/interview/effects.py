"""Effects that a session requests, as data; the owner of the machine carries them out."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.audio.playback.sound_cues import SoundCue


class SessionTimer(StrEnum):
    """The timers of a session."""

    THINK = "think"
    """Time to think: until listening starts even if nobody speaks."""
    JUST_BEGUN = "just-begun"
    """Just after listening started by timer, when a key may have been meant to start it."""
    LIMIT = "limit"
    """Until the time limit of an answer."""
    WARNING = "warning"
    """Until the warning before that limit."""
    FINISH_SENTENCE = "finish-sentence"
    """Until a sentence that continues past the limit is cut off."""
    SILENCE = "silence"
    """Until the interviewer asks whether the person is there."""
    TALKING_WHILE_PAUSED = "talking-while-paused"
    """Until a person who talks while paused is told that the session is not listening."""
    FEEDBACK = "feedback"
    """Until the session continues without feedback on an answer."""
    NEXT_QUESTION = "next-question"
    """Until the next question, while there is feedback to read."""
    CONFIRM = "confirm"
    """Until an unanswered confirmation counts as no."""


@dataclass(frozen=True)
class OpenSession:
    """Create the session's row; answered by SessionOpened or StoreFailed."""


@dataclass(frozen=True)
class ContinueSession:
    """Continue a session that was interrupted; answered as OpenSession is."""

    session: str


@dataclass(frozen=True)
class CreateTake:
    """Create the next take's row; answered by TakeCreated or StoreFailed."""

    question: PlannedQuestion
    position: int
    attempt: int


@dataclass(frozen=True)
class SkipTake:
    """Mark a take as skipped before anything was recorded."""

    take: str


@dataclass(frozen=True)
class WithdrawTake:
    """Delete the row of a take whose question was never fully asked."""

    take: str


@dataclass(frozen=True)
class SayText:
    """Speak; answered by InterviewerSpeechEnded or InterviewerSpeechFailed."""

    text: str


@dataclass(frozen=True)
class PrepareSpeech:
    """Synthesize a text in advance."""

    text: str


@dataclass(frozen=True)
class PlayCue:
    """Play a short sound; answered by CueEnded even if it could not be played."""

    cue: SoundCue


@dataclass(frozen=True)
class StopSpeech:
    """Stop speaking; no event follows for this utterance."""


@dataclass(frozen=True)
class PauseVoice:
    """Pause the utterance."""


@dataclass(frozen=True)
class ResumeVoice:
    """Resume the utterance."""


@dataclass(frozen=True)
class OpenTakeMicrophone:
    """Open it without recording yet; answered by MicrophoneReady or MicrophoneFailed."""

    take: str
    question: PlannedQuestion
    resume: bool = False
    """Continue the recording that a lost device interrupted."""


@dataclass(frozen=True)
class KeepSamples:
    """Start recording and feeding the recognizer.

    ``since``, in monotonic seconds, includes earlier sound from that moment on, as far as it is
    still buffered and free of the program's own sound. None includes the usual pre-roll.
    """

    since: float | None = None


@dataclass(frozen=True)
class PauseRecorder:
    """Stop recording, but keep the microphone open."""


@dataclass(frozen=True)
class ResumeRecorder:
    """Record again."""


@dataclass(frozen=True)
class CloseRecorder:
    """Finish the recording; answered by RecordingClosed."""


@dataclass(frozen=True)
class DropRecorder:
    """Close the microphone and discard the recording, which holds no answer."""


@dataclass(frozen=True)
class AwaitAnswerEnd:
    """Watch for the end of the current sentence; answered by AnswerOver."""


@dataclass(frozen=True)
class WaitLonger:
    """Keep the answer open for ``seconds``, unless the person speaks again."""

    seconds: float


@dataclass(frozen=True)
class LookUpMeaning:
    """Look up the meaning of a term; answered by MeaningLookedUp."""

    question: PlannedQuestion
    subject: str


@dataclass(frozen=True)
class StartTimer:
    """Start or restart a timer; with 0 seconds or less, it never fires."""

    timer: SessionTimer
    seconds: float


@dataclass(frozen=True)
class PauseTimer:
    """Pause a timer, if it is running."""

    timer: SessionTimer


@dataclass(frozen=True)
class ResumeTimer:
    """Resume a paused timer."""

    timer: SessionTimer


@dataclass(frozen=True)
class StopTimer:
    """Cancel a timer."""

    timer: SessionTimer


@dataclass(frozen=True)
class SaveTake:
    """Mark the recording as complete in the store; answered by TakeSaved."""

    take: str
    duration: float
    flags: tuple[str, ...]


@dataclass(frozen=True)
class TranscribeTake:
    """Make the final transcript of a complete recording, whenever possible."""

    take: str


@dataclass(frozen=True)
class CloseSession:
    """Mark the session as ended; delete it if no question was asked."""


SessionEffect = (
    OpenSession
    | ContinueSession
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
