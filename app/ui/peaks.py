"""The outline of a recording, small enough to draw at once."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.types import Samples

Peaks: TypeAlias = NDArray[np.float32]
"""Heights from 0 to 1, shape (bins,)."""

BINS = 1200
"""Enough for a strip as wide as the widest page."""

_QUIETEST_FULL_HEIGHT = 0.02


def peaks(samples: Samples, bins: int = BINS) -> Peaks:
    """Return the loudest sample of each of at most ``bins`` equal stretches.

    Scaled so that ordinary speech fills the height, while a near-silent recording stays flat.
    Takes time in proportion to the sound: call it off the GUI thread.
    """
    if len(samples) == 0:
        return np.zeros(0, dtype=np.float32)
    starts = np.unique(np.linspace(0, len(samples), bins, endpoint=False, dtype=np.int64))
    loudest = np.maximum(
        np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts)
    )
    full = max(float(np.percentile(loudest, 98)), _QUIETEST_FULL_HEIGHT)
    return np.clip(loudest / full, 0.0, 1.0).astype(np.float32)


def reduced(outline: Peaks, bins: int) -> Peaks:
    """Return ``outline`` in at most ``bins`` stretches, each as high as its highest part."""
    if bins <= 0 or len(outline) == 0:
        return np.zeros(0, dtype=np.float32)
    if len(outline) <= bins:
        return outline
    starts = np.linspace(0, len(outline), bins, endpoint=False, dtype=np.int64)
    return np.maximum.reduceat(outline, starts)
