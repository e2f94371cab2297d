"""Recognition for the window: the model of the settings, loaded in the background."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.declarations import MODEL
from mock_interviewer.app.settings.values import SettingValues, follow_recognition_defaults
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
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm


class RecognitionController(QObject):
    """Owns the TranscriptionService, and switches its model. GUI thread only."""

    problem = Signal(str)
    """Why nothing can be transcribed, as a sentence; empty if recognition works."""
    model_kept = Signal(str, str)
    """The model that stays in use, and why the requested one can't be used, as a sentence."""
    changed = Signal()
    """``model``, ``wanted`` or ``ready`` may have changed."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        values: SettingValues,
        words_of: Callable[[TakeRecord], Sequence[ExpectedTerm]] = lambda _: (),
    ) -> None:
        """``words_of`` returns the terms that the question of an earlier take makes likely."""
        super().__init__()
        self._values = values
        self._wanted = values.get(MODEL)
        self._transcriptions = transcriptions = TranscriptionService(
            ModelStore(data.models), self._wanted, store, gui.post
        )
        transcriptions.on_ready = self._changed
        transcriptions.on_stayed = self._stayed
        transcriptions.words_of = words_of
        transcriptions.error_text = answer_error_words
        follow_recognition_defaults(values, transcriptions.expect)

    @property
    def transcriptions(self) -> TranscriptionService:
        """The service that transcribes takes."""
        return self._transcriptions

    @property
    def model(self) -> str:
        """The model for takes that start now, loaded or not."""
        return self._transcriptions.model

    @property
    def wanted(self) -> str:
        """The model chosen last: ``model``, or one that is being loaded."""
        return self._wanted

    @property
    def ready(self) -> bool:
        """Whether answers can be transcribed now."""
        return self._transcriptions.ready

    def start(self) -> None:
        """Load the model in the background, and follow the settings to another. Once only.

        Takes that began before are finished with the earlier model, which stays in use where the
        other one cannot be loaded; ``stayed`` is then emitted.
        """
        self._transcriptions.start()
        self._values.follow(MODEL, effect=self._use)

    def close(self) -> None:
        """End the worker; waits up to two seconds, so call it on another thread."""
        self._transcriptions.close()

    def _use(self, model: str) -> None:
        if model != self._wanted:
            self._wanted = model
            self._transcriptions.use(model)
            self.changed.emit()

    def _changed(self) -> None:
        if self._transcriptions.ready:
            self._transcriptions.catch_up()
        why = self._transcriptions.problem
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
        self.model_kept.emit(
            self.model,
            f"{with_display_names(error.what)} {model_display_name(self.model)} stays in use.",
        )
        self.changed.emit()
