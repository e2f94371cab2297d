"""Background work that may wait for a device, a disk, or a process."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread

T = TypeVar("T")


P = ParamSpec("P")


R = TypeVar("R")


_Job = tuple[Callable[[], None], "Future[Any]"]


class BackgroundTasks:
    """Runs work beside the window. Threads are daemons: one that hangs never holds up the end."""

    def __init__(self, gui: GuiThread) -> None:
        self._gui = gui

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        name: str = "task",
    ) -> None:
        """Do ``work`` on a thread of its own, then ``done`` or ``failed`` on the GUI thread.

        Without ``failed`` an error is raised again on the GUI thread, as the bug that it is.
        """

        def body() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 (it is handed on, whatever it is)
                self._gui.post(partial(failed or _raise, error))
            else:
                self._gui.post(partial(done, result))

        threading.Thread(target=body, name=name, daemon=True).start()


def _raise(error: Exception) -> None:
    raise error


class BackgroundWorker(Executor):
    """Does what it is given one after the other, on a daemon thread that starts when needed.

    Unlike a ThreadPoolExecutor's, its thread never keeps the program from ending.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._gate = threading.Lock()
        self._closed = False

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """Do ``fn`` after all that was given before; raises RuntimeError after ``shutdown``."""
        future: Future[R] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 (the future holds it, whatever it is)
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._gate:
            if self._closed:
                raise RuntimeError(f"the worker {self._name} was shut down")
            self._jobs.put((job, future))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; do what was given unless ``cancel_futures``; ``wait`` until then."""
        with self._gate:
            self._closed = True
            if cancel_futures:
                self._drop()
            self._jobs.put(None)
        if wait and self._thread is not None:
            self._thread.join()

    def _drop(self) -> None:
        with suppress(Empty):
            while True:
                dropped = self._jobs.get_nowait()
                if dropped is not None:
                    dropped[1].cancel()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job[0]()


_ENDS_WITHIN = 1.8
"""Seconds that a window that closes waits for it."""


@dataclass(eq=False)
class StoppableTask:
    """Is stopped by being told; what does the work looks at that now and then."""

    _stop: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _thread: threading.Thread | None = field(default=None, init=False, repr=False)

    @property
    def stopped(self) -> bool:
        """Whether it is wanted no more."""
        return self._stop.is_set()

    def begin(self, work: Callable[[], None], name: str) -> None:
        """Do ``work`` on a thread called ``name``; that it hangs never holds up the end."""
        self._thread = threading.Thread(target=work, name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Say that it is wanted no more."""
        self._stop.set()

    def wait(self) -> None:
        """Wait until its thread has ended, if it began, for less than two seconds."""
        if self._thread is not None:
            self._thread.join(_ENDS_WITHIN)
