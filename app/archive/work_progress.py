"""Progress of long work, reported to a caller who may stop it."""

from collections.abc import Callable
from dataclasses import dataclass


class WorkStopped(Exception):
    """The person wants no more of it; nothing was changed."""


@dataclass
class WorkProgress:
    """``tell`` is given what part is done, 0 to 1, on the working thread.

    ``stop`` tells whether to end, with Stopped.
    """

    tell: Callable[[float], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False
    total: int = 1
    done: int = 0

    def expect(self, total: int) -> None:
        """Begin anew, with so many bytes to be worked through."""
        self.total, self.done = max(1, total), 0

    def add(self, size: int) -> None:
        """So many more bytes are done. Raises Stopped."""
        if self.stop():
            raise WorkStopped
        self.done += size
        self.tell(min(1.0, self.done / self.total))
