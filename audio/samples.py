"""Samples of sound: types, levels, recent history, and resampling."""

import math
from collections import deque
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
"""Mono samples from -1 to 1, shape (n,)."""


SPEECH_RATE = 16_000
"""Samples per second of every recording and of all sound for recognition."""


@dataclass(frozen=True)
class Sound:
    """Mono sound at a known rate in samples per second."""

    samples: Samples
    rate: int

    @property
    def duration(self) -> float:
        """The length in seconds."""
        return len(self.samples) / self.rate


FLOOR_DBFS: Final = -120.0
"""Stands for digital silence, whose level in dBFS would be minus infinity."""


_IMPOSSIBLE: Final = 8.0
"""No microphone exceeds full scale by 18 dB: such samples are garbage from a driver."""


def peak(block: Samples) -> float:
    """Return the greatest absolute sample, 0.0 for an empty block; NaN if a sample is NaN."""
    return float(np.max(np.abs(block), initial=0.0))


def to_dbfs(amplitude: float) -> float:
    """Return a level from FLOOR_DBFS to 0.0; NaN counts as silence."""
    if not amplitude > 0.0:
        return FLOOR_DBFS
    return min(0.0, max(FLOOR_DBFS, 20.0 * math.log10(amplitude)))


def without_invalid_samples(block: Samples) -> tuple[Samples, bool]:
    """Replace impossible samples (NaN, infinite, huge) with 0; return also if there were any."""
    bad = ~(np.abs(block) <= _IMPOSSIBLE)
    if not bad.any():
        return block, False
    return np.where(bad, np.float32(0.0), block), True


def amplitude_of(volume: int) -> float:
    """Return the amplitude factor for a volume of 0 to 100 %; 50 % sounds half as loud.

    Loudness grows with the 0.6th power of sound pressure (S. S. Stevens, The measurement of
    loudness, J. Acoust. Soc. Am. 27, 1955).
    """
    return math.pow(min(max(volume, 0), 100) / 100, 1 / 0.6)


class Resampler:
    """Resamples a stream of finite samples from ``source`` Hz to ``target`` Hz, block by block."""

    def __init__(self, source: int, target: int) -> None:
        self._stream = None
        if source != target:
            import soxr

            self._stream = soxr.ResampleStream(source, target, 1, "float32")

    def take(self, block: Samples) -> Samples:
        """Return the resampled samples that the block completes; may be empty."""
        return block if self._stream is None else self._resampled(block, last=False)

    def rest(self) -> Samples:
        """Return the samples still held back at the end of the stream."""
        nothing = np.zeros(0, dtype=np.float32)
        return nothing if self._stream is None else self._resampled(nothing, last=True)

    def _resampled(self, block: Samples, *, last: bool) -> Samples:
        if self._stream is None:
            return block
        return np.asarray(self._stream.resample_chunk(block, last=last), dtype=np.float32)


class ToSpeechRate(Resampler):
    """Resamples a stream of finite samples to 16 kHz, the rate of recordings."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate, SPEECH_RATE)


def resample(samples: Samples, source: int, target: int) -> Samples:
    """Return ``samples`` resampled from ``source`` Hz to ``target`` Hz."""
    if source == target or not len(samples):
        return samples
    import soxr

    return np.asarray(soxr.resample(samples, source, target), dtype=np.float32)


Pcm: TypeAlias = NDArray[np.int16]
"""Mono samples as 16-bit integers, shape (n,)."""


def to_pcm(samples: Samples) -> Pcm:
    """Return samples from -1 to 1 as 16-bit integers; values outside are clipped."""
    return (np.clip(samples, -1.0, 1.0) * 32767.0).round().astype(np.int16)


def to_samples(pcm: Pcm) -> Samples:
    """Return 16-bit integers as samples from -1 to 1."""
    return pcm.astype(np.float32) / np.float32(32768.0)


class RecentSamples:
    """The newest ``size`` samples of a sound, and the rest of the blocks that they are in."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._blocks: deque[Samples] = deque()
        self._held = 0
        self.length = 0
        """The number of all samples pushed so far."""

    def push(self, block: Samples) -> None:
        """Add the newest samples, which are kept and not copied."""
        self._blocks.append(block)
        self._held += len(block)
        self.length += len(block)
        while self._held - len(self._blocks[0]) >= self._size:
            self._held -= len(self._blocks.popleft())

    def between(self, start: int, end: int) -> Samples:
        """Return a copy of samples ``start`` to ``end`` of the whole sound, if still held."""
        first = self.length - self._held
        return self._all()[max(0, start - first) : max(0, end - first)].copy()

    def drain(self, newest: int) -> Samples:
        """Return the ``newest`` samples held, at most ``size``, oldest first; then hold none."""
        held = self._all()
        self._blocks.clear()
        self._held = 0
        return held[max(0, len(held) - min(newest, self._size)) :]

    @property
    def held(self) -> int:
        """The number of samples in memory."""
        return self._held

    def _all(self) -> Samples:
        return np.concatenate([np.zeros(0, dtype=np.float32), *self._blocks])
