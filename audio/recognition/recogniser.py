"""Recognition as the rest of the program sees it: jobs in, transcripts out, never a wait.

The model lives in a worker process, because a native crash, an out-of-memory kill or a stuck
decode must take neither the recording nor the window with it. Nothing native is imported here.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mock_interviewer.audio.child import child_command
from mock_interviewer.audio.recognition import messages as msg
from mock_interviewer.audio.recognition.events import (
    Caption,
    Failed,
    FillersFound,
    Ready,
    RecognitionEvent,
    Restarted,
    Transcribed,
)
from mock_interviewer.audio.recognition.jobs import Jobs
from mock_interviewer.audio.recognition.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.recognition.restarts import (
    Restarts,
    cannot_start,
    failures,
    outcome,
    refusal,
)
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.audio.recognition.worker_process import Outbox, WorkerProcess
from mock_interviewer.audio.types import SPEECH_RATE, Samples

__all__ = [
    "Caption",
    "Failed",
    "FillersFound",
    "Ready",
    "Recogniser",
    "RecognitionEvent",
    "Restarted",
    "Transcribed",
]

WORKER_MODULE = "mock_interviewer.audio.recognition.worker"

PATIENCE = 120.0
"""Seconds without a sign of life, while something is asked of it, after which a worker is stuck."""

_MAX_BLOCK = 30 * SPEECH_RATE

log = logging.getLogger(__name__)


class Recogniser:
    """Client of one resident worker process.

    Every method but ``close`` returns at once and may be called from any thread. ``listener`` is
    called on a thread of ours, one event at a time. Sound is 16 kHz mono, from -1 to 1.

    Jobs are done in the order in which they were finished. A worker that dies is replaced once
    per job, and its jobs are done again; one that cannot load its model fails what is open.
    ``in_background``: everything else that runs on the machine comes before the worker.
    """

    def __init__(
        self,
        models: ModelStore,
        model: str,
        *,
        listener: Callable[[RecognitionEvent], None],
        drafts: str | None = None,
        command: Sequence[str] = (),
        patience: float = PATIENCE,
        in_background: bool = False,
    ) -> None:
        self._load = msg.Load(str(models.folder), model, drafts)
        self._listener = listener
        self._command = tuple(command) or tuple(child_command(WORKER_MODULE))
        self._patience = patience
        self._in_background = in_background
        self._changed = threading.Condition()
        self._jobs = Jobs()
        self._outbox: Outbox | None = None  # of the present worker or the next; None: none wanted
        self._worker: WorkerProcess | None = None
        self._restarts = Restarts()
        self._loaded = False
        self._closing = threading.Event()
        self._alive_at = 0.0
        self._threads: tuple[threading.Thread, ...] = ()

    @property
    def pid(self) -> int | None:
        """Process id of the worker, None while there is none."""
        with self._changed:
            return self._worker.pid if self._worker is not None else None

    def start(self) -> None:
        """Load the model in the background, or try that again; any new job does so too."""
        with self._changed:
            self._want()

    def begin(
        self,
        job: str,
        *,
        vocabulary: Sequence[Expected] = (),
        language: str = DEFAULT_LANGUAGE,
        captions: bool = False,
        recording: Path | None = None,
    ) -> None:
        """Open a job whose sound will be fed; raises ValueError when it is open already.

        ``recording`` is the file in which the same sound is kept: whole by the time of
        ``finish``, it is what the job is done from when the worker has died meanwhile.
        ``vocabulary``: likely terms, likeliest first, any number; ``language``: of LANGUAGES.
        """
        with self._changed:
            self._want()
            opened = self._jobs.add(
                job, tuple(vocabulary), recording, language=language, captions=captions
            )
            self._send(opened.first_request())

    def feed(self, job: str, block: Samples) -> None:
        """Pass on sound as it arrives; ignored when the job is not open. The block is copied."""
        for start in range(0, len(block), _MAX_BLOCK):
            pcm = msg.to_pcm(block[start : start + _MAX_BLOCK]).tobytes()
            with self._changed:
                opened = self._jobs.get(job)
                if opened is None or opened.from_file:
                    return
                opened.keep(pcm)
                self._send(msg.Audio(opened.number, pcm))

    def finish(self, job: str) -> None:
        """All sound was fed: Transcribed or Failed will follow, unless the job is not open."""
        with self._changed:
            opened = self._jobs.get(job)
            if opened is None or opened.finished or opened.aside:
                return
            self._jobs.finish(opened)
            self._send(opened.last_request())
            self._note_life()

    def transcribe_file(
        self,
        job: str,
        path: Path,
        *,
        vocabulary: Sequence[Expected] = (),
        language: str = DEFAULT_LANGUAGE,
    ) -> None:
        """Transcribe a sound file; raises ValueError when a job of that name is open already."""
        with self._changed:
            self._want()
            path = path.absolute()
            opened = self._jobs.add(job, tuple(vocabulary), path, language=language, from_file=True)
            self._jobs.finish(opened)
            self._send(opened.last_request())
            self._note_life()

    def find_fillers(self, job: str, path: Path) -> None:
        """Look for filled pauses in a sound file of English: FillersFound or Failed will follow.

        Done when there is nothing else to do and no job is open whose sound still comes. Raises
        ValueError when a job of that name is open already.
        """
        with self._changed:
            self._want()
            self._send(self._jobs.add_aside(job, path.absolute()).last_request())

    def cancel(self, job: str) -> None:
        """Forget a job: no event about it will be made after this returns, save one under way."""
        with self._changed:
            opened = self._jobs.remove(job)
            if opened is not None:
                self._send(msg.Cancel(opened.number))

    def close(self, timeout: float = 2.0) -> None:
        """End the worker whatever it does, and our threads; waits at most ``timeout`` seconds.

        Open jobs are dropped. An idle or busy worker goes by itself within some 50 ms.
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

    def _want(self) -> None:
        """Ask for a worker; the lock is held."""
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

    def _send(self, request: msg.Request) -> None:
        """Pass a request on to the present worker, or the one that is coming; the lock is held."""
        if self._outbox is not None:
            self._outbox.put(request)

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
                    return [] if heard is None else [Caption(heard.name, settled, draft)]
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
