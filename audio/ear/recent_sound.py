"""The newest seconds of a sound that goes on."""

from collections import deque

import numpy as np

from mock_interviewer.audio.types import Samples


class RecentSound:
    """Holds the newest ``size`` samples of a sound, and those of the blocks that they are in."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._blocks: deque[Samples] = deque()
        self._held = 0
        self.length = 0
        """Samples that were added."""

    def add(self, block: Samples) -> None:
        """Add the newest samples, which are kept and not copied."""
        self._blocks.append(block)
        self._held += len(block)
        self.length += len(block)
        while self._held - len(self._blocks[0]) >= self._size:
            self._held -= len(self._blocks.popleft())

    def between(self, start: int, end: int) -> Samples:
        """Return a copy of the samples ``start`` to ``end`` of all, as far as they are held."""
        first = self.length - self._held
        held = np.concatenate([np.zeros(0, dtype=np.float32), *self._blocks])
        return held[max(0, start - first) : max(0, end - first)].copy()
