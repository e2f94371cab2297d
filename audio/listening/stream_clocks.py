"""Clocks that tell when the samples of a stream sounded, although its blocks arrive late."""

from collections import deque
from typing import Final

from mock_interviewer.audio.samples import SPEECH_RATE

_SLACK: Final = 0.04
"""Seconds that a place may be wrong before the blocks that follow are moved."""


_LOOK: Final = 40
"""Blocks, about a second, that must all come late before they count as late."""


_BREAK: Final = 0.25
"""Seconds after which a block begins a stretch of its own."""


class BlockClock:
    """Gives each block of a stream its place, so that a stretch of blocks has no gap in it.

    A device's callback may come late and never early, so the earliest of the told times is the
    best one: Mills, Internet time synchronization, IEEE Trans. Commun. 39 (1991), chooses the
    sample of least delay likewise. Times are seconds of one clock; one thread.
    """

    def __init__(self) -> None:
        self._next: float | None = None
        self._late: deque[float] = deque(maxlen=_LOOK)

    def place(self, seconds: float, at: float, *, begins: bool = False) -> tuple[float, bool]:
        """Place the next block, ``seconds`` long and told to begin at ``at``.

        One that ``begins`` a stretch follows no other, however soon it comes. Returns when it
        begins, and whether it follows the one before without a gap.
        """
        if begins:
            self._next = None
        start, follows = self._start(at)
        self._next = start + seconds
        return start, follows

    def _start(self, at: float) -> tuple[float, bool]:
        if self._next is None or abs(at - self._next) > _BREAK:
            self._late.clear()
            return at, False
        self._late.append(at - self._next)
        least = min(self._late)
        if least >= -_SLACK and (least <= _SLACK or len(self._late) < _LOOK):
            return self._next, True
        self._late = deque((each - least for each in self._late), maxlen=_LOOK)
        return self._next + least, False


def sample_at(seconds: float) -> int:
    """Return the number of the 16 kHz sample at ``seconds``."""
    return round(seconds * SPEECH_RATE)


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
