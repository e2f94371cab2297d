"""Progress of long work, reported to a caller that may stop it."""

from collections.abc import Callable
from dataclasses import dataclass


class WorkStopped(Exception):
    """The person stopped the work; nothing was changed."""


@dataclass
class WorkProgress:
    """Progress in bytes. Callbacks run on the working thread.

    ``on_progress`` is called with the part that is done, from 0 to 1. If ``should_stop`` returns
    True, the work ends with WorkStopped.
    """

    on_progress: Callable[[float], None] = lambda _: None
    should_stop: Callable[[], bool] = lambda: False
    total: int = 1
    done: int = 0

    def start(self, total: int) -> None:
        """Start over with ``total`` bytes to process."""
        self.total, self.done = max(1, total), 0

    def advance(self, size: int) -> None:
        """Count ``size`` more bytes as done. Raises WorkStopped."""
        if self.should_stop():
            raise WorkStopped
        self.done += size
        self.on_progress(min(1.0, self.done / self.total))
