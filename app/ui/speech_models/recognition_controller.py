"""Recognition for the window: the model of the settings, loaded in the background."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.shared.model_names import (
    answer_error_words,
    model_display_name,
    model_error_words,
    with_display_names,
)
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm


class RecognitionController(QObject):
    """Keeps the one Transcriptions, and gives it another model. GUI thread only."""

    made = Signal(object)
    """The Transcriptions are there."""
    problem = Signal(str)
    """Why nothing can be transcribed, as a sentence; empty when it can."""
    stayed = Signal(str, str)
    """The model that stays in use, and a sentence: why the one wanted cannot be used."""
    changed = Signal()
    """``model``, ``wanted`` or ``ready`` may have changed."""

    def __init__(self, data: DataFolder, store: StoreThread, gui: GuiThread) -> None:
        super().__init__()
        self._models = ModelStore(data.models)
        self._store = store
        self._gui = gui
        self._wanted = ""
        self._defaults = DEFAULT_REQUEST
        self.words_of: Callable[[TakeRecord], Sequence[ExpectedTerm]] = lambda _: ()
        """What the question of a take from before makes likely."""
        self._transcriptions: TranscriptionService | None = None

    @property
    def transcriptions(self) -> TranscriptionService | None:
        """What makes transcripts; None until ``use``."""
        return self._transcriptions

    @property
    def model(self) -> str:
        """The model with which takes begin now, loaded or not; empty until ``use``."""
        return self._transcriptions.model if self._transcriptions is not None else ""

    @property
    def wanted(self) -> str:
        """The model that was asked for last: ``model``, or one that is being loaded."""
        return self._wanted

    @property
    def ready(self) -> bool:
        """Whether answers can be written down now."""
        return self._transcriptions is not None and self._transcriptions.ready

    def use(self, model: str) -> None:
        """Transcribe takes with this model as soon as it is loaded.

        Those that began before are finished with the earlier one, which stays where this one
        cannot be loaded: ``stayed`` tells.
        """
        self._wanted = model
        if self._transcriptions is not None:
            self._transcriptions.use(model)
            self.changed.emit()
            return
        self._transcriptions = TranscriptionService(
            self._models, model, self._store, self._gui.post
        )
        self._transcriptions.on_ready = self._changed
        self._transcriptions.on_stayed = self._stayed
        self._transcriptions.words_of = self.words_of
        self._transcriptions.error_text = answer_error_words
        self._transcriptions.expect(self._defaults)
        self.made.emit(self._transcriptions)
        self._transcriptions.start()

    def expect(self, defaults: RecognitionRequest) -> None:
        """Transcribe takes that begin from now on with these options; nothing if unchanged."""
        if defaults == self._defaults:
            return
        self._defaults = defaults
        if self._transcriptions is not None:
            self._transcriptions.expect(defaults)

    def close(self) -> None:
        """End the worker; waits up to two seconds, for another thread."""
        if self._transcriptions is not None:
            self._transcriptions.close()

    def _changed(self) -> None:
        if self._transcriptions is not None and self._transcriptions.ready:
            self._transcriptions.catch_up()
        why = self._transcriptions.problem if self._transcriptions is not None else None
        self.problem.emit(
            f"{model_error_words(why)} "
            "Your answers are still recorded, and you can transcribe them later."
            if why
            else ""
        )
        self.changed.emit()

    def _stayed(self, wanted: str, error: MachineError) -> None:
        if wanted != self._wanted:
            return  # something else was asked for meanwhile
        self._wanted = self.model
        self.stayed.emit(
            self.model,
            f"{with_display_names(error.what)} {model_display_name(self.model)} stays in use.",
        )
        self.changed.emit()
