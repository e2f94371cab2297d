"""Measuring this computer once, and recommending a speech model for it."""

from contextlib import suppress
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import (
    MachineSpeed,
    read_machine_speed,
    write_machine_speed,
)
from mock_interviewer.app.settings.declarations import LANGUAGE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.shared.model_names import model_error_words
from mock_interviewer.app.ui.shared.recognition_controller import RecognitionController
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.speech_models.words import measurement_words, recommendation_words
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.recommendation import (
    MachineMeasurement,
    recommended_model,
)
from mock_interviewer.audio.recognition.models.speed_measurement import SpeedMeasurement
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStatus, ModelStore


class ModelRecommendation(NamedTuple):
    """A recommendation, shown once. ``here``: the model needs no download."""

    sentence: str
    model: str
    here: bool
    changes: bool
    """Whether the model differs from the one in use."""


class MeasurementController(QObject):
    """Measures once the model is loaded, and never during a session.

    GUI thread only; the measurement is a process of its own.
    """

    measured = Signal(object, str)
    """The MachineMeasurement, and the name of the recommended model."""
    recommended = Signal(object)
    """A ModelRecommendation that was not shown before."""

    def __init__(
        self,
        data: DataFolder,
        store: ModelStore,
        page: SpeechModelsPage,
        recognition: RecognitionController,
        tasks: BackgroundTasks,
        values: SettingValues,
    ) -> None:
        super().__init__()
        self._data = data
        self._store = store
        self._page = page
        self._recognition = recognition
        self._tasks = tasks
        # One thread, so that the last write wins.
        self._writer = BackgroundWorker("measured-file")
        self._language = values.get(LANGUAGE)
        self._speed: MachineSpeed | None = None
        self._read = False
        self._busy = False
        self._asked = False
        self._measuring: SpeedMeasurement | None = None
        page.measure_requested.connect(self.measure)
        recognition.changed.connect(self._measure_if_new)
        values.follow(LANGUAGE, effect=self._set_language)

    def start(self) -> None:
        """Read the saved measurement, or measure if there is none. Once only."""
        self._tasks.run(partial(read_machine_speed, self._data), self._loaded, name="measured")

    @Slot()
    def measure(self) -> None:
        """Measure now, at the person's request; does nothing during a session."""
        if not self._busy:
            self._asked = True
            self._begin()

    def pause(self) -> None:
        """Leave the computer to a session; cancel a running measurement."""
        self._busy = True
        if self._measuring is not None:
            self._tasks.run(self._measuring.cancel, lambda _: None, name="measure-end")

    def resume(self) -> None:
        """Measure after the session, if nothing was measured before."""
        self._busy = False
        self._measure_if_new()

    def close(self) -> None:
        """End a measurement; any thread."""
        self._busy = True
        measuring = self._measuring
        if measuring is not None:
            measuring.cancel()
        self._writer.shutdown(wait=False)

    def _set_language(self, language: str) -> None:
        """Recommend a model for answers in a language (a code of LANGUAGES)."""
        self._language = language
        self._announce()
        self._show()

    def _loaded(self, speed: MachineSpeed | None) -> None:
        self._read = True
        self._speed = speed
        self._show()
        self._announce()
        self._measure_if_new()

    def _measure_if_new(self) -> None:
        if self._read and self._speed is None and self._recognition.ready and not self._busy:
            self._begin()

    def _begin(self) -> None:
        if self._measuring is not None:
            return
        self._measuring = measuring = SpeedMeasurement(self._store)
        self._page.show_machine("Measuring this computer. This takes a few seconds…", button="")
        self._tasks.run(measuring.run, self._ended, self._failed, name="measure", broken=self._end)

    def _ended(self, machine: MachineMeasurement | None) -> None:
        self._measuring = None
        if machine is not None:
            # A requested measurement is shown on the page and needs no announcement.
            told = self._asked or (self._speed is not None and self._speed.shown)
            self._keep(MachineSpeed(machine, shown=told))
            self._announce()
        self._asked = False
        self._show()
        # It may have been cancelled for a session that has ended by now.
        self._measure_if_new()

    def _end(self) -> None:
        self._measuring = None
        self._asked = False

    def _failed(self, error: MachineError) -> None:
        self._end()
        # No automatic retry before the next start.
        self._read = False
        self._page.show_machine(model_error_words(error), button="Measure again")

    def _keep(self, measured: MachineSpeed) -> None:
        self._speed = measured
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._writer.submit(write_machine_speed, self._data, measured)

    def _announce(self) -> None:
        if self._speed is None:
            return
        machine = self._speed.machine
        model = recommended_model(machine, self._language)
        self.measured.emit(machine, model.name)
        if not self._speed.shown:
            self._tasks.run(self._store.list, partial(self._recommend, machine), name="models")

    def _recommend(self, machine: MachineMeasurement, statuses: tuple[ModelStatus, ...]) -> None:
        if self._speed is None or self._speed.shown:
            return
        model = recommended_model(machine, self._language)
        usable = {ModelState.READY, ModelState.TO_ASSEMBLE}
        here = {each.model.name for each in statuses if each.state in usable}
        present = next(
            (each.model for each in statuses if each.model.name == self._recognition.model), model
        )
        self._keep(MachineSpeed(machine, shown=True))
        self.recommended.emit(
            ModelRecommendation(
                recommendation_words(machine, model, present),
                model.name,
                here=model.name in here,
                changes=model.name != present.name,
            )
        )

    def _show(self) -> None:
        if self._speed is None:
            text = "The speed of this computer hasn't been measured yet."
            self._page.show_machine(text, button="Measure")
        else:
            text = measurement_words(self._speed.machine, self._language)
            self._page.show_machine(text, button="Measure again")
