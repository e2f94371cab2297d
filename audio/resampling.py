"""From whatever a source gives to the samples that we keep."""

import numpy as np
import soxr

from mock_interviewer.audio.types import SPEECH_RATE, Samples


class ToSpeechRate:
    """Resamples a stream of finite samples to 16 kHz, block by block."""

    def __init__(self, rate: int) -> None:
        self._stream = (
            None if rate == SPEECH_RATE else soxr.ResampleStream(rate, SPEECH_RATE, 1, "float32")
        )

    def take(self, block: Samples) -> Samples:
        """Return what the block adds to the resampled stream; may be empty."""
        return block if self._stream is None else self._resampled(block, last=False)

    def rest(self) -> Samples:
        """Return what is still held back, at the stream's end."""
        nothing = np.zeros(0, dtype=np.float32)
        return nothing if self._stream is None else self._resampled(nothing, last=True)

    def _resampled(self, block: Samples, *, last: bool) -> Samples:
        if self._stream is None:
            return block
        return np.asarray(self._stream.resample_chunk(block, last=last), dtype=np.float32)
