"""The decoding of one piece of sound: what a model gets, what it returns, and its interface."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    ONSET,
    WINDOW,
    Probabilities,
)
from mock_interviewer.audio.recognition.endpointing.voice_detector import VoiceDetector
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.transcript import TranscriptSegment
from mock_interviewer.audio.recognition.worker.segmenter import SpeechPiece
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

LOOPED = "repetition"
"""Flag of a transcript from which a repetition loop of the model was removed."""


CUT_OFF = "cut-off"
"""Flag of a transcript that is incomplete, because the model reached its limits."""


_SOFT = 0.05
"""Seconds by which a word may extend beyond the windows that the detector is sure of."""


@dataclass(frozen=True)
class PieceSound:
    """A piece with its sound, and the probability of speech in each window of the recording."""

    piece: SpeechPiece
    samples: Samples
    probabilities: Probabilities
    """From the ``first`` window of the recording on."""
    first: int
    request: RecognitionRequest = DEFAULT_REQUEST

    def speech_probability(self, start: float, end: float) -> float:
        """Return the mean probability of speech between two times of the recording (seconds)."""
        first, last = (
            max(0, round(time * SPEECH_RATE / WINDOW) - self.first) for time in (start, end)
        )
        first = min(first, len(self.probabilities) - 1)
        return float(self.probabilities[first : max(first + 1, last)].mean())

    def trimmed(self, start: float, end: float) -> tuple[float, float]:
        """Return a word's times without the silence around it (seconds).

        The model's first word after a pause starts with the pause.
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
    """The words of one piece.

    ``looped``: a repetition loop of the model was removed. ``cut_off``: the model was stopped
    before it was done. ``biased``: the model was given hotwords. ``doubtful``: some of these may
    stand for other words. ``second_opinion``: the result without hotwords, where that was asked
    for. ``sparse``: words are missing on purpose.
    """

    segments: tuple[TranscriptSegment, ...]
    looped: bool = False
    cut_off: bool = False
    biased: bool = False
    doubtful: bool = False
    second_opinion: "DecodedPiece | None" = None
    sparse: bool = False

    @property
    def unbiased(self) -> "DecodedPiece":
        """The result without hotwords, as far as that is known."""
        return self.second_opinion or self

    def needs_second_opinion(self, *, biased: bool) -> bool:
        """Return whether a doubtful piece, or any biased one with ``biased``, has none yet."""
        return self.second_opinion is None and (self.doubtful or (biased and self.biased))

    def followed_by(self, later: "DecodedPiece") -> "DecodedPiece":
        """Return this and the words after it, both without a second opinion, as one."""
        return DecodedPiece(
            self.segments + later.segments,
            self.looped or later.looped,
            later.cut_off,
        )


class PieceDecoder(Protocol):
    """Decodes pieces; WhisperEngine is one. One thread."""

    name: str

    def require_language(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""

    def detector(self) -> VoiceDetector:
        """Return a voice detector for one recording."""

    def hotwords(self, terms: Sequence[str]) -> str:
        """Return as many of these terms as the model has room for, as one text."""

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        """Return the words of one piece, in the recording's time.

        ``quick``: somebody may be waiting, and slightly less accurate words will do.
        """


class DraftDecoder(Protocol):
    """Makes drafts; WhisperEngine is one. One thread."""

    def hotwords(self, terms: Sequence[str]) -> str:
        """Return as many of these terms as the model has room for, as one text."""

    def draft(self, samples: Samples, hotwords: str) -> str:
        """Return a quick guess at the words in 16 kHz mono sound."""
