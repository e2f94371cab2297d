"""Transcribing recorded answers again in the background, one run at a time."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.background.retranscription import (
    Retranscriber,
    RetranscriptionResult,
    RetranscriptionStopped,
    has_sound,
    takes_with_sound,
)
from mock_interviewer.app.settings.values import SettingValues, follow_recognition_defaults
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.shared.model_names import answer_error_words, model_display_name
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, StoppableTask
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class RetranscriptionProgress:
    """``done`` of ``total`` takes are done."""

    done: int
    total: int


@dataclass(eq=False)
class _RetranscriptionRun(StoppableTask):
    """A run in progress. Stop it and use ``transcriber`` only while holding the lock."""

    model: str
    total: int
    transcriber: Retranscriber | None = None
    outcomes: list[RetranscriptionResult] = field(default_factory=list)


class RetranscriptionController(QObject):
    """Transcribes in a separate low-priority process. GUI thread only.

    Finished transcripts are kept when a run is stopped or the window closes.
    """

    progressed = Signal(object)
    """A RetranscriptionProgress; the first when a run starts."""
    transcribed = Signal(str, object)
    """A take's ID and its new Transcript, which has been saved."""
    ended = Signal(str)
    """A run ended: the result as a sentence, "" if a single take succeeded."""

    def __init__(
        self,
        models: ModelStore,
        store: StoreThread,
        gui: GuiThread,
        values: SettingValues,
        expected_words: Callable[[TakeRecord], Sequence[ExpectedTerm]] = lambda _: (),
    ) -> None:
        """``expected_words`` returns the terms that a take's question makes likely."""
        super().__init__()
        self._models = models
        self._store = store
        self._gui = gui
        self._tasks = BackgroundTasks(gui)
        self._lock = threading.Lock()
        self._run: _RetranscriptionRun | None = None
        self._expected_words = expected_words
        self._defaults = DEFAULT_REQUEST
        follow_recognition_defaults(values, self._set_defaults)

    @property
    def running(self) -> bool:
        """Whether a run is in progress."""
        return self._run is not None

    @property
    def language(self) -> str:
        """The language of the next run (a code of LANGUAGES); any thread."""
        return self._defaults.language

    def start_take(self, take: str, model: str) -> None:
        """Transcribe one take again; do nothing while a run is in progress."""
        self._start(model, lambda library: _with_sound(library, take))

    def start_sessions(self, sessions: Sequence[str], model: str) -> None:
        """Transcribe all takes of these sessions, or of all if empty; else like ``start_take``."""
        self._start(model, lambda library: takes_with_sound(library, sessions))

    def stop(self) -> None:
        """Stop the run; ``ended`` follows soon."""
        run = self._run
        if run is None:
            return
        with self._lock:
            run.stop()
            if run.transcriber is not None:
                run.transcriber.stop()

    def close(self) -> None:
        """Stop the run and its worker; blocks up to two seconds, so call it on another thread.

        A worker that does not stop is killed.
        """
        run = self._run
        self.stop()
        if run is not None:
            run.wait()

    def _set_defaults(self, defaults: RecognitionRequest) -> None:
        """Set the options for later runs."""
        self._defaults = defaults

    def _start(self, model: str, choose: Callable[[Library], list[TakeRecord]]) -> None:
        if self._run is not None:
            return
        run = self._run = _RetranscriptionRun(model, 0)
        wanted: Future[list[TakeRecord]] = self._store.submit(choose)
        self._tasks.deliver(wanted, partial(self._begin, run), lambda error: self._end(str(error)))

    def _begin(self, run: _RetranscriptionRun, takes: Sequence[TakeRecord]) -> None:
        if run.stopped:
            self._end("Stopped. Nothing was transcribed.")
            return
        if not takes:
            self._end("There is no recording to transcribe.")
            return
        run.total = len(takes)
        requests = [(take, self._defaults.expecting(self._expected_words(take))) for take in takes]
        self.progressed.emit(RetranscriptionProgress(0, run.total))
        run.future = self._tasks.run(
            partial(self._work, run, requests),
            lambda problem: self._end(_summary(run, problem)),
            lambda error: self._end(_summary(run, answer_error_words(error))),
            name="retranscription",
            broken=lambda: self._end(_summary(run, "")),
        )

    def _work(
        self, run: _RetranscriptionRun, requests: Sequence[tuple[TakeRecord, RecognitionRequest]]
    ) -> str:
        """Transcribe on a background thread; return why not all was done. Raises MachineError."""
        try:
            with closing(self._transcriber(run)) as transcriber:
                for done, (take, request) in enumerate(requests, start=1):
                    outcome = transcriber.transcribe(take, request)
                    run.outcomes.append(outcome)
                    self._gui.post(partial(self._tell, outcome, done, run.total))
        except RetranscriptionStopped:
            return "Stopped."
        return ""

    def _transcriber(self, run: _RetranscriptionRun) -> Retranscriber:
        transcriber = Retranscriber(
            self._models,
            run.model,
            self._keep,
            in_background=True,
        )
        with self._lock:
            run.transcriber = transcriber
            if run.stopped:
                transcriber.stop()
        return transcriber

    def _keep(self, take: str, transcript: Transcript) -> TakeRecord | None:
        return self._store.submit(lambda library: _save(library, take, transcript)).result()

    def _tell(self, outcome: RetranscriptionResult, done: int, total: int) -> None:
        if outcome.transcript is not None:
            self.transcribed.emit(outcome.take.id, outcome.transcript)
        if done < total:
            self.progressed.emit(RetranscriptionProgress(done, total))

    def _end(self, sentence: str) -> None:
        self._run = None
        self.ended.emit(sentence)


def _with_sound(library: Library, take: str) -> list[TakeRecord]:
    try:
        found = library.take(take)
    except KeyError:
        return []
    return [found] if has_sound(found) else []


def _save(library: Library, take: str, transcript: Transcript) -> TakeRecord | None:
    """Save a transcript; return None if its take has been deleted."""
    try:
        return library.save_transcript(take, transcript)
    except KeyError:
        return None


def _summary(run: _RetranscriptionRun, problem: str) -> str:
    """Return the result of a run as a sentence, "" if a single take succeeded."""
    done = sum(outcome.transcript is not None for outcome in run.outcomes)
    errors = [answer_error_words(each.error) for each in run.outcomes if each.error is not None]
    if run.total == 1:
        return problem or " ".join(errors)
    answers = counted(run.total, "answer")
    sentences = [f"Transcribed {done} of {answers} with {model_display_name(run.model)}."]
    if problem:
        sentences.insert(0, problem)
    if errors:
        sentences.append(f"{counted(len(errors), 'answer')} failed: {errors[0]}")
    return " ".join(sentences)
