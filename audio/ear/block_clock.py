"""Where the blocks of a stream lie in time, although each is told only roughly when it was."""

from collections import deque
from typing import Final

from mock_interviewer.audio.types import SPEECH_RATE

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


def sample(seconds: float) -> int:
    """Return the number of the 16 kHz sample at ``seconds``."""
    return round(seconds * SPEECH_RATE)
