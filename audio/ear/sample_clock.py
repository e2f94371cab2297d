"""When the samples of a stream sounded, told from when its blocks came."""

from collections import deque
from typing import Final

_REMEMBERED: Final = 1.0
"""Seconds of sound after which lost samples, or a clock that runs apart, no longer mislead."""


class SampleClock:
    """Gives each sample of a stream its time; ``rate`` in Hz, times in any one clock's seconds.

    Blocks come late by chance, never early: the promptest of the last second is believed. What
    the device itself needs, some hundredths of a second, is not taken off.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._came = 0
        self._starts: deque[tuple[int, float]] = deque()
        """For each block, where it ended and when the stream's first sample sounded by it."""

    def came(self, samples: int, at: float) -> None:
        """Note that a block came at ``at``, just after its last sample."""
        self._came += samples
        self._starts.append((self._came, at - self._came / self._rate))
        while self._starts[0][0] < self._came - _REMEMBERED * self._rate:
            self._starts.popleft()

    def at(self, seconds: float) -> float:
        """Return when it was ``seconds`` after the stream's beginning; a block must have come."""
        return min(start for _, start in self._starts) + seconds
