"""Recognition for the window: the model of the settings, loaded in the background."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.interview.transcriptions import Transcriptions
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.tasks import Tasks
from mock_interviewer.audio.recognition.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.recognition.vocabulary import Expected


class RecognitionDesk(QObject):
    """Keeps one Transcriptions, and makes another for another model. GUI thread only."""

    made = Signal(object)
    """Another Transcriptions is in force."""
    problem = Signal(str)
    """Why nothing can be transcribed, as a sentence; empty when it can."""

    def __init__(self, data: DataFolder, store: StoreThread, gui: GuiThread, tasks: Tasks) -> None:
        super().__init__()
        self._models = ModelStore(data.models)
        self._store = store
        self._gui = gui
        self._tasks = tasks
        self._model: str | None = None
        self._expected: tuple[str, tuple[str, ...]] = (DEFAULT_LANGUAGE, ())
        self.words_of: Callable[[TakeRecord], Sequence[Expected]] = lambda _: ()
        """What the question of a take from before makes likely."""
        self._transcriptions: Transcriptions | None = None

    @property
    def transcriptions(self) -> Transcriptions | None:
        """What makes transcripts; None until ``use``."""
        return self._transcriptions

    def use(self, model: str) -> None:
        """Transcribe with this model from now on."""
        if model == self._model:
            return
        self._model = model
        old = self._transcriptions
        if old is not None:
            old.on_ready = _nothing
            self._tasks.run(old.close, lambda _: None, name="old-recognition")
        self._transcriptions = Transcriptions(self._models, model, self._store, self._gui.post)
        self._transcriptions.on_ready = self._changed
        self._transcriptions.words_of = self.words_of
        self._transcriptions.expect(*self._expected)
        self.made.emit(self._transcriptions)
        self._transcriptions.start()

    def expect(self, language: str, own_words: tuple[str, ...]) -> None:
        """Hear takes that begin from now on in a language, with these words likely in each."""
        self._expected = (language, own_words)
        if self._transcriptions is not None:
            self._transcriptions.expect(*self._expected)

    def close(self) -> None:
        """End the worker; waits up to two seconds, for another thread."""
        if self._transcriptions is not None:
            self._transcriptions.close()

    def _changed(self) -> None:
        if self._transcriptions is not None and self._transcriptions.ready:
            self._transcriptions.catch_up()
        why = self._transcriptions.problem if self._transcriptions is not None else None
        self.problem.emit(
            f"{why} Answers are recorded all the same and can be written down later." if why else ""
        )


def _nothing() -> None:
    """Hear nothing more of a model that was replaced."""
