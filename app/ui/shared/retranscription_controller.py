"""Transcribing recorded answers again while the window is used, one run at a time."""

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
    """``done`` of ``total`` takes are behind us."""

    done: int
    total: int


@dataclass(eq=False)
class _RetranscriptionRun(StoppableTask):
    """A run under way. It is stopped, and ``writer`` looked at, under ``gate``."""

    model: str
    total: int
    writer: Retranscriber | None = None
    outcomes: list[RetranscriptionResult] = field(default_factory=list)


class RetranscriptionController(QObject):
    """Writes down in a process of its own, behind all else on the machine. GUI thread only.

    What was done when a run is stopped, or the window closed, is kept.
    """

    progressed = Signal(object)
    """A Progress; the first comes when a run starts."""
    written = Signal(str, object)
    """A take's id and its new Transcript, which is in the store."""
    ended = Signal(str)
    """A run is over: a sentence that says what became of it, empty where all went well with one."""

    def __init__(
        self,
        models: ModelStore,
        store: StoreThread,
        gui: GuiThread,
        values: SettingValues,
        words_of: Callable[[TakeRecord], Sequence[ExpectedTerm]] = lambda _: (),
    ) -> None:
        """``words_of`` returns what the question of a take makes likely."""
        super().__init__()
        self._models = models
        self._store = store
        self._gui = gui
        self._tasks = BackgroundTasks(gui)
        self._gate = threading.Lock()
        self._run: _RetranscriptionRun | None = None
        self._words_of = words_of
        self._defaults = DEFAULT_REQUEST
        follow_recognition_defaults(values, self._expect)

    @property
    def running(self) -> bool:
        """Whether answers are being written down again."""
        return self._run is not None

    @property
    def language(self) -> str:
        """The language of the next run (a code of LANGUAGES); any thread."""
        return self._defaults.language

    def start_take(self, take: str, model: str) -> None:
        """Write one take down again; nothing happens while a run is under way."""
        self._start(model, lambda library: _with_sound(library, take))

    def start_sessions(self, sessions: Sequence[str], model: str) -> None:
        """Write down all takes of these sessions, of all where none is named; else as above."""
        self._start(model, lambda library: takes_with_sound(library, sessions))

    def stop(self) -> None:
        """End the run; ``ended`` follows soon."""
        run = self._run
        if run is None:
            return
        with self._gate:
            run.stop()
            if run.writer is not None:
                run.writer.stop()

    def close(self) -> None:
        """End the run and its worker, within two seconds; waits, for another thread.

        The worker is killed before that.
        """
        run = self._run
        self.stop()
        if run is not None:
            run.wait()

    def _expect(self, defaults: RecognitionRequest) -> None:
        """Transcribe with these options from the next run on."""
        self._defaults = defaults

    def _start(self, model: str, choose: Callable[[Library], list[TakeRecord]]) -> None:
        if self._run is not None:
            return
        run = self._run = _RetranscriptionRun(model, 0)
        wanted: Future[list[TakeRecord]] = self._store.submit(choose)
        self._tasks.deliver(wanted, partial(self._begin, run), lambda error: self._end(str(error)))

    def _begin(self, run: _RetranscriptionRun, takes: Sequence[TakeRecord]) -> None:
        if run.stopped:
            self._end("Nothing was written down again.")
            return
        if not takes:
            self._end("There is no recording to write down.")
            return
        run.total = len(takes)
        requests = [(take, self._defaults.expecting(self._words_of(take))) for take in takes]
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
            with closing(self._writer(run)) as writer:
                for done, (take, request) in enumerate(requests, start=1):
                    outcome = writer.transcribe(take, request)
                    run.outcomes.append(outcome)
                    self._gui.post(partial(self._tell, outcome, done, run.total))
        except RetranscriptionStopped:
            return "Stopped."
        return ""

    def _writer(self, run: _RetranscriptionRun) -> Retranscriber:
        writer = Retranscriber(
            self._models,
            run.model,
            self._keep,
            in_background=True,
        )
        with self._gate:
            run.writer = writer
            if run.stopped:
                writer.stop()
        return writer

    def _keep(self, take: str, transcript: Transcript) -> TakeRecord | None:
        return self._store.submit(lambda library: _save(library, take, transcript)).result()

    def _tell(self, outcome: RetranscriptionResult, done: int, total: int) -> None:
        if outcome.transcript is not None:
            self.written.emit(outcome.take.id, outcome.transcript)
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
    """Keep a transcript, unless its session was deleted while it was made: None."""
    try:
        return library.save_transcript(take, transcript)
    except KeyError:
        return None


def _summary(run: _RetranscriptionRun, problem: str) -> str:
    """Say what became of a run; nothing where the one take that was asked for is there."""
    done = sum(outcome.transcript is not None for outcome in run.outcomes)
    errors = [answer_error_words(each.error) for each in run.outcomes if each.error is not None]
    if run.total == 1:
        return problem or " ".join(errors)
    verb = "was" if done == 1 else "were"
    answers = counted(run.total, "answer")
    sentences = [f"{done} of {answers} {verb} written down by {model_display_name(run.model)}."]
    if problem:
        sentences.insert(0, problem)
    if errors:
        sentences.append(f"{counted(len(errors), 'answer')} could not be: {errors[0]}")
    return " ".join(sentences)
