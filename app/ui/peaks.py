"""The outline of sound that is in memory, small enough to draw at once."""

import numpy as np

from mock_interviewer.audio.outline import Peaks, reduced, scaled
from mock_interviewer.audio.types import Samples, Sound

__all__ = ["BINS", "Peaks", "outline_of", "peaks", "reduced"]

BINS = 1200
"""Enough for a strip as wide as the widest page."""
_A_SECOND = 100
"""Enough for one that shows a few seconds."""


def outline_of(sound: Sound) -> Peaks:
    """Return an outline of a recording that can be looked at closely; see ``peaks``."""
    return peaks(sound.samples, max(BINS, round(sound.duration * _A_SECOND)))


def peaks(samples: Samples, bins: int = BINS) -> Peaks:
    """Return the loudest sample of each of at most ``bins`` equal stretches, as heights.

    Takes time in proportion to the sound: call it off the GUI thread.
    """
    if len(samples) == 0:
        return np.zeros(0, dtype=np.float32)
    bins = min(bins, len(samples))
    starts = np.linspace(0, len(samples), bins, endpoint=False, dtype=np.int64)
    loudest = np.maximum(
        np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts)
    )
    return scaled(loudest)
