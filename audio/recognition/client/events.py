"""The events that a recognizer reports to its listener."""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

GAP = "…"
"""Stands in captions for words that nobody heard."""


@dataclass(frozen=True)
class RecognizerReady:
    """The model is loaded, ``seconds`` after the worker was started."""

    model: str
    seconds: float


@dataclass(frozen=True)
class SpeechActivity:
    """Somebody speaks, or nobody does any more, in a job whose sound is fed.

    Told when that changes, and some four times a second while silence goes on, with captions and
    without. ``at`` is when it changed, ``heard`` how far was listened by then, in seconds of the
    job's sound: a worker that is busy lags behind. Where the worker dies, nobody is said to speak
    until another one hears it; one that takes the place of a dead one listens to what has a
    recording for captions only.
    """

    job: str
    speaking: bool
    at: float
    heard: float


@dataclass(frozen=True)
class LiveCaption:
    """What was understood so far of a job that is still being spoken, as plain text.

    ``settled`` stands in the transcript like this, but for the spelling of terms; ``draft`` is a
    quick guess at what was said after it, and is heard again. Where a worker died meanwhile,
    ``settled`` begins with all that its captions told, guesses among it, and GAP.
    """

    job: str
    settled: str
    draft: str


@dataclass(frozen=True)
class Transcribed:
    """A job is done."""

    job: str
    transcript: Transcript


@dataclass(frozen=True)
class FillersFound:
    """A job that looked for filled pauses is done: there are at least these."""

    job: str
    fillers: tuple[Filler, ...]


@dataclass(frozen=True)
class RecognitionFailed:
    """A job cannot be done now; its recording is untouched. No job: no model could be loaded."""

    job: str | None
    error: MachineError


@dataclass(frozen=True)
class RecognizerRestarted:
    """The worker died and another takes its place; what was open is done again.

    ``captioned``: jobs that are still being spoken, of which no caption comes until it is Ready.
    """

    captioned: tuple[str, ...] = ()


RecognitionEvent: TypeAlias = (
    RecognizerReady
    | SpeechActivity
    | LiveCaption
    | Transcribed
    | FillersFound
    | RecognitionFailed
    | RecognizerRestarted
)
