"""The decoding of one piece of sound: what the model gets, what it returns, and what does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    ONSET,
    WINDOW,
    Probabilities,
)
from mock_interviewer.audio.recognition.endpointing.voice_detector import StreamingDetector
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.transcript import TranscriptSegment
from mock_interviewer.audio.recognition.worker.segmenter import SpeechPiece
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

LOOPED = "repetition"
"""Flag of a transcript out of which a loop of the model was taken."""


CUT_OFF = "cut-off"
"""Flag of a transcript that lacks what the model could not finish hearing within its bounds."""


_SOFT = 0.05
"""Seconds that a word may be heard before and after the detector is sure of it."""


@dataclass(frozen=True)
class PieceSound:
    """A piece with its sound, and how surely somebody speaks in each window of the recording."""

    piece: SpeechPiece
    samples: Samples
    probabilities: Probabilities
    """From the ``first`` window of the recording on."""
    first: int
    request: RecognitionRequest = DEFAULT_REQUEST

    def voice(self, start: float, end: float) -> float:
        """Return the mean chance of speech between two times of the recording (seconds)."""
        first, last = (
            max(0, round(time * SPEECH_RATE / WINDOW) - self.first) for time in (start, end)
        )
        first = min(first, len(self.probabilities) - 1)
        return float(self.probabilities[first : max(first + 1, last)].mean())

    def spoken(self, start: float, end: float) -> tuple[float, float]:
        """Return a word's times without the silence around it (seconds).

        The model lets the first word after a pause begin with the pause.
        """
        first = max(0, round(start * SPEECH_RATE / WINDOW) - self.first)
        last = max(first + 1, round(end * SPEECH_RATE / WINDOW) - self.first)
        (speech,) = np.nonzero(self.probabilities[first:last] >= ONSET)
        if not len(speech):
            return start, end
        seconds = WINDOW / SPEECH_RATE
        return (
            max(start, (self.first + first + int(speech[0])) * seconds - _SOFT),
            min(end, (self.first + first + int(speech[-1]) + 1) * seconds + _SOFT),
        )


@dataclass(frozen=True)
class DecodedPiece:
    """What was heard in one piece.

    ``looped`` when a loop of the model was taken out of it, ``cut_off`` when the model was stopped
    before it had said all, ``hinted`` when it was told hotwords, ``doubtful`` when some may have
    been made of something else. ``otherwise`` is what is heard without hotwords, where that was
    asked. ``sparse`` when much that was said is meant to be missing.
    """

    segments: tuple[TranscriptSegment, ...]
    looped: bool = False
    cut_off: bool = False
    hinted: bool = False
    doubtful: bool = False
    otherwise: "DecodedPiece | None" = None
    sparse: bool = False

    @property
    def unhinted(self) -> "DecodedPiece":
        """What is heard without hotwords, as far as that is known."""
        return self.otherwise or self

    def questioned(self, *, hinted: bool) -> bool:
        """Whether a second opinion is still to be asked; ``hinted``: on all that was hinted."""
        return self.otherwise is None and (self.doubtful or (hinted and self.hinted))

    def then(self, later: "DecodedPiece") -> "DecodedPiece":
        """Return this and what was heard after it, both without a second opinion, as one."""
        return DecodedPiece(
            self.segments + later.segments,
            self.looped or later.looped,
            later.cut_off,
        )


class PieceDecoder(Protocol):
    """What makes words of pieces: the Whisper model's engine. One thread."""

    name: str

    def refuse(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""

    def detector(self) -> StreamingDetector:
        """Return a voice detector for one recording."""

    def hint(self, vocabulary: Sequence[str]) -> str:
        """Return as many of these terms as the model has room for, as one text."""

    def hear(self, heard: PieceSound, hint: str, *, quick: bool = False) -> DecodedPiece:
        """Return the words of one piece, in the recording's time.

        ``quick``: somebody waits for it, and a little less sure words will do.
        """


class DraftDecoder(Protocol):
    """What makes a guess: a small model. One thread."""

    def hint(self, vocabulary: Sequence[str]) -> str:
        """Return as many of these terms as the model has room for, as one text."""

    def draft(self, samples: Samples, hint: str) -> str:
        """Return what is said in 16 kHz mono sound, as well as can be told quickly."""
