"""Events that a session's machine handles. They carry no device, file, or widget."""

from dataclasses import dataclass

from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.audio.recording import microphone_faults


@dataclass(frozen=True)
class SessionStarted:
    """The session starts."""


@dataclass(frozen=True)
class SessionOpened:
    """The session's row is committed."""

    session: str


@dataclass(frozen=True)
class TakeCreated:
    """The take's row is committed; the microphone may open."""

    take: str


@dataclass(frozen=True)
class StoreFailed:
    """The row of the session or of the next take could not be created."""

    text: str


@dataclass(frozen=True)
class InterviewerSpeechEnded:
    """The voice finished, or was stopped."""


@dataclass(frozen=True)
class InterviewerSpeechFailed:
    """The voice failed; ``text`` explains why."""

    text: str


@dataclass(frozen=True)
class CueEnded:
    """A cue ended."""


@dataclass(frozen=True)
class PersonSpeaks:
    """The person started speaking at ``began``, in monotonic seconds."""

    began: float


@dataclass(frozen=True)
class PersonSilent:
    """The person stopped speaking."""


@dataclass(frozen=True)
class UtteranceHeard:
    """A short utterance between two silences.

    ``text`` is recognized without a question's vocabulary; ``began`` is as in PersonSpeaks.
    """

    text: str
    began: float


@dataclass(frozen=True)
class AnswerOver:
    """The answer is over, judging by silence and words."""


@dataclass(frozen=True)
class NothingSaid:
    """The answer so far contains sounds but no word, and there is silence now."""


@dataclass(frozen=True)
class MeaningLookedUp:
    """What a term means, in a sentence; None if the bank has no definition."""

    subject: str
    meaning: str | None


@dataclass(frozen=True)
class FeedbackKnown:
    """Feedback on an answer, not necessarily the current one; None if there is none.

    ``follow_up`` is the follow-up to ask about it; ``off_topic`` means that the answer is clearly
    about something other than its question.
    """

    take: str
    feedback: Feedback | None
    follow_up: PlannedQuestion | None = None
    off_topic: bool = False


@dataclass(frozen=True)
class FeedbackRead:
    """The person scrolls or points at the feedback, which stays longer."""


@dataclass(frozen=True)
class MicrophoneReady:
    """Real samples arrive from the microphone."""


@dataclass(frozen=True)
class MicrophoneFailed:
    """The microphone could not be opened; ``remedy`` is what to do before resuming."""

    text: str
    remedy: str = ""


@dataclass(frozen=True)
class MicrophoneBack:
    """A lost microphone delivers samples again; they are not recorded."""


@dataclass(frozen=True)
class MicrophoneLost:
    """The microphone disconnected, or is ``silent``; the recording so far is safe in its file.

    ``text`` says what happened, and ``remedy`` what to do before resuming.
    """

    text: str
    duration: float
    remedy: str = ""
    silent: bool = False


@dataclass(frozen=True)
class RecordingInterrupted:
    """The program did not run for a while; the recording until then is safe in its file."""

    error: microphone_faults.StreamInterrupted
    duration: float


@dataclass(frozen=True)
class MicrophoneWarned:
    """The sound has a problem but continues; an empty text clears the warning."""

    text: str


@dataclass(frozen=True)
class RecordingClosed:
    """The recording is complete and on disk."""

    duration: float
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakeSaved:
    """The take's row is marked complete; ``problem`` says why it could not be."""

    problem: str = ""


@dataclass(frozen=True)
class CaptionsHeld:
    """Captions of a take are delayed by some seconds, or (``held`` False) arrive again."""

    take: str
    held: bool


@dataclass(frozen=True)
class TimerFired:
    """A timer expired."""

    timer: SessionTimer


SessionEvent = (
    SessionStarted
    | SessionOpened
    | TakeCreated
    | StoreFailed
    | InterviewerSpeechEnded
    | InterviewerSpeechFailed
    | CueEnded
    | PersonSpeaks
    | PersonSilent
    | UtteranceHeard
    | AnswerOver
    | NothingSaid
    | MeaningLookedUp
    | FeedbackKnown
    | FeedbackRead
    | MicrophoneReady
    | MicrophoneFailed
    | MicrophoneBack
    | MicrophoneLost
    | RecordingInterrupted
    | MicrophoneWarned
    | RecordingClosed
    | TakeSaved
    | TranscriptReady
    | TranscriptFailed
    | CaptionsHeld
    | TimerFired
)
