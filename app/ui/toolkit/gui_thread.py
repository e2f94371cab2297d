"""The GUI thread: work posted to it, futures awaited on it, and garbage collected on it."""

import gc
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from mock_interviewer.audio.errors import MachineError

Cancel = Callable[[], None]


class GuiThread(QObject):
    """Made on the GUI thread; ``post`` may be called from any other.

    After ``close`` nothing that was posted or put off is run any more.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], object]) -> None:
        """Run ``work`` on the GUI thread, soon, in the order of the posts; any thread."""
        if self._open:
            self._posted.emit(work)

    def later(self, seconds: float, work: Callable[[], None]) -> Cancel:
        """Run ``work`` after so many seconds; returns what cancels it. GUI thread only."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)

        def cancel() -> None:
            timer.stop()
            timer.deleteLater()

        def fire() -> None:
            timer.deleteLater()
            if self._open:
                work()

        timer.timeout.connect(fire)
        timer.start(max(0, round(seconds * 1000)))
        return cancel

    def close(self) -> None:
        """Run nothing any more; for a program that ends. GUI thread only."""
        self._open = False
        # One that fires while this is being collected reaches memory that is given back.
        for timer in self.findChildren(QTimer):
            timer.stop()

    @Slot(object)
    def _run(self, work: Callable[[], object]) -> None:
        if self._open:
            work()


T = TypeVar("T")


class FutureWatcher(QObject):
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


_EVERY = 1000
"""Milliseconds between two looks at what has gathered."""


class GuiThreadGarbageCollector(QObject):
    """Lets Python collect cycles on the GUI thread and on no other. GUI thread only.

    Left alone, Python collects on whichever thread happens to allocate. A Qt object in a cycle
    would then die on a thread that is not its own, and what Qt still has for it, such as a
    timer, would reach memory that is given back: Qt allows no such death, and crashes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self._collect)
        timer.start(_EVERY)

    def close(self) -> None:
        """Let Python collect where it likes again; for after the last Qt object."""
        gc.enable()

    @Slot()
    def _collect(self) -> None:
        """Collect the oldest generation whose threshold is passed, as Python would."""
        full = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if full:
            gc.collect(full[-1])
