"""Background work for pages and controllers, with results delivered on the GUI thread."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures import wait as wait_for_futures
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, ParamSpec, TypeVar

from PySide6.QtCore import QObject

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.errors import MachineError

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

_Job = tuple[Callable[[], None], "Future[Any]"]
_MACHINE_ERRORS: tuple[type[Exception], ...] = (MachineError,)


class _Delivery(NamedTuple):
    """A future whose result is wanted, and who wants it."""

    future: "Future[Any]"
    done: Callable[[Any], object]
    failed: Callable[[Any], object] | None
    expected: tuple[type[Exception], ...]
    broken: Callable[[], object] | None


class BackgroundTasks(QObject):
    """Work in the background, with its results delivered on the GUI thread.

    ``run`` and ``deliver`` share one contract:

    - They return at once. Threads are daemons, so work that hangs never delays closing the window.
    - ``done`` is called with the result, or ``failed`` with the error: on the GUI thread, once,
      and never inside the call to ``run`` or ``deliver``.
    - ``failed`` gets errors that a person can cause or meet: MachineError, or the types listed in
      ``expected``. Any other exception, or any at all without ``failed``, is a bug. It is raised
      on the GUI thread, right after a call to ``broken``, which can put the page back in order.
    - Nothing is called for a future that was canceled, after ``forget``, or once ``gui`` is
      closed or destroyed with its parent. ``BackgroundTasks(GuiThread(page))`` therefore needs no
      cleanup: results for a page that no longer exists are dropped.

    Create and use it on the GUI thread.
    """

    def __init__(self, gui: GuiThread) -> None:
        super().__init__(gui)
        self._gui = gui
        self._tickets = count()
        # Callbacks stay here, not in the futures, so that they are released on the GUI thread.
        self._deliveries: dict[int, _Delivery] = {}

    @property
    def waiting(self) -> bool:
        """Whether a result is still to be delivered."""
        return bool(self._deliveries)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Any], object] | None = None,
        *,
        name: str = "task",
        expected: tuple[type[Exception], ...] = _MACHINE_ERRORS,
        broken: Callable[[], object] | None = None,
    ) -> "Future[T]":
        """Run ``work`` on a thread called ``name`` and deliver its result.

        The future that is returned completes before the delivery; another thread may wait for it.
        """
        future: Future[T] = Future()
        self.deliver(future, done, failed, expected=expected, broken=broken)
        threading.Thread(target=_complete, args=(future, work), name=name, daemon=True).start()
        return future

    def deliver(
        self,
        future: "Future[T]",
        done: Callable[[T], object],
        failed: Callable[[Any], object] | None = None,
        *,
        expected: tuple[type[Exception], ...] = _MACHINE_ERRORS,
        broken: Callable[[], object] | None = None,
    ) -> None:
        """Deliver the result of ``future``, which may complete on any thread."""
        ticket = next(self._tickets)
        self._deliveries[ticket] = _Delivery(future, done, failed, expected, broken)
        future.add_done_callback(partial(self._post, ticket))

    def forget(self) -> None:
        """Drop all results that were not delivered yet, and cancel work that has not begun."""
        dropped, self._deliveries = self._deliveries, {}
        for delivery in dropped.values():
            delivery.future.cancel()

    def _post(self, ticket: int, _future: "Future[Any]") -> None:
        self._gui.post(partial(self._deliver, ticket))

    def _deliver(self, ticket: int) -> None:
        delivery = self._deliveries.pop(ticket, None)
        if delivery is None or delivery.future.cancelled():
            return
        error = delivery.future.exception()
        if error is None:
            delivery.done(delivery.future.result())
        elif delivery.failed is not None and isinstance(error, delivery.expected):
            delivery.failed(error)
        else:
            if delivery.broken is not None:
                delivery.broken()
            raise error


def _complete(future: "Future[T]", work: Callable[[], T]) -> None:
    """Run ``work`` on this thread, unless ``future`` was canceled."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 (the future holds it, whatever it is)
        future.set_exception(error)
    else:
        future.set_result(result)


class BackgroundWorker(Executor):
    """A named daemon thread that runs its tasks in order. It starts with the first task.

    Unlike the threads of a ThreadPoolExecutor, it never keeps the program from exiting.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._gate = threading.Lock()
        self._closed = False

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """Run ``fn`` after all earlier tasks. Raises RuntimeError after ``shutdown``."""
        future: Future[R] = Future()
        job = partial(_complete, future, partial(fn, *args, **kwargs))
        with self._gate:
            if self._closed:
                raise RuntimeError(f"the worker {self._name} was shut down")
            self._jobs.put((job, future))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Accept no more tasks.

        Tasks already submitted still run unless ``cancel_futures``; ``wait`` blocks until they are
        done.
        """
        with self._gate:
            self._closed = True
            if cancel_futures:
                self._cancel_all()
            self._jobs.put(None)
        if wait and self._thread is not None:
            self._thread.join()

    def _cancel_all(self) -> None:
        with suppress(Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is not None:
                    job[1].cancel()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job[0]()


_STOPS_WITHIN = 1.8
"""Seconds that closing the window leaves a task to stop."""


@dataclass(eq=False)
class StoppableTask:
    """A long task whose work checks ``stopped`` now and then."""

    future: "Future[Any] | None" = field(default=None, init=False, repr=False)
    """What ``BackgroundTasks.run`` returned for it; None before it runs."""
    _stop: threading.Event = field(default_factory=threading.Event, init=False, repr=False)

    @property
    def stopped(self) -> bool:
        """Whether the task was asked to stop. Any thread."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the task to stop. Any thread."""
        self._stop.set()

    def wait(self) -> None:
        """Block until the task has ended, for less than two seconds. Not for the GUI thread."""
        if self.future is not None:
            wait_for_futures([self.future], _STOPS_WITHIN)
