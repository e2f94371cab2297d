"""How loud each hundredth of a second is."""

from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mock_interviewer.audio.levels import FLOOR_DBFS
from mock_interviewer.audio.types import SPEECH_RATE, Samples

FRAME: Final = 0.01
"""Seconds of one level."""
FRAME_SAMPLES: Final = round(FRAME * SPEECH_RATE)

Levels: TypeAlias = NDArray[np.float32]
"""Decibels relative to full scale, one for each FRAME, from FLOOR_DBFS on; shape (n,)."""

_LOWEST_POWER: Final = 10.0 ** (FLOOR_DBFS / 10.0)


def levels_of(samples: Samples) -> Levels:
    """Return the level of each whole frame of finite 16 kHz samples.

    A level is the variance of its frame: an offset and slow rumble, which nobody hears, are no
    sound.
    """
    count = len(samples) // FRAME_SAMPLES
    frames = samples[: count * FRAME_SAMPLES].reshape(count, FRAME_SAMPLES)
    return to_decibels(np.var(frames, axis=1, dtype=np.float64))


def averaged(levels: Levels, frames: int) -> Levels:
    """Return the level of each whole group of ``frames`` frames: that of their mean power."""
    count = len(levels) // frames
    groups = levels[: count * frames].reshape(count, frames).astype(np.float64)
    return to_decibels(np.mean(10.0 ** (groups / 10.0), axis=1))


def smoothed(levels: Levels, frames: int) -> Levels:
    """Return for each frame the level of the mean power of so many from it on; there are fewer."""
    if len(levels) < frames:
        return levels[:0]
    powers = 10.0 ** (levels.astype(np.float64) / 10.0)
    return to_decibels(sliding_window_view(powers, frames).mean(axis=1))


def to_decibels(powers: NDArray[np.float64]) -> Levels:
    """Return powers, of which 1 is full scale, in decibels."""
    return np.asarray(10.0 * np.log10(np.maximum(powers, _LOWEST_POWER)), dtype=np.float32)
