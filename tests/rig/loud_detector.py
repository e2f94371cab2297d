"""A voice detector without a model that treats loud sound as speech."""

import numpy as np

from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW, Probabilities
from mock_interviewer.audio.samples import Pcm

SPOKEN = 0.95
QUIET = 0.02
_LOUD = 3000


class LoudDetector:
    """A stand-in for StreamingDetector, tested against the same contract."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, dtype=np.int16)

    def feed(self, pcm: Pcm) -> Probabilities:
        waiting = np.concatenate([self._rest, pcm])
        count = len(waiting) // WINDOW
        self._rest = waiting[count * WINDOW :]
        peaks = np.abs(waiting[: count * WINDOW].reshape(count, WINDOW).astype(np.int32))
        loud = peaks.max(axis=1, initial=0) > _LOUD
        return np.where(loud, np.float32(SPOKEN), np.float32(QUIET))
