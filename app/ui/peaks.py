"""The outline of sound that is in memory, small enough to draw at once."""

import numpy as np

from mock_interviewer.audio.outline import Peaks, reduced, scaled
from mock_interviewer.audio.types import Samples

__all__ = ["BINS", "Peaks", "peaks", "reduced"]

BINS = 1200
"""Enough for a strip as wide as the widest page."""


def peaks(samples: Samples, bins: int = BINS) -> Peaks:
    """Return the loudest sample of each of at most ``bins`` equal stretches, as heights.

    Takes time in proportion to the sound: call it off the GUI thread.
    """
    if len(samples) == 0:
        return np.zeros(0, dtype=np.float32)
    starts = np.unique(np.linspace(0, len(samples), bins, endpoint=False, dtype=np.int64))
    loudest = np.maximum(
        np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts)
    )
    return scaled(loudest)
