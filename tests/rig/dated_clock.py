"""A clock that changes only when a test sets it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class DatedClock:
    """A clock for a Library."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the time (aware) that it is set to."""
        return self.now
