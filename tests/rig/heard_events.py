"""A listener that keeps the events of a thread until a test asks for them."""

import queue
from typing import Generic, TypeVar

E = TypeVar("E")


class HeardEvents(Generic[E]):
    """Keeps the events that it is called with, on any thread."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[E] = queue.SimpleQueue()

    def __call__(self, event: E) -> None:
        self._events.put(event)

    @property
    def is_empty(self) -> bool:
        """Whether no event is left."""
        return self._events.empty()

    def until(self, *kinds: type[E]) -> list[E]:
        """Wait for an event of one of these types; return the events up to it."""
        heard: list[E] = []
        while not heard or not isinstance(heard[-1], kinds):
            heard.append(self._events.get(timeout=20.0))
        return heard
