"""One source that is open, and everyone who listens to it."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mock_interviewer.audio.bounded import StuckError, run_bounded
from mock_interviewer.audio.sources import InputSource
from mock_interviewer.audio.types import Samples
from mock_interviewer.audio.watchdog import STALLED, STALLED_AT_FIRST

CLOSE_TIMEOUT: Final = 1.0
"""Seconds that a device may take to close before it is left behind."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Listener:
    """Who gets the blocks of a device; the callbacks are those of ``InputSource.open``."""

    deliver: Callable[[Samples, bool], None]
    ended: Callable[[], None]


class OpenDevice:
    """A source that is opened once and closed once, for any number of listeners; thread-safe.

    Every listener is told once that its samples end: when it leaves, or when the device does.
    """

    def __init__(self, source: InputSource) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()
        self._over = False
        self._closed = False
        self._latest: float | None = None
        """When the latest block came, of ``time.monotonic``."""
        self._opened = 0.0
        self.rate = 0
        """Samples a second, once it is open."""

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    def open(self) -> None:
        """Open the source; may take seconds. Raises MachineError."""
        self.rate = self._source.open(self._deliver, self._end)
        self._opened = time.monotonic()

    def active(self) -> bool:
        """Tell whether samples should still be flowing."""
        return not self._over and self._source.active()

    def alive(self) -> bool:
        """Tell whether samples do flow, as far as can be told now."""
        if not self.active():
            return False
        now = time.monotonic()
        if self._latest is None:
            return now - self._opened < STALLED_AT_FIRST
        return now - self._latest < STALLED

    def join(self, listener: Listener) -> None:
        """Let somebody listen; who comes after the end is told of it at once."""
        with self._lock:
            over = self._over
            if not over:
                self._listeners = (*self._listeners, listener)
        if over:
            listener.ended()

    def leave(self, listener: Listener) -> None:
        """Let somebody listen no more."""
        with self._lock:
            there = listener in self._listeners
            self._listeners = tuple(each for each in self._listeners if each is not listener)
        if there:
            listener.ended()

    def close(self) -> None:
        """Tell all listeners that this is the end, and close the source within CLOSE_TIMEOUT.

        A source that is stuck is left behind. The second time does nothing.
        """
        self._end()
        with self._lock:
            again, self._closed = self._closed, True
        if again:
            return
        try:
            run_bounded(self._source.close, timeout=CLOSE_TIMEOUT, name="microphone-close")
        except StuckError:
            log.warning("%s does not close; it was left behind", self.name)
        except Exception:
            log.exception("the microphone did not close")

    def _deliver(self, block: Samples, overflowed: bool) -> None:
        """Pass a block on, on the source's thread; one array for everybody, so nobody may write."""
        self._latest = time.monotonic()
        block.flags.writeable = False
        for listener in self._listeners:
            listener.deliver(block, overflowed)

    def _end(self) -> None:
        with self._lock:
            self._over = True
            told, self._listeners = self._listeners, ()
        for listener in told:
            listener.ended()
