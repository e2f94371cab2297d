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
    """Numbers that come at the end and go at the start, each copied only now and then."""

    def __init__(self, empty: NDArray[NumberT]) -> None:
        self._room: NDArray[NumberT] = empty
        self._first = self._end = 0

    @property
    def all(self) -> NDArray[NumberT]:
        """What is kept; valid until the next change."""
        kept: NDArray[NumberT] = self._room[self._first : self._end]
        return kept

    def add(self, numbers: NDArray[NumberT]) -> None:
        """Put numbers at the end."""
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
        """Let go of the first ``count`` numbers."""
        self._first += count
        if (self._end - self._first) * 8 < len(self._room):
            self._room = self.all.copy()
            self._first, self._end = 0, len(self._room)


class SoundBuffer:
    """The newest sound of a recording, 16 kHz mono, and how surely somebody speaks in it."""

    def __init__(self) -> None:
        self._pcm: _NumberQueue[np.int16] = _NumberQueue(np.zeros(0, dtype=np.int16))
        self._chances: _NumberQueue[np.float32] = _NumberQueue(np.zeros(0, dtype=np.float32))
        self.first = 0
        """The window of the recording at which what is kept begins."""
        self.length = 0
        """Samples of the recording so far."""

    @property
    def chances(self) -> Probabilities:
        """The detector's probabilities from the ``first`` window on."""
        return self._chances.all.copy()

    def add(self, pcm: Pcm) -> None:
        """Take more sound."""
        self._pcm.add(pcm)
        self.length += len(pcm)

    def add_chances(self, chances: Probabilities) -> None:
        """Take the detector's probabilities for the windows that follow those known."""
        self._chances.add(chances)

    def speech(self, piece: SpeechPiece) -> float:
        """Return for how many seconds somebody surely speaks in a piece."""
        chances = self._chances.all
        windows = sum(
            np.count_nonzero(
                chances[part.start // WINDOW - self.first : part.end // WINDOW - self.first] >= SURE
            )
            for part in piece.stretches
        )
        return windows * WINDOW / SPEECH_RATE

    def of(self, piece: SpeechPiece) -> Samples:
        """Return a piece's sound."""
        return piece.samples(self._pcm.all, self.first * WINDOW)

    def forget(self, before: int) -> None:
        """Let go of all windows that end before a sample of the recording."""
        drop = min(before, self.length) // WINDOW - self.first
        if drop > 0:
            self._pcm.drop(drop * WINDOW)
            self._chances.drop(drop)
            self.first += drop
