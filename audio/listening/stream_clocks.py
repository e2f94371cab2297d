"""Clocks for the samples of a stream, which correct for blocks that arrive late."""

from collections import deque
from typing import Final

from mock_interviewer.audio.samples import SPEECH_RATE

_SLACK: Final = 0.04
"""Seconds that a time may be off before the blocks that follow are moved."""


_LATE_BLOCKS: Final = 40
"""Blocks, about a second, that must all be late before their delay counts."""


_BREAK: Final = 0.25
"""Seconds of deviation at which a block starts a new stretch."""


class BlockClock:
    """Assigns a time to each block of a stream, so that a stretch of blocks has no gaps.

    A device's callback may be late but never early, so the earliest of the reported times is the
    best one: Mills, Internet time synchronization, IEEE Trans. Commun. 39 (1991), chooses the
    sample of least delay in the same way. Times are seconds of one clock. For one thread.
    """

    def __init__(self) -> None:
        self._next: float | None = None
        self._late: deque[float] = deque(maxlen=_LATE_BLOCKS)

    def place(self, seconds: float, at: float, *, begins: bool = False) -> tuple[float, bool]:
        """Place the next block, which is ``seconds`` long and reported to start at ``at``.

        A block that ``begins`` a stretch never continues the one before. Returns the start time of
        the block, and whether it follows the one before without a gap.
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
        if least >= -_SLACK and (least <= _SLACK or len(self._late) < _LATE_BLOCKS):
            return self._next, True
        self._late = deque((each - least for each in self._late), maxlen=_LATE_BLOCKS)
        return self._next + least, False


def sample_at(seconds: float) -> int:
    """Return the index of the 16 kHz sample at ``seconds``."""
    return round(seconds * SPEECH_RATE)


_REMEMBERED: Final = 1.0
"""Seconds of sound after which lost samples, or clock drift, no longer matter."""


class SampleClock:
    """Computes the time of each sample of a stream, from a ``rate`` in Hz and block arrivals.

    Blocks may arrive late but never early, so the promptest of the last second counts. The latency
    of the device itself, some hundredths of a second, is not subtracted. Times are seconds of one
    clock.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._arrived = 0
        self._starts: deque[tuple[int, float]] = deque()
        """For each block, the sample at its end, and the start of the stream that it implies."""

    def block_arrived(self, samples: int, at: float) -> None:
        """Record that a block arrived at ``at``, just after its last sample."""
        self._arrived += samples
        self._starts.append((self._arrived, at - self._arrived / self._rate))
        while self._starts[0][0] < self._arrived - _REMEMBERED * self._rate:
            self._starts.popleft()

    def at(self, seconds: float) -> float:
        """Return the time ``seconds`` into the stream; a block must have arrived before."""
        return min(start for _, start in self._starts) + seconds
