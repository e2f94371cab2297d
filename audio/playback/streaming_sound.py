"""A sound that is played while it is still being made."""

import threading
from collections.abc import Callable

from mock_interviewer.audio.samples import Samples


class StreamingSound:
    """Mono sound at ``rate`` to which parts are added until ``finish``; for one call of ``play``.

    Where a player has come to the end of what is there, silence is heard until there is more.
    Methods may be called on any thread.
    """

    def __init__(self, rate: int, *, volume: float = 1.0) -> None:
        self.rate = rate
        self.volume = volume
        """The factor of its amplitude, 0 to 1; a change is heard from the next block on."""
        self._lock = threading.Lock()
        self._parts: list[Samples] = []
        self._finished = False
        self._wake: Callable[[], None] = lambda: None

    def add(self, samples: Samples) -> None:
        """Let ``samples`` follow what is there without a seam; they must not be changed after."""
        with self._lock:
            self._parts.append(samples)
        self._wake()

    def finish(self) -> None:
        """Say that there will be no more; the second time does nothing."""
        with self._lock:
            self._finished = True
        self._wake()

    def follow(self, wake: Callable[[], None]) -> None:
        """Have ``wake`` called, on the thread that adds, whenever ``take`` has something to give.

        For the player: there is one at a time.
        """
        self._wake = wake

    def take(self) -> tuple[list[Samples], bool]:
        """Return what was added since the last call, and whether that was all. For the player."""
        with self._lock:
            parts, self._parts = self._parts, []
            return parts, self._finished
