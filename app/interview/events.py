"""What happens to a session: what goes into its machine. Carries no device, file or widget."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.effects import Timer
from mock_interviewer.app.interview.plan import PlannedQuestion
from mock_interviewer.audio import sleep
from mock_interviewer.audio.recognition.transcript import Transcript


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
class LookedUp:
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
class StoodStill:
    """Nothing ran for a while with the microphone open; what came before is safe in its file."""

    error: sleep.StoodStill
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
    | CueEnded
    | PersonSpeaks
    | PersonSilent
    | UtteranceHeard
    | AnswerOver
    | NothingSaid
    | LookedUp
    | FeedbackKnown
    | MicrophoneReady
    | MicrophoneFailed
    | MicrophoneBack
    | MicrophoneLost
    | StoodStill
    | MicrophoneWarned
    | RecordingClosed
    | TakeSaved
    | TranscriptReady
    | TranscriptFailed
    | CaptionsHeld
    | TimerFired
)
