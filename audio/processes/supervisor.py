"""The client's side of a worker process, and its supervisor.

The supervisor starts the process, kills it if it is stuck, and replaces it if it dies.
"""

import logging
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeAlias, TypeVar, cast

from mock_interviewer.audio.processes.child import (
    background_flags,
    child_environment,
    lower_priority,
)
from mock_interviewer.audio.processes.child_errors import redact_stderr
from mock_interviewer.audio.processes.frames import FrameCodec, FrameError

Request = TypeVar("Request")


Report = TypeVar("Report")


Outbox: TypeAlias = queue.SimpleQueue[Request | None]
"""Requests to one worker, in order; None closes its input, which ends it."""


_ILLEGAL_INSTRUCTION_WINDOWS = 0xC000001D


_STDERR_TAIL = 4000


def lacks_instructions(status: int) -> bool:
    """Return whether a process ended because the processor lacks an instruction."""
    if os.name == "nt":
        return status & 0xFFFFFFFF == _ILLEGAL_INSTRUCTION_WINDOWS
    return status == -signal.SIGILL


class WorkerProcess(Generic[Request, Report]):
    """A running worker. A thread of its own writes the requests that are put into ``outbox``.

    The constructor takes a few milliseconds and raises OSError if no process can be started.
    ``name`` is used for the thread. ``in_background`` gives the worker the lowest priority.
    """

    def __init__(
        self,
        command: Sequence[str],
        outbox: Outbox[Request],
        wire: FrameCodec[Request, Report],
        *,
        name: str = "worker",
        in_background: bool = False,
    ) -> None:
        with ExitStack() as undo:
            # A file, not a pipe: it is small, and nobody has to keep reading it.
            self._stderr = undo.enter_context(tempfile.TemporaryFile())
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env=child_environment(),
                creationflags=background_flags() if in_background else 0,
            )
            undo.pop_all()
        self.pid = self._process.pid
        if in_background:
            lower_priority(self.pid)
        self._outbox = outbox
        self._wire = wire
        self._writer = threading.Thread(target=self._write, name=f"{name}-writer", daemon=True)
        self._writer.start()

    def read(self) -> Report | None:
        """Wait for the next report; None if the worker is gone. Raises FrameError."""
        return self._wire.read(cast("BinaryIO", self._process.stdout))

    def kill(self) -> None:
        """End the process at once; do nothing if it is gone."""
        self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Wait for the process to end by itself; return whether it did."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def reap(self) -> tuple[int, str]:
        """Clean up after the worker; return its exit status and the end of its standard error.

        Call it once, after ``read`` has returned None or raised.
        """
        if not self.wait(1.0):
            self.kill()
        status = self._process.wait()
        self._outbox.put(None)
        self._writer.join()
        cast("BinaryIO", self._process.stdout).close()
        self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, self._stderr.tell() - _STDERR_TAIL))
        stderr = self._stderr.read().decode(errors="replace").strip()
        self._stderr.close()
        return status, stderr

    def _write(self) -> None:
        stream = cast("BinaryIO", self._process.stdin)
        try:
            while (request := self._outbox.get()) is not None:
                stream.write(self._wire.encode(request))
                if self._outbox.empty():
                    stream.flush()
            stream.close()
        except OSError:
            # The worker is gone; the thread that reads from it notices, and handles that.
            self._close_broken(stream)

    @staticmethod
    def _close_broken(stream: BinaryIO) -> None:
        try:
            stream.close()
        except OSError:
            return


log = logging.getLogger(__name__)


Event = TypeVar("Event")


@dataclass(frozen=True)
class SupervisorDecision(Generic[Event]):
    """Whether to keep a worker, and the events for the client."""

    keep_worker: bool
    events: Sequence[Event] = ()


class SupervisorDelegate(ABC, Generic[Request, Report, Event]):
    """The work that a worker is supervised for. All methods are called under the supervisor's lock.

    ``on_…`` methods return events for the client's listener.
    """

    @abstractmethod
    def initial_requests(self) -> Iterable[Request]:
        """Return the requests that a new worker, which knows nothing yet, must be sent first."""

    @abstractmethod
    def is_waiting(self) -> bool:
        """Return whether the worker owes a report, and so must show signs of life."""

    @abstractmethod
    def on_report(self, report: Report, seconds: float) -> SupervisorDecision[Event]:
        """Handle a report that arrived ``seconds`` after the worker was started."""

    @abstractmethod
    def on_start_failure(self, error: OSError) -> Sequence[Event]:
        """Give up all open work, since the system cannot start a worker."""

    @abstractmethod
    def on_exit(self, status: int) -> SupervisorDecision[Event]:
        """Decide whether to replace a worker that ended with ``status``."""


class WorkerSupervisor(Generic[Request, Report, Event]):
    """Keeps a worker running for ``delegate``, from the first ``ensure_worker`` until ``close``.

    ``lock``, which is reentrant, also guards ``delegate``. Hold it while you change the delegate
    and send the matching request, so that a worker that takes over in between gets the request
    exactly once. ``listener`` is called without the lock on one of our threads, one event at a
    time.

    A worker that owes a report and shows no sign of life for ``patience`` seconds is stuck, and is
    killed. ``in_background`` gives the worker the lowest priority. ``name`` is used for the log and
    for threads.
    """

    def __init__(
        self,
        delegate: SupervisorDelegate[Request, Report, Event],
        wire: FrameCodec[Request, Report],
        *,
        name: str,
        listener: Callable[[Event], None],
        command: Sequence[str],
        patience: float,
        in_background: bool = False,
    ) -> None:
        self.lock = threading.RLock()
        self._delegate = delegate
        self._wire = wire
        self._name = name
        self._listener = listener
        self._command = command
        self.patience = patience
        self._in_background = in_background
        self._changed = threading.Condition(self.lock)
        # Of the current worker or the next one; None if none is wanted.
        self._outbox: Outbox[Request] | None = None
        self._worker: WorkerProcess[Request, Report] | None = None
        self._closing = threading.Event()
        self._alive_at = 0.0
        self._threads: tuple[threading.Thread, ...] = ()

    @property
    def pid(self) -> int | None:
        """The process ID of the worker, None while there is none; any thread."""
        with self._changed:
            return self._worker.pid if self._worker is not None else None

    def ensure_worker(self) -> None:
        """Start a worker unless there is one or this is closed; call it with the lock held."""
        if self._closing.is_set() or self._outbox is not None:
            return
        self._outbox = self._new_outbox()
        if not self._threads:
            self._threads = (
                threading.Thread(target=self._supervise, name=f"{self._name}-reader", daemon=True),
                threading.Thread(target=self._watch, name=f"{self._name}-watch", daemon=True),
            )
            for thread in self._threads:
                thread.start()

    def send(self, request: Request) -> None:
        """Send a request to the current worker or the next one; call it with the lock held."""
        if self._outbox is not None:
            self._outbox.put(request)

    def request(self, request: Request) -> None:
        """Send a request that needs a report, and restart the patience; the lock is held."""
        self.send(request)
        self._note_life()

    def close(self, timeout: float) -> None:
        """End the worker, busy or not, and our threads; wait at most ``timeout`` seconds.

        After this no events are delivered, except one that is being delivered now. May be called on
        any thread, and more than once.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            self._closing.set()
            worker, threads = self._worker, self._threads
            if self._outbox is not None:
                self._outbox.put(None)
            self._changed.notify_all()
        if worker is not None and not worker.wait(timeout / 2):
            worker.kill()
        for thread in set(threads) - {threading.current_thread()}:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _new_outbox(self) -> Outbox[Request]:
        """Return a queue with the first requests for a new worker; the lock is held."""
        outbox: Outbox[Request] = queue.SimpleQueue()
        for request in self._delegate.initial_requests():
            outbox.put(request)
        self._note_life()
        return outbox

    def _note_life(self) -> None:
        """Restart the patience; the lock is held."""
        self._alive_at = time.monotonic()
        self._changed.notify_all()

    def _supervise(self) -> None:
        """Start a worker whenever one is wanted, read its reports, and handle its end."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._outbox is not None or self._closing.is_set())
                outbox = self._outbox
            if outbox is None or self._closing.is_set():
                return
            started = time.monotonic()
            try:
                worker = self._start(outbox)
            except OSError as error:
                log.exception("the %s worker cannot be started", self._name)
                with self._changed:
                    self._outbox = None
                    events = self._delegate.on_start_failure(error)
                self._notify(events)
                continue
            with self._changed:
                self._worker = worker
                self._note_life()
            if self._closing.is_set():
                worker.kill()
            self._listen(worker, started)
            self._ended(worker, outbox)

    def _start(self, outbox: Outbox[Request]) -> WorkerProcess[Request, Report]:
        return WorkerProcess(
            self._command, outbox, self._wire, name=self._name, in_background=self._in_background
        )

    def _listen(self, worker: WorkerProcess[Request, Report], started: float) -> None:
        """Handle reports until the worker is gone."""
        while True:
            try:
                report = worker.read()
            except FrameError:
                log.exception("the %s worker is out of step", self._name)
                worker.kill()
                return
            if report is None:
                return
            with self._changed:
                self._note_life()
                decision = self._delegate.on_report(report, time.monotonic() - started)
                if not decision.keep_worker:
                    self._outbox = None
            self._notify(decision.events)

    def _ended(self, worker: WorkerProcess[Request, Report], outbox: Outbox[Request]) -> None:
        """Log why the worker ended, and replace it if the delegate decides so."""
        with self._changed:
            self._worker = None
        status, stderr = worker.reap()
        with self._changed:
            if self._closing.is_set() or self._outbox is not outbox:
                return
            log.error(
                "the %s worker ended with status %d\n%s",
                self._name,
                status,
                redact_stderr(stderr),
            )
            decision = self._delegate.on_exit(status)
            self._outbox = self._new_outbox() if decision.keep_worker else None
        self._notify(decision.events)

    def _watch(self) -> None:
        """Kill a worker that owes a report and is silent for too long."""
        with self._changed:
            while not self._closing.is_set():
                worker = self._worker
                if worker is None or not self._delegate.is_waiting():
                    self._changed.wait()
                    continue
                left = self._alive_at + self.patience - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                    continue
                log.error("the %s worker is stuck", self._name)
                worker.kill()
                self._note_life()

    def _notify(self, events: Iterable[Event]) -> None:
        """Call the listener; its bugs are logged and do not end the supervision."""
        for event in events:
            if self._closing.is_set():
                return
            try:
                self._listener(event)
            except Exception:
                log.exception("a listener to the %s worker failed", self._name)
