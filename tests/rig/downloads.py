"""A listener for downloads."""

import queue
from typing import TypeVar

from mock_interviewer.audio.recognition.installation.download import (
    DownloadEvent,
    DownloadProgressed,
)

PATIENCE = 180.0
"""Seconds that a test waits for one event: only a failure takes as long."""

Event = TypeVar("Event", bound=DownloadEvent)


class Told:
    """A listener that keeps events for the test's thread, with progress kept separately."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[DownloadEvent] = queue.SimpleQueue()
        self.progress: list[DownloadProgressed] = []

    def __call__(self, event: DownloadEvent) -> None:
        if isinstance(event, DownloadProgressed):
            self.progress.append(event)
        else:
            self._events.put(event)

    def next(self, *kinds: type[Event]) -> Event:
        """Return the next event, which must have one of the given types."""
        event = self._events.get(timeout=PATIENCE)
        assert isinstance(event, kinds), f"{event} instead of {kinds}"
        return event

    def nothing_more(self) -> bool:
        """Return whether all events were taken."""
        return self._events.empty()
