"""A buffer for the part of a recording that recognition still needs."""

from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    SURE,
    WINDOW,
    Probabilities,
)
from mock_interviewer.audio.recognition.worker.segmenter import SpeechPiece
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Samples

NumberT = TypeVar("NumberT", np.int16, np.float32)


class _NumberQueue(Generic[NumberT]):
    """An array that grows at the end and shrinks at the start, and is seldom copied."""

    def __init__(self, empty: NDArray[NumberT]) -> None:
        self._room: NDArray[NumberT] = empty
        self._first = self._end = 0

    @property
    def all(self) -> NDArray[NumberT]:
        """The numbers that are kept; valid until the next change."""
        kept: NDArray[NumberT] = self._room[self._first : self._end]
        return kept

    def add(self, numbers: NDArray[NumberT]) -> None:
        """Append numbers."""
        end = self._end + len(numbers)
        if end > len(self._room):
            kept = self.all
            end = len(kept) + len(numbers)
            self._room = np.empty(max(end * 2, 1024), dtype=kept.dtype)
            self._room[: len(kept)] = kept
            self._first, self._end = 0, len(kept)
        self._room[self._end : end] = numbers
        self._end = end

    def drop(self, count: int) -> None:
        """Drop the first ``count`` numbers."""
        self._first += count
        if (self._end - self._first) * 8 < len(self._room):
            self._room = self.all.copy()
            self._first, self._end = 0, len(self._room)


class SoundBuffer:
    """The newest sound of a recording, 16 kHz mono, and the probabilities of speech in it."""

    def __init__(self) -> None:
        self._pcm: _NumberQueue[np.int16] = _NumberQueue(np.zeros(0, dtype=np.int16))
        self._probabilities: _NumberQueue[np.float32] = _NumberQueue(np.zeros(0, dtype=np.float32))
        self.first = 0
        """The first window of the recording that is kept."""
        self.length = 0
        """Samples of the recording so far."""

    @property
    def probabilities(self) -> Probabilities:
        """The detector's probabilities from the ``first`` window on."""
        return self._probabilities.all.copy()

    def add(self, pcm: Pcm) -> None:
        """Append sound."""
        self._pcm.add(pcm)
        self.length += len(pcm)

    def add_probabilities(self, probabilities: Probabilities) -> None:
        """Append the detector's probabilities of the next windows."""
        self._probabilities.add(probabilities)

    def speech(self, piece: SpeechPiece) -> float:
        """Return the seconds of sure speech in a piece."""
        probabilities = self._probabilities.all
        windows = sum(
            np.count_nonzero(
                probabilities[part.start // WINDOW - self.first : part.end // WINDOW - self.first]
                >= SURE
            )
            for part in piece.stretches
        )
        return windows * WINDOW / SPEECH_RATE

    def of(self, piece: SpeechPiece) -> Samples:
        """Return a piece's sound."""
        return piece.samples(self._pcm.all, self.first * WINDOW)

    def forget(self, before: int) -> None:
        """Drop all windows that end before a sample of the recording."""
        drop = min(before, self.length) // WINDOW - self.first
        if drop > 0:
            self._pcm.drop(drop * WINDOW)
            self._probabilities.drop(drop)
            self.first += drop
