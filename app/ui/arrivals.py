"""Results that other threads promised to a page, brought to the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from mock_interviewer.audio.errors import MachineError

T = TypeVar("T")


class Arrivals(QObject):
    """Waits for futures without blocking, and drops what a page no longer wants.

    ``wait`` and ``forget`` are for the GUI thread; a future may finish on any. What is handed to
    ``done`` and ``failed`` arrives on the GUI thread, never inside the call of ``wait``.
    """

    _arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tickets = count()
        self._waiting: dict[
            int, tuple[Future[Any], Callable[[Any], None], Callable[..., None]]
        ] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def wait(
        self,
        future: Future[T],
        done: Callable[[T], None],
        failed: Callable[[MachineError], None],
    ) -> None:
        """Hand the result to ``done``, or what the machine refused to ``failed``.

        Any other exception is a bug and is raised on the GUI thread.
        """
        ticket = next(self._tickets)
        self._waiting[ticket] = (future, done, failed)
        future.add_done_callback(partial(self._tell, ticket))

    def forget(self) -> None:
        """Want none of the results that have not arrived; work not yet begun is cancelled."""
        waiting, self._waiting = self._waiting, {}
        for future, _done, _failed in waiting.values():
            future.cancel()

    def _tell(self, ticket: int, _future: Future[Any]) -> None:
        try:
            self._arrived.emit(ticket)
        except RuntimeError:
            # The page was destroyed meanwhile: nobody wants the result.
            self._waiting.pop(ticket, None)

    @Slot(int)
    def _deliver(self, ticket: int) -> None:
        entry = self._waiting.pop(ticket, None)
        if entry is None:
            return
        future, done, failed = entry
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, MachineError):
            failed(error)
        else:
            raise error
