"""A store thread whose results arrive when a test says so."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread

T = TypeVar("T")


class HeldThread:
    """A LibraryThread over a real one. While it ``holds``, what is asked waits for ``answer``."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store
        self.holds = False
        self.asked: list[tuple[Callable[[Library], Any], Future[Any]]] = []
        """The waiting work, in order."""

    def submit(self, work: Callable[[Library], T]) -> Future[T]:
        """Run the work at once, or hold it until ``answer``."""
        if not self.holds:
            return self._store.submit(work)
        future: Future[T] = Future()
        self.asked.append((work, future))
        return future

    def answer_given_up(self, work: Callable[[Library], Any], future: Future[Any]) -> None:
        """Answer what was given up, as a store that had begun it would."""
        future.set_result(self._store.submit(work).result(30))

    def answer(self, place: int = 0) -> None:
        """Run the waiting work at an index, unless it was canceled."""
        work, future = self.asked.pop(place)
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(self._store.submit(work).result(30))
            except Exception as error:  # noqa: BLE001 (it is the asker's)
                future.set_exception(error)
