"""Samples of sound: their types, levels, and resampling."""

import math
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
"""Mono samples from -1 to 1, shape (n,)."""


SPEECH_RATE = 16_000
"""Samples a second of every recording and of everything recognition hears."""


@dataclass(frozen=True)
class Sound:
    """Mono sound at a known rate (samples a second)."""

    samples: Samples
    rate: int

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


FLOOR_DBFS: Final = -120.0
"""What stands for silence, whose level in dBFS would be minus infinity."""


_IMPOSSIBLE: Final = 8.0
"""No microphone goes 18 dB beyond full scale: such samples are a driver's garbage."""


def peak(block: Samples) -> float:
    """Return the greatest absolute sample, 0.0 for an empty block; NaN where a sample is NaN."""
    return float(np.max(np.abs(block), initial=0.0))


def to_dbfs(amplitude: float) -> float:
    """Return a level from FLOOR_DBFS to 0.0; what is not a number counts as silence."""
    if not amplitude > 0.0:
        return FLOOR_DBFS
    return min(0.0, max(FLOOR_DBFS, 20.0 * math.log10(amplitude)))


def without_invalid_samples(block: Samples) -> tuple[Samples, bool]:
    """Return the block with impossible samples (NaN, infinite, huge) as 0, and whether any were."""
    bad = ~(np.abs(block) <= _IMPOSSIBLE)
    if not bad.any():
        return block, False
    return np.where(bad, np.float32(0.0), block), True


def amplitude_of(volume: int) -> float:
    """Return the factor of the amplitude for 0 to 100 % of volume; half of it sounds half as loud.

    Loudness grows with the 0.6th power of sound pressure (S. S. Stevens, The measurement of
    loudness, J. Acoust. Soc. Am. 27, 1955).
    """
    return math.pow(min(max(volume, 0), 100) / 100, 1 / 0.6)


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


def resample(samples: Samples, source: int, target: int) -> Samples:
    """Return ``samples`` taken from ``source`` Hz to ``target`` Hz."""
    if source == target or not len(samples):
        return samples
    import soxr

    return np.asarray(soxr.resample(samples, source, target), dtype=np.float32)


Pcm: TypeAlias = NDArray[np.int16]
"""Mono samples as 16-bit numbers, shape (n,)."""


def to_pcm(samples: Samples) -> Pcm:
    """Return samples from -1 to 1 as 16-bit numbers; what lies beyond is clipped."""
    return (np.clip(samples, -1.0, 1.0) * 32767.0).round().astype(np.int16)


def to_samples(pcm: Pcm) -> Samples:
    """Return 16-bit numbers as samples from -1 to 1."""
    return pcm.astype(np.float32) / np.float32(32768.0)
