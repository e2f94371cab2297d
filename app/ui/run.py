"""Something long that a desk does on a thread of its own, until it is done or stopped."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

_ENDS_WITHIN = 1.8
"""Seconds that a window that closes waits for it."""


@dataclass(eq=False)
class Run:
    """Is stopped by being told; what does the work looks at that now and then."""

    _stop: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _thread: threading.Thread | None = field(default=None, init=False, repr=False)

    @property
    def stopped(self) -> bool:
        """Whether it is wanted no more."""
        return self._stop.is_set()

    def begin(self, work: Callable[[], None], name: str) -> None:
        """Do ``work`` on a thread called ``name``; that it hangs never holds up the end."""
        self._thread = threading.Thread(target=work, name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Say that it is wanted no more."""
        self._stop.set()

    def wait(self) -> None:
        """Wait until its thread has ended, if it began, for less than two seconds."""
        if self._thread is not None:
            self._thread.join(_ENDS_WITHIN)
