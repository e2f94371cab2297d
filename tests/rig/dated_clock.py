"""A clock with a calendar, which stands still unless it is set."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class DatedClock:
    """What a Library takes as its clock."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the time (aware) that it is set to."""
        return self.now
