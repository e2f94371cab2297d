"""A recognizer whose model can be changed while it works; no open job is lost."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client import recognizer as rec
from mock_interviewer.audio.recognition.models.catalog import DRAFT_MODEL
from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import Samples


@dataclass(frozen=True)
class ModelSwitchFailed:
    """The model ``wanted`` cannot be loaded, and ``model`` stays."""

    wanted: str
    model: str
    error: MachineError


SwitchEvent: TypeAlias = events.RecognitionEvent | ModelSwitchFailed


@dataclass(eq=False)
class _ModelRecognizer:
    """One recogniser and the jobs that are open in it."""

    model: str
    recogniser: rec.Recognizer
    jobs: set[str] = field(default_factory=set)


class ModelSwitch:
    """A Recogniser of which the model can be changed; its methods keep the contracts of that.

    ``use`` starts a second recogniser and leaves the first at work. Once the new model is loaded,
    which Ready tells, jobs begin there; those open in the old one are finished there, and then
    it goes. Where the new one cannot be loaded Stayed tells, and nothing has changed.

    ``listener`` is called on threads of ours, one for each of the two recognisers.
    """

    def __init__(
        self, models: ModelStore, model: str, *, listener: Callable[[SwitchEvent], None]
    ) -> None:
        self._models = models
        self._listener = listener
        self._lock = threading.RLock()
        self._present = self._side(model)
        self._coming: _ModelRecognizer | None = None
        self._leaving: list[_ModelRecognizer] = []
        self._ends: list[threading.Thread] = []
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Process id of the worker in which jobs begin, None while there is none."""
        return self._present.recogniser.pid

    def start(self) -> None:
        """Load the model in the background, or try that again."""
        self._present.recogniser.start()

    def use(self, model: str) -> None:
        """Begin jobs with another model as soon as it is loaded; Ready or Stayed will follow.

        Asking for the present one takes back what was asked before, and tries to load it again
        where that failed.
        """
        with self._lock:
            if self._closed or (self._coming is not None and self._coming.model == model):
                return
            if self._coming is not None:
                self._retire(self._coming)
                self._coming = None
            if model == self._present.model:
                self._present.recogniser.start()
                return
            self._coming = self._side(model)
            self._coming.recogniser.start()

    def begin(
        self,
        job: str,
        *,
        vocabulary: Sequence[ExpectedTerm] = (),
        language: str = DEFAULT_LANGUAGE,
        captions: bool = False,
        recording: Path | None = None,
        urgent: bool = False,
        choices: Sequence[str] = (),
    ) -> None:
        """Open a job; raises ValueError when it is open already. See ``Recogniser.begin``."""
        with self._lock:
            side = self._opened(job)
            side.recogniser.begin(
                job,
                vocabulary=vocabulary,
                language=language,
                captions=captions,
                recording=recording,
                urgent=urgent,
                choices=choices,
            )
            side.jobs.add(job)

    def feed(self, job: str, block: Samples) -> None:
        """Pass on sound as it arrives. See ``Recogniser.feed``."""
        side = self._with(job)
        if side is not None:
            side.recogniser.feed(job, block)

    def finish(self, job: str) -> None:
        """All sound was fed. See ``Recogniser.finish``."""
        side = self._with(job)
        if side is not None:
            side.recogniser.finish(job)

    def transcribe_file(
        self,
        job: str,
        path: Path,
        *,
        vocabulary: Sequence[ExpectedTerm] = (),
        language: str = DEFAULT_LANGUAGE,
    ) -> None:
        """Transcribe a sound file. See ``Recogniser.transcribe_file``."""
        with self._lock:
            side = self._opened(job)
            side.recogniser.transcribe_file(job, path, vocabulary=vocabulary, language=language)
            side.jobs.add(job)

    def find_fillers(self, job: str, path: Path) -> None:
        """Look for filled pauses in a sound file of English. See ``Recogniser.find_fillers``."""
        with self._lock:
            side = self._opened(job)
            side.recogniser.find_fillers(job, path)
            side.jobs.add(job)

    def cancel(self, job: str) -> None:
        """Forget a job. See ``Recogniser.cancel``."""
        side = self._with(job)
        if side is not None:
            side.recogniser.cancel(job)
            self._over(side, job)

    def close(self, timeout: float = 2.0) -> None:
        """End all workers, whatever they do; waits at most ``timeout`` seconds."""
        with self._lock:
            self._closed = True
            sides = [self._present, *([self._coming] if self._coming else []), *self._leaving]
            self._coming, self._leaving = None, []
            for side in sides:
                self._retire(side, timeout)
            ends = tuple(self._ends)
        for end in ends:
            end.join(timeout)

    def _side(self, model: str) -> _ModelRecognizer:
        side: _ModelRecognizer
        # The recogniser tells nothing before it is started, so ``side`` is there by then.
        made = rec.Recognizer(
            self._models,
            model,
            listener=lambda event: self._heard(side, event),
            drafts=DRAFT_MODEL,
        )
        side = _ModelRecognizer(model, made)
        return side

    def _opened(self, job: str) -> _ModelRecognizer:
        """Return where a job begins; raises ValueError when it is open. The lock is held."""
        if self._with(job) is not None:
            raise ValueError(f"job {job!r} is open already")
        return self._present

    def _with(self, job: str) -> _ModelRecognizer | None:
        """Return where a job is open; None when it is not."""
        with self._lock:
            sides = (self._present, *self._leaving)
            return next((side for side in sides if job in side.jobs), None)

    def _over(self, side: _ModelRecognizer, job: str) -> None:
        """Note that a job is no longer open; one that leaves goes with its last job."""
        with self._lock:
            side.jobs.discard(job)
            if side in self._leaving and not side.jobs:
                self._leaving.remove(side)
                self._retire(side)

    def _retire(self, side: _ModelRecognizer, timeout: float = 2.0) -> None:
        """End a recogniser, on a thread of its own: that may take a while. The lock is held."""
        end = threading.Thread(
            target=partial(side.recogniser.close, timeout), name="recognition-end", daemon=True
        )
        self._ends = [each for each in self._ends if each.is_alive()]
        self._ends.append(end)
        end.start()

    def _heard(self, side: _ModelRecognizer, event: events.RecognitionEvent) -> None:
        told = self._judged(side, event)
        if told is not None:
            self._listener(told)
        match event:
            case (
                events.Transcribed(job)
                | events.FillersFound(job)
                | events.RecognitionFailed(str(job))
            ):
                self._over(side, job)

    def _judged(self, side: _ModelRecognizer, event: events.RecognitionEvent) -> SwitchEvent | None:
        """Act on an event; return what the listener is to hear of it."""
        with self._lock:
            match event:
                case events.RecognizerReady() if side is self._coming:
                    self._change_over(side)
                case events.RecognitionFailed(None, error) if side is self._coming:
                    self._coming = None
                    self._retire(side)
                    return ModelSwitchFailed(side.model, self._present.model, error)
                case events.RecognizerReady() | events.RecognitionFailed(None) if (
                    side is not self._present
                ):
                    return None  # of one that only finishes what it began, or is not wanted
            return event

    def _change_over(self, side: _ModelRecognizer) -> None:
        """Begin jobs in ``side`` from now on; the lock is held."""
        old, self._present, self._coming = self._present, side, None
        if old.jobs:
            self._leaving.append(old)
        else:
            self._retire(old)
