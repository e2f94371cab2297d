"""The controllers of microphone, recognition, speech models, and voice, joined with the window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.settings.declarations import MODEL
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.practice.microphone_controller import MicrophoneController
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.voice_controller import VoiceController
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.shared.player import PlayerProxy
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.speech_models.controller import SpeechModelsController
from mock_interviewer.app.ui.speech_models.measurement_controller import (
    MeasurementController,
    ModelRecommendation,
)
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.speech_models.recognition_controller import RecognitionController
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.app.ui.window.shutdown import ShutdownStep
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.voices.speaker import Speaker


class AudioControllers:
    """Makes these desks and lets them go by the settings. GUI thread only."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        tasks: BackgroundTasks,
        window: MainWindow,
        practice: PracticePage,
        banks: QuestionBanks,
        player: PlayerProxy,
        values: SettingValues,
    ) -> None:
        self.recognition = RecognitionController(data, store, gui, values, banks.words_of)
        self.models = SpeechModelsCoordinator(data, window, self.recognition, gui, tasks, values)
        self.microphone = MicrophoneController(
            practice.microphone, gui, tasks, player, data.root, values
        )
        self.voice = VoiceController(practice.voice, gui, tasks, player, values)
        practice.shown.connect(self.microphone.watch)
        self.microphone.problem.connect(practice.show_problem)

    def speaker(self) -> Speaker | None:
        """Return what speaks; None until there is one."""
        return self.voice.speaker

    def start(self) -> None:
        """Look for what is needed, and load it. Once only."""
        self.microphone.rescan()
        self.voice.start()
        self.recognition.start()
        self.models.start()

    @property
    def ends(self) -> tuple[ShutdownStep, ...]:
        """What closes these desks; the microphone is let go before."""
        return (
            ("recognition", self.recognition.close),
            ("models", self.models.close),
            ("voice", self.voice.close),
        )


_PROBLEM, _STAYED, _PROPOSAL = "recognition", "model", "proposal"


class SpeechModelsCoordinator(QObject):
    """Joins the page of models with the settings, of which they are a part. GUI thread only.

    They stand behind the settings and not in the rail: a model is chosen once in a long while,
    and who looks for it looks there first.
    """

    def __init__(
        self,
        data: DataFolder,
        window: MainWindow,
        recognition: RecognitionController,
        gui: GuiThread,
        tasks: BackgroundTasks,
        values: SettingValues,
    ) -> None:
        super().__init__()
        self._window = window
        self._use = partial(values.set, MODEL)
        store = ModelStore(data.models)
        self.page = SpeechModelsPage()
        self._pages: QStackedWidget | None = None
        self.desk = SpeechModelsController(store, self.page, recognition, gui, tasks)
        self._measure = MeasurementController(data, store, self.page, recognition, tasks, values)
        self.desk.use_asked.connect(self._use)
        self._measure.measured.connect(self.desk.suppose)
        self._measure.proposes.connect(self._propose)
        recognition.problem.connect(self._say_problem)
        recognition.stayed.connect(self._stay)

    def stand_behind(self, settings: SettingsPage, pages: QStackedWidget) -> None:
        """Show the page among ``pages`` when the person opens it from the settings."""
        self._pages = pages
        self.page.stand_behind(settings, settings.field(MODEL.key).editor, pages)
        settings.models_requested.connect(self.show_models)

    @Slot()
    def show_models(self) -> None:
        """Go to the page of models."""
        if self._pages is not None:
            self._pages.setCurrentWidget(self.page)
        self._window.show_place(MainPage.SETTINGS)

    def start(self) -> None:
        """Measure this machine if that was never done. Once only."""
        self._measure.start()

    @Slot()
    def pause(self) -> None:
        """Leave the machine to a session."""
        self._measure.pause()

    def go_on(self) -> None:
        """Do after a session what was put off."""
        self._measure.go_on()

    def close(self) -> None:
        """End a download and a measurement; waits up to two seconds, for another thread."""
        self._measure.close()
        self.desk.close()

    @Slot(str)
    def _say_problem(self, sentence: str) -> None:
        see = ("See speech models", self.show_models)
        self._window.announce(_PROBLEM, NoticeKind.CAUTION, sentence, see)

    @Slot(str, str)
    def _stay(self, model: str, sentence: str) -> None:
        see = ("See speech models", self.show_models)
        self._window.announce(_STAYED, NoticeKind.CAUTION, sentence, see)
        self._use(model)

    @Slot(object)
    def _propose(self, proposal: ModelRecommendation) -> None:
        """Say it once, with one key to accept it and one to leave things as they are."""
        actions: tuple[tuple[str, Callable[[], None]], ...]
        later = ("Not &now", self._decline)
        if not proposal.changes:
            actions = (("See speech models", self._see),)
        elif proposal.here:
            actions = (("&Use it", partial(self._accept, proposal.model)), later)
        else:
            actions = (("Do&wnload…", partial(self._download, proposal.model)), later)
        self._window.announce(_PROPOSAL, NoticeKind.INFO, proposal.sentence, *actions)

    def _accept(self, model: str) -> None:
        self._decline()
        self._use(model)

    def _download(self, model: str) -> None:
        self._decline()
        self.show_models()
        self.desk.download(model)

    def _see(self) -> None:
        self._decline()
        self.show_models()

    def _decline(self) -> None:
        self._window.announce(_PROPOSAL, NoticeKind.INFO, "")
