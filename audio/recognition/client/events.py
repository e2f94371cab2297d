"""The events that a recognizer reports to its listener."""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

GAP = "…"
"""Stands in captions for words that were missed."""


@dataclass(frozen=True)
class RecognizerReady:
    """The model is loaded, ``seconds`` after the worker was started."""

    model: str
    seconds: float


@dataclass(frozen=True)
class SpeechActivity:
    """Speech began or ended in a job whose sound is fed.

    Reported at each change, and some four times a second while silence lasts, with or without
    captions. ``at`` is when it changed, ``heard`` how much sound was analyzed by then, both in
    seconds of the job's sound: a busy worker lags behind. When the worker dies, speech is reported
    to have ended until another worker detects it; a worker that replaces a dead one analyzes the
    sound of a job with a recording for captions only.
    """

    job: str
    speaking: bool
    at: float
    heard: float


@dataclass(frozen=True)
class LiveCaption:
    """The text so far of a job that is still being spoken.

    ``settled`` will be in the transcript as it is, except for the spelling of terms; ``draft`` is a
    quick guess at the words after it, and will be decoded again. When a worker has died meanwhile,
    ``settled`` begins with all text of its captions, guesses included, and GAP.
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
    """A job with ``fillers_only`` is done: there are at least these filled pauses."""

    job: str
    fillers: tuple[Filler, ...]


@dataclass(frozen=True)
class RecognitionFailed:
    """A job cannot be done now; its recording is untouched. No job: no model could be loaded."""

    job: str | None
    error: MachineError


@dataclass(frozen=True)
class RecognizerRestarted:
    """The worker died and another takes its place; its open jobs are done again.

    ``captioned``: jobs that are still being spoken, which get no captions until RecognizerReady.
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
