"""A worker process seen from its client, and its supervisor.

The supervisor starts the process, kills it when it is stuck, and replaces it when it dies.
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
"""Requests for one worker, in order; None closes its input, which ends it."""


_ILLEGAL_INSTRUCTION_WINDOWS = 0xC000001D


_STDERR_TAIL = 4000


def lacks_instructions(status: int) -> bool:
    """Say whether a process ended because the processor does not know an instruction."""
    if os.name == "nt":
        return status & 0xFFFFFFFF == _ILLEGAL_INSTRUCTION_WINDOWS
    return status == -signal.SIGILL


class WorkerProcess(Generic[Request, Report]):
    """A running worker. Requests put into ``outbox`` are written by a thread of its own.

    The constructor takes a few milliseconds and raises OSError when nothing can be started.
    ``name`` is for the thread. ``in_background``: everything else that runs on the machine comes
    first.
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
            # Not a pipe: nobody would have to read it, and it is small.
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
        """Wait for the next report; None when the worker is gone. Raises ProtocolError."""
        return self._wire.read(cast("BinaryIO", self._process.stdout))

    def kill(self) -> None:
        """End the process at once; nothing happens when it is gone."""
        self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Wait for the process to end by itself; say whether it did."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def reap(self) -> tuple[int, str]:
        """End what is left of the worker; return its status and the end of what it complained of.

        Call it once, when ``read`` gave None or raised.
        """
        if not self.wait(1.0):
            self.kill()
        status = self._process.wait()
        self._outbox.put(None)
        self._writer.join()
        cast("BinaryIO", self._process.stdout).close()
        self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, self._stderr.tell() - _STDERR_TAIL))
        complaint = self._stderr.read().decode(errors="replace").strip()
        self._stderr.close()
        return status, complaint

    def _write(self) -> None:
        stream = cast("BinaryIO", self._process.stdin)
        try:
            while (request := self._outbox.get()) is not None:
                stream.write(self._wire.encode(request))
                if self._outbox.empty():
                    stream.flush()
            stream.close()
        except OSError:
            # The worker is gone; whoever reads from it notices, and knows what to do.
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
    """Whether a worker is wanted from now on, and what the client is told."""

    wanted: bool
    events: Sequence[Event] = ()


class SupervisorDelegate(ABC, Generic[Request, Report, Event]):
    """What a worker is kept for. The keeper holds its lock whenever it asks."""

    @abstractmethod
    def opening(self) -> Iterable[Request]:
        """Return all that a fresh worker must be told, and take it that it knows nothing yet."""

    @abstractmethod
    def awaited(self) -> bool:
        """Say whether the worker must give a sign of life: something is asked of it."""

    @abstractmethod
    def heard(self, report: Report, seconds: float) -> SupervisorDecision[Event]:
        """Take what a worker says, ``seconds`` after it was started."""

    @abstractmethod
    def not_started(self, error: OSError) -> Sequence[Event]:
        """Give up all that is open: the system starts no worker. Return what the client is told."""

    @abstractmethod
    def died(self, status: int) -> SupervisorDecision[Event]:
        """Decide whether another worker takes over from one that ended with ``status``."""


class WorkerSupervisor(Generic[Request, Report, Event]):
    """Keeps a worker for ``work`` from the first ``want`` until ``close``.

    ``lock`` guards ``work`` as well: hold it over a change of that and what a worker is told of
    it, so that a worker that takes over meanwhile hears it once. Its holder may take it again.
    ``listener`` is called on a thread of ours without it, one event at a time.

    A worker that gives no sign of life for ``patience`` seconds, while something is asked of it,
    is stuck and is killed. ``in_background``: everything else that runs on the machine comes before
    the worker. ``name`` is for the log and for threads.
    """

    def __init__(
        self,
        work: SupervisorDelegate[Request, Report, Event],
        wire: FrameCodec[Request, Report],
        *,
        name: str,
        listener: Callable[[Event], None],
        command: Sequence[str],
        patience: float,
        in_background: bool = False,
    ) -> None:
        self.lock = threading.RLock()
        self._work = work
        self._wire = wire
        self._name = name
        self._listener = listener
        self._command = command
        self._patience = patience
        self._in_background = in_background
        self._changed = threading.Condition(self.lock)
        # Of the present worker or the next; None where none is wanted.
        self._outbox: Outbox[Request] | None = None
        self._worker: WorkerProcess[Request, Report] | None = None
        self._closing = threading.Event()
        self._alive_at = 0.0
        self._threads: tuple[threading.Thread, ...] = ()

    @property
    def pid(self) -> int | None:
        """Process id of the worker, None while there is none; any thread."""
        with self._changed:
            return self._worker.pid if self._worker is not None else None

    def want(self) -> None:
        """Ask for a worker, unless there is one or all is closed; the lock is held."""
        if self._closing.is_set() or self._outbox is not None:
            return
        self._outbox = self._new_outbox()
        if not self._threads:
            self._threads = (
                threading.Thread(target=self._keep, name=f"{self._name}-reader", daemon=True),
                threading.Thread(target=self._watch, name=f"{self._name}-watch", daemon=True),
            )
            for thread in self._threads:
                thread.start()

    def send(self, request: Request) -> None:
        """Pass a request on to the present worker, or the one that is coming; the lock is held."""
        if self._outbox is not None:
            self._outbox.put(request)

    def ask(self, request: Request) -> None:
        """Send what is to be answered, and count the patience from now; the lock is held."""
        self.send(request)
        self._note_life()

    def close(self, timeout: float) -> None:
        """End the worker whatever it does, and our threads; waits at most ``timeout`` seconds.

        No event is made from then on, save one under way. May be called from any thread, and again.
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
        """Return a queue with all that a fresh worker must be told; the lock is held."""
        outbox: Outbox[Request] = queue.SimpleQueue()
        for request in self._work.opening():
            outbox.put(request)
        self._note_life()
        return outbox

    def _note_life(self) -> None:
        """Count the worker's patience from now; the lock is held."""
        self._alive_at = time.monotonic()
        self._changed.notify_all()

    def _keep(self) -> None:
        """Keep a worker as long as one is wanted: start it, listen to it, see how it ended."""
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
                    events = self._work.not_started(error)
                self._tell(events)
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
        """Take reports until the worker is gone."""
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
                verdict = self._work.heard(report, time.monotonic() - started)
                if not verdict.wanted:
                    self._outbox = None
            self._tell(verdict.events)

    def _ended(self, worker: WorkerProcess[Request, Report], outbox: Outbox[Request]) -> None:
        """See why the worker ended, and whether another one is to take its place."""
        with self._changed:
            self._worker = None
        status, complaint = worker.reap()
        with self._changed:
            if self._closing.is_set() or self._outbox is not outbox:
                return
            log.error(
                "the %s worker ended with status %d\n%s",
                self._name,
                status,
                redact_stderr(complaint),
            )
            verdict = self._work.died(status)
            self._outbox = self._new_outbox() if verdict.wanted else None
        self._tell(verdict.events)

    def _watch(self) -> None:
        """Kill a worker that is silent for too long while something is asked of it."""
        with self._changed:
            while not self._closing.is_set():
                worker = self._worker
                if worker is None or not self._work.awaited():
                    self._changed.wait()
                    continue
                left = self._alive_at + self._patience - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                    continue
                log.error("the %s worker is stuck", self._name)
                worker.kill()
                self._note_life()

    def _tell(self, events: Iterable[Event]) -> None:
        """Call the listener; its bugs are logged and do not end the keeping."""
        for event in events:
            if self._closing.is_set():
                return
            try:
                self._listener(event)
            except Exception:
                log.exception("a listener to the %s worker failed", self._name)
