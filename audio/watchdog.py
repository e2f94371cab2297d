"""Noticing that a microphone that seems to work does not."""

from enum import Enum, auto
from typing import Final

from mock_interviewer.audio.types import Samples

ZEROS_AT_FIRST: Final = 3.0
ZEROS_LATER: Final = 10.0
"""Seconds of exact zeros that a working microphone never gives, before and after any sound."""

STALLED: Final = 1.5
STALLED_AT_FIRST: Final = 5.0
"""Seconds without a block after which a stream is dead; a Bluetooth headset starts slowly."""


class Signal(Enum):
    """A change in what comes from a microphone."""

    GONE = auto()
    BACK = auto()


class SignalWatch:
    """Tells a microphone that gives exact zeros from one that merely hears nothing."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._zeros = 0
        self._heard = False
        self.gone = False

    def hear(self, block: Samples) -> Signal | None:
        """Take the next block; return what has changed with it."""
        if block.any():
            self._heard, self._zeros = True, 0
            back, self.gone = self.gone, False
            return Signal.BACK if back else None
        self._zeros += len(block)
        allowed = ZEROS_LATER if self._heard else ZEROS_AT_FIRST
        if self.gone or self._zeros < allowed * self._rate:
            return None
        self.gone = True
        return Signal.GONE


class StallWatch:
    """Counts how long nothing has come.

    It counts waiting that was done, not the clock: after the computer slept, or this process was
    stopped, the stream gets its time to go on.
    """

    def __init__(self) -> None:
        self._waited = 0.0
        self._started = False

    def came(self) -> None:
        """Note that a block came."""
        self._waited, self._started = 0.0, True

    def waited(self, seconds: float) -> bool:
        """Note that nothing came for ``seconds`` of waiting; True when the stream is dead."""
        self._waited += seconds
        return self._waited >= (STALLED if self._started else STALLED_AT_FIRST)
