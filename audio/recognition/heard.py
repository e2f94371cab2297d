"""A piece of sound as the model gets it, what the model gives back, and what does that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mock_interviewer.audio.recognition.detector import StreamingDetector
from mock_interviewer.audio.recognition.pieces import Piece
from mock_interviewer.audio.recognition.silence import WINDOW, Probabilities
from mock_interviewer.audio.recognition.transcript import Segment
from mock_interviewer.audio.types import SPEECH_RATE, Samples

LOOPED = "repetition"
"""Flag of a transcript out of which a loop of the model was taken."""


@dataclass(frozen=True)
class Heard:
    """A piece with its sound, and how surely somebody speaks in each window of the recording."""

    piece: Piece
    samples: Samples
    probabilities: Probabilities
    """From the ``first`` window of the recording on."""
    first: int
    language: str

    def voice(self, start: float, end: float) -> float:
        """Return the mean chance of speech between two times of the recording (seconds)."""
        first, last = (
            max(0, round(time * SPEECH_RATE / WINDOW) - self.first) for time in (start, end)
        )
        first = min(first, len(self.probabilities) - 1)
        return float(self.probabilities[first : max(first + 1, last)].mean())


@dataclass(frozen=True)
class Found:
    """What was heard in one piece; ``looped`` when a loop of the model was taken out of it."""

    segments: tuple[Segment, ...]
    looped: bool


class Hearing(Protocol):
    """What makes words of pieces: the Whisper model's engine. One thread."""

    name: str

    def refuse(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""

    def detector(self) -> StreamingDetector:
        """Return a voice detector for one recording."""

    def hint(self, vocabulary: Sequence[str]) -> str:
        """Return as many of these terms as the model has room for, as one text."""

    def hear(self, heard: Heard, hint: str) -> Found:
        """Return the words of one piece, in the recording's time."""
