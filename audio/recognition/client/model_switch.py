"""A recognizer whose model can be changed while it works; no open job is lost."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client import recognizer as rec
from mock_interviewer.audio.recognition.models.catalog import DRAFT_MODEL
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.samples import Samples


@dataclass(frozen=True)
class ModelSwitchFailed:
    """The model ``wanted`` cannot be loaded, and ``model`` stays in use."""

    wanted: str
    model: str
    error: MachineError


SwitchEvent: TypeAlias = events.RecognitionEvent | ModelSwitchFailed


@dataclass(eq=False)
class _ModelRecognizer:
    """One recognizer and the jobs that are open in it."""

    model: str
    recognizer: rec.Recognizer
    jobs: set[str] = field(default_factory=set)


class ModelSwitch:
    """A Recognizer whose model can be changed; its methods keep the contracts of Recognizer's.

    ``switch_to`` starts a second recognizer and leaves the first at work. Once the new model is
    loaded, which RecognizerReady reports, jobs begin there; those open in the old one are finished
    there before it is closed. When the new model cannot be loaded, ModelSwitchFailed reports that,
    and nothing has changed.

    ``listener`` is called on the threads of both recognizers.
    """

    def __init__(
        self, models: ModelStore, model: str, *, listener: Callable[[SwitchEvent], None]
    ) -> None:
        self._models = models
        self._listener = listener
        self._lock = threading.RLock()
        self._current = self._new(model)
        self._next: _ModelRecognizer | None = None
        self._retiring: list[_ModelRecognizer] = []
        """Replaced ones that still have jobs."""
        self._closers: list[threading.Thread] = []
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Process id of the worker in which jobs begin, None while there is none."""
        return self._current.recognizer.pid

    def start(self) -> None:
        """Load the model in the background, or try that again."""
        self._current.recognizer.start()

    def switch_to(self, model: str) -> None:
        """Begin jobs with another model as soon as it is loaded.

        RecognizerReady or ModelSwitchFailed follows. Asking for the current model cancels an
        earlier switch, and tries to load the current one again where that failed.
        """
        with self._lock:
            if self._closed or (self._next is not None and self._next.model == model):
                return
            if self._next is not None:
                self._close(self._next)
                self._next = None
            if model == self._current.model:
                self._current.recognizer.start()
                return
            self._next = self._new(model)
            self._next.recognizer.start()

    def begin(
        self,
        job: str,
        request: RecognitionRequest = DEFAULT_REQUEST,
        *,
        recording: Path | None = None,
    ) -> None:
        """Open a job; raises ValueError when it is open already. See ``Recognizer.begin``."""
        with self._lock:
            chosen = self._for_new(job)
            chosen.recognizer.begin(job, request, recording=recording)
            chosen.jobs.add(job)

    def feed(self, job: str, block: Samples) -> None:
        """Add sound as it arrives. See ``Recognizer.feed``."""
        found = self._with(job)
        if found is not None:
            found.recognizer.feed(job, block)

    def finish(self, job: str) -> None:
        """End a job's sound. See ``Recognizer.finish``."""
        found = self._with(job)
        if found is not None:
            found.recognizer.finish(job)

    def recognize_file(
        self, job: str, path: Path, request: RecognitionRequest = DEFAULT_REQUEST
    ) -> None:
        """Recognize a sound file. See ``Recognizer.recognize_file``."""
        with self._lock:
            chosen = self._for_new(job)
            chosen.recognizer.recognize_file(job, path, request)
            chosen.jobs.add(job)

    def cancel(self, job: str) -> None:
        """Forget a job. See ``Recognizer.cancel``."""
        found = self._with(job)
        if found is not None:
            found.recognizer.cancel(job)
            self._job_ended(found, job)

    def close(self, timeout: float = 2.0) -> None:
        """End all workers, even busy ones; waits at most ``timeout`` seconds."""
        with self._lock:
            self._closed = True
            every = [self._current, *([self._next] if self._next else []), *self._retiring]
            self._next, self._retiring = None, []
            for each in every:
                self._close(each, timeout)
            closers = tuple(self._closers)
        for closer in closers:
            closer.join(timeout)

    def _new(self, model: str) -> _ModelRecognizer:
        new: _ModelRecognizer
        # A recognizer reports nothing before it is started, so ``new`` is bound by then.
        recognizer = rec.Recognizer(
            self._models,
            model,
            listener=lambda event: self._on_event(new, event),
            drafts=DRAFT_MODEL,
        )
        new = _ModelRecognizer(model, recognizer)
        return new

    def _for_new(self, job: str) -> _ModelRecognizer:
        """Return where a job begins; raises ValueError when it is open. The lock is held."""
        if self._with(job) is not None:
            raise ValueError(f"job {job!r} is open already")
        return self._current

    def _with(self, job: str) -> _ModelRecognizer | None:
        """Return where a job is open; None when it is not."""
        with self._lock:
            every = (self._current, *self._retiring)
            return next((each for each in every if job in each.jobs), None)

    def _job_ended(self, where: _ModelRecognizer, job: str) -> None:
        """Note that a job is no longer open; one that retires is closed with its last job."""
        with self._lock:
            where.jobs.discard(job)
            if where in self._retiring and not where.jobs:
                self._retiring.remove(where)
                self._close(where)

    def _close(self, which: _ModelRecognizer, timeout: float = 2.0) -> None:
        """End a recognizer, on a thread of its own: that may take a while. The lock is held."""
        closer = threading.Thread(
            target=partial(which.recognizer.close, timeout), name="recognition-end", daemon=True
        )
        self._closers = [each for each in self._closers if each.is_alive()]
        self._closers.append(closer)
        closer.start()

    def _on_event(self, sender: _ModelRecognizer, event: events.RecognitionEvent) -> None:
        passed = self._filtered(sender, event)
        if passed is not None:
            self._listener(passed)
        match event:
            case (
                events.Transcribed(job)
                | events.FillersFound(job)
                | events.RecognitionFailed(str(job))
            ):
                self._job_ended(sender, job)

    def _filtered(
        self, sender: _ModelRecognizer, event: events.RecognitionEvent
    ) -> SwitchEvent | None:
        """Act on an event; return the event for the listener, if any."""
        with self._lock:
            match event:
                case events.RecognizerReady() if sender is self._next:
                    self._change_over(sender)
                case events.RecognitionFailed(None, error) if sender is self._next:
                    self._next = None
                    self._close(sender)
                    return ModelSwitchFailed(sender.model, self._current.model, error)
                case events.RecognizerReady() | events.RecognitionFailed(None) if (
                    sender is not self._current
                ):
                    return None  # it only finishes its jobs, or is no longer wanted
            return event

    def _change_over(self, new: _ModelRecognizer) -> None:
        """Begin jobs in ``new`` from now on; the lock is held."""
        old, self._current, self._next = self._current, new, None
        if old.jobs:
            self._retiring.append(old)
        else:
            self._close(old)
