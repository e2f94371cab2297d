"""Events that go into the machine of a session. They carry no device, file or widget."""

from dataclasses import dataclass

from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.audio.recording import microphone_faults


@dataclass(frozen=True)
class SessionStarted:
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
class InterviewerSpeechEnded:
    """The voice said all, or was told to stop."""


@dataclass(frozen=True)
class InterviewerSpeechFailed:
    """The voice could not say it; the sentence says why."""

    text: str


@dataclass(frozen=True)
class CueEnded:
    """A short sound is over."""


@dataclass(frozen=True)
class PersonSpeaks:
    """Somebody began to speak, at ``began`` seconds of the monotonic clock."""

    began: float


@dataclass(frozen=True)
class PersonSilent:
    """Nobody speaks any more."""


@dataclass(frozen=True)
class UtteranceHeard:
    """Something short was said between two silences.

    ``text`` is as it was heard, without anything expected; ``began`` as in PersonSpeaks.
    """

    text: str
    began: float


@dataclass(frozen=True)
class AnswerOver:
    """Whoever answered has finished, as far as it can be told from silence and words."""


@dataclass(frozen=True)
class NothingSaid:
    """What was heard of the answer so far were sounds without a word, and it is silent now."""


@dataclass(frozen=True)
class MeaningLookedUp:
    """What a word means, in a sentence; None where nobody knows."""

    subject: str
    meaning: str | None


@dataclass(frozen=True)
class FeedbackKnown:
    """What became of an answer, not always the present one; None where it cannot be told.

    ``follow_up`` is what may be asked back about it.
    """

    take: str
    feedback: Feedback | None
    follow_up: PlannedQuestion | None = None


@dataclass(frozen=True)
class MicrophoneReady:
    """Real samples arrive."""


@dataclass(frozen=True)
class MicrophoneFailed:
    """The microphone could not be opened."""

    text: str


@dataclass(frozen=True)
class MicrophoneBack:
    """A microphone that was lost gives samples again; nothing of it is kept."""


@dataclass(frozen=True)
class MicrophoneLost:
    """The microphone went away; what it gave so far is safe in its file."""

    text: str
    duration: float


@dataclass(frozen=True)
class RecordingInterrupted:
    """Nothing ran for a while with the microphone open; what came before is safe in its file."""

    error: microphone_faults.StreamInterrupted
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
class CaptionsHeld:
    """No caption of a take comes for some seconds, or (``held`` False) they come again."""

    take: str
    held: bool


@dataclass(frozen=True)
class TimerFired:
    """A timer ran out."""

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
