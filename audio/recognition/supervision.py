"""Keeping a recognition worker: it is started, listened to, killed when stuck, and replaced."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence

from mock_interviewer.audio.recognition import messages as msg
from mock_interviewer.audio.recognition.events import Ready, RecognitionEvent
from mock_interviewer.audio.recognition.jobs import Jobs
from mock_interviewer.audio.recognition.restarts import (
    Restarts,
    cannot_start,
    failures,
    outcome,
    refusal,
)
from mock_interviewer.audio.recognition.worker_process import Outbox, WorkerProcess

log = logging.getLogger(__name__)


class Supervisor:
    """Keeps a worker for the open jobs from the first ``want`` until ``close``.

    ``lock`` guards ``jobs`` as well: hold it over a change of them and what a worker is told of
    that, so that a worker that takes over meanwhile hears it once. Its holder may take it again.
    ``listener`` is called on a thread of ours without it, one event at a time.

    ``load`` is what a worker is told first. One that gives no sign of life for ``patience``
    seconds, while something is asked of it, is stuck and is killed. ``in_background``: everything
    else that runs on the machine comes before the worker.
    """

    def __init__(
        self,
        jobs: Jobs,
        load: msg.Load,
        *,
        listener: Callable[[RecognitionEvent], None],
        command: Sequence[str],
        patience: float,
        in_background: bool,
    ) -> None:
        self.lock = threading.RLock()
        self._jobs = jobs
        self._load = load
        self._listener = listener
        self._command = command
        self._patience = patience
        self._in_background = in_background
        self._changed = threading.Condition(self.lock)
        self._outbox: Outbox | None = None  # of the present worker or the next; None: none wanted
        self._worker: WorkerProcess | None = None
        self._restarts = Restarts()
        self._loaded = False
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
                threading.Thread(target=self._supervise, name="recognition-reader", daemon=True),
                threading.Thread(target=self._watch, name="recognition-watch", daemon=True),
            )
            for thread in self._threads:
                thread.start()

    def send(self, request: msg.Request) -> None:
        """Pass a request on to the present worker, or the one that is coming; the lock is held."""
        if self._outbox is not None:
            self._outbox.put(request)

    def ask(self, request: msg.Request) -> None:
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

    def _new_outbox(self) -> Outbox:
        """Return a queue with all that a fresh worker must be told; the lock is held."""
        outbox: Outbox = queue.SimpleQueue()
        outbox.put(self._load)
        for job in self._jobs:
            for request in job.replay():
                outbox.put(request)
        self._loaded = False
        self._note_life()
        return outbox

    def _note_life(self) -> None:
        """Count the worker's patience from now; the lock is held."""
        self._alive_at = time.monotonic()
        self._changed.notify_all()

    def _supervise(self) -> None:
        """Keep a worker as long as one is wanted: start it, listen to it, see how it ended."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._outbox is not None or self._closing.is_set())
                outbox = self._outbox
            if outbox is None or self._closing.is_set():
                return
            started = time.monotonic()
            try:
                worker = WorkerProcess(self._command, outbox, in_background=self._in_background)
            except OSError as error:
                log.exception("the recognition worker cannot be started")
                with self._changed:
                    self._outbox = None
                    events = failures(cannot_start(error), self._jobs.clear())
                self._tell(events)
                continue
            with self._changed:
                self._worker = worker
                self._note_life()
            if self._closing.is_set():
                worker.kill()
            self._listen(worker, started)
            self._ended(worker, outbox)

    def _listen(self, worker: WorkerProcess, started: float) -> None:
        """Take reports until the worker is gone."""
        while True:
            try:
                report = worker.read()
            except msg.ProtocolError:
                log.exception("the recognition worker is out of step")
                worker.kill()
                return
            if report is None:
                return
            self._tell(self._events(report, time.monotonic() - started))

    def _events(self, report: msg.Report, seconds: float) -> list[RecognitionEvent]:
        with self._changed:
            self._note_life()
            match report:
                case msg.Working():
                    return []
                case msg.Partial(number, settled, draft):
                    heard = self._jobs.numbered(number)
                    return [] if heard is None else [heard.caption(settled, draft)]
                case msg.Loaded(model):
                    self._loaded = True
                    return [Ready(model, seconds)]
                case msg.Refused(None):
                    self._outbox = None
                    return failures(refusal(report), self._jobs.clear())
                case msg.Done() | msg.Fillers():
                    self._restarts.job_done()
            job = self._jobs.end(report.job)
            return [] if job is None else [outcome(report, job.name)]

    def _ended(self, worker: WorkerProcess, outbox: Outbox) -> None:
        """See why the worker ended, and whether another one is to take its place."""
        with self._changed:
            self._worker = None
        status, complaint = worker.reap()
        with self._changed:
            if self._closing.is_set() or self._outbox is not outbox:
                return
            log.error("the recognition worker ended with status %d\n%s", status, complaint)
            verdict = self._restarts.judge(self._jobs, status, loaded=self._loaded)
            self._outbox = self._new_outbox() if verdict.restart else None
        self._tell(verdict.events)

    def _watch(self) -> None:
        """Kill a worker that is silent for too long while something is asked of it."""
        with self._changed:
            while not self._closing.is_set():
                worker = self._worker
                if worker is None or (self._loaded and not self._jobs.any_finished()):
                    self._changed.wait()
                    continue
                left = self._alive_at + self._patience - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                    continue
                log.error("the recognition worker is stuck")
                worker.kill()
                self._note_life()

    def _tell(self, events: list[RecognitionEvent]) -> None:
        """Call the listener; its bugs are logged and do not end recognition."""
        for event in events:
            if self._closing.is_set():
                return
            try:
                self._listener(event)
            except Exception:
                log.exception("a listener to recognition failed")
