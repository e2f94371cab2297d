"""How loud samples are, and whether they are samples at all."""

import math
from typing import Final

import numpy as np

from mock_interviewer.audio.types import Samples

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


def cleaned(block: Samples) -> tuple[Samples, bool]:
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
