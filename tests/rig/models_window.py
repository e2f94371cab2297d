"""A window with its speech models, connected as the main controller connects them."""

from PySide6.QtWidgets import QStackedWidget

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.shared.recognition_controller import RecognitionController
from mock_interviewer.app.ui.speech_models.add_model import MakeDownload
from mock_interviewer.app.ui.speech_models.announcements import SpeechModelAnnouncements
from mock_interviewer.app.ui.speech_models.controller import SpeechModelsController
from mock_interviewer.app.ui.speech_models.measurement_controller import MeasurementController
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.audio.recognition.installation.download import HubDownload
from mock_interviewer.audio.recognition.installation.install import LoadProof, prove_loads
from mock_interviewer.audio.recognition.models.store import ModelStore


class ModelsWindow:
    """``pages`` holds the page of models; a test that needs the settings adds their page."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        models: ModelStore,
        *,
        make: MakeDownload = HubDownload,
        proof: LoadProof = prove_loads,
    ) -> None:
        tasks = BackgroundTasks(gui)
        self.window = MainWindow(PracticePage(), InterviewPage())
        self.values = values = SettingValues()
        self.pages = QStackedWidget()
        self.page = SpeechModelsPage()
        self.pages.addWidget(self.page)
        self.recognition = RecognitionController(data, store, gui, values)
        self.models = SpeechModelsController(
            models, self.page, self.recognition, gui, tasks, values, make=make, proof=proof
        )
        self.measurement = MeasurementController(
            data, models, self.page, self.recognition, tasks, values
        )
        self._announcements = SpeechModelAnnouncements(
            self.window.announce,
            values,
            self.recognition,
            self.models,
            self.measurement,
            self.show_models,
        )

    def show_models(self) -> None:
        """Open the page of speech models."""
        self.pages.setCurrentWidget(self.page)
        self.window.show_page(MainPage.SETTINGS)

    def start(self) -> None:
        """Show the window, load the model, and measure if nothing was measured before."""
        self.window.show()
        self.recognition.start()
        self.measurement.start()

    def close(self) -> None:
        """Close everything and wait for it."""
        self.measurement.close()
        self.models.close()
        self.recognition.close()
