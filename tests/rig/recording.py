"""A recorder's listener and a source driven by hand, for tests of recording."""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from mock_interviewer.audio.recording.recorder import RecorderClosed, RecorderEvent
from mock_interviewer.audio.samples import Samples

EventT = TypeVar("EventT", bound=RecorderEvent)


class Events:
    """A recorder's listener that remembers events and lets a test wait for them."""

    def __init__(self) -> None:
        self.seen: list[RecorderEvent] = []
        self._queue: queue.SimpleQueue[RecorderEvent] = queue.SimpleQueue()

    def __call__(self, event: RecorderEvent) -> None:
        self._queue.put(event)

    def empty(self) -> bool:
        return self._queue.empty()

    def await_one(self, kind: type[EventT], timeout: float = 30.0) -> EventT:
        """Return the next event of ``kind``; fails if the recorder closes first."""
        while True:
            event = self._queue.get(timeout=timeout)
            self.seen.append(event)
            if isinstance(event, kind):
                return event
            assert not isinstance(event, RecorderClosed), f"closed with only {self.seen}"

    def kinds(self) -> list[str]:
        """Return the names of the events seen so far."""
        return [type(event).__name__ for event in self.seen]


class HandSource:
    """An InputSource driven by the test, under the same contract tests as the real ones."""

    name = "Hand Microphone"

    def __init__(
        self,
        *,
        rate: int = 16_000,
        error: Exception | None = None,
        may_open: threading.Event | None = None,
        may_close: threading.Event | None = None,
    ) -> None:
        self._rate = rate
        self._error = error
        self._may_open = may_open
        self._may_close = may_close
        self._deliver: Callable[[Samples, bool], None] | None = None
        self._ended: Callable[[], None] | None = None
        self._active = False
        self.opened = threading.Event()
        self.closed = threading.Event()

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        if self._may_open is not None:
            self._may_open.wait()
        if self._error is not None:
            raise self._error
        self._deliver, self._ended, self._active = deliver, ended, True
        self.opened.set()
        return self._rate

    def active(self) -> bool:
        return self._active

    def close(self) -> None:
        if self._may_close is not None:
            self._may_close.wait()
        self.closed.set()
        self.end()

    def give(self, block: Samples, *, overflowed: bool = False) -> None:
        """Deliver a block, once the recorder has opened the source."""
        assert self.opened.wait(10.0)
        assert self._deliver is not None
        self._deliver(block, overflowed)

    def give_seconds(self, seconds: float, value: float = 0.25) -> None:
        """Deliver constant samples in blocks of 20 ms."""
        count = round(seconds * self._rate)
        size = round(0.02 * self._rate)
        for start in range(0, count, size):
            self.give(np.full(min(size, count - start), value, dtype=np.float32))

    def end(self) -> None:
        """End the stream, as when a device is unplugged."""
        if self._active and self._ended is not None:
            self._active = False
            self._ended()

    def go_dead(self) -> None:
        """Make the stream inactive without an event."""
        self._active = False
