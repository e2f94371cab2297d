"""Resampling of what comes block by block, without a seam between the blocks."""

import numpy as np

from mock_interviewer.audio.types import SPEECH_RATE, Samples


class Resampler:
    """Takes a stream of finite samples from ``source`` Hz to ``target`` Hz, block by block."""

    def __init__(self, source: int, target: int) -> None:
        self._stream = None
        if source != target:
            import soxr

            self._stream = soxr.ResampleStream(source, target, 1, "float32")

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


class ToSpeechRate(Resampler):
    """Resamples a stream of finite samples to 16 kHz, the rate that we keep."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate, SPEECH_RATE)
