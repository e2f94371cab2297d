"""Sound as it moves through the program."""

from dataclasses import dataclass
from typing import TypeAlias

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
