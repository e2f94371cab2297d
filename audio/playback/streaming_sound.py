"""A sound that can be played while it is still being generated."""

import threading
from collections.abc import Callable

from mock_interviewer.audio.samples import Samples


class StreamingSound:
    """Mono sound at ``rate`` that grows until ``finish``; for one call of ``play``.

    A player that reaches the end of the available sound plays silence until there is more. Methods
    may be called on any thread.
    """

    def __init__(self, rate: int, *, volume: float = 1.0) -> None:
        self.rate = rate
        self.volume = volume
        """The amplitude factor, 0 to 1; a change takes effect from the next block on."""
        self._lock = threading.Lock()
        self._parts: list[Samples] = []
        self._finished = False
        self._wake: Callable[[], None] = lambda: None

    def add(self, samples: Samples) -> None:
        """Append ``samples``, seamlessly; they must not be modified afterwards."""
        with self._lock:
            self._parts.append(samples)
        self._wake()

    def finish(self) -> None:
        """Declare the sound complete; a second call does nothing."""
        with self._lock:
            self._finished = True
        self._wake()

    def follow(self, wake: Callable[[], None]) -> None:
        """Set a callback, called on the adding thread whenever ``take`` has something new.

        For the player; there is only one callback.
        """
        self._wake = wake

    def take(self) -> tuple[list[Samples], bool]:
        """Return the parts added since the last call, and whether the sound is complete.

        For the player.
        """
        with self._lock:
            parts, self._parts = self._parts, []
            return parts, self._finished
