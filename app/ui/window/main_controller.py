"""The composition root: makes the controllers of the window and connects them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from mock_interviewer.app.awake import Awake
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import MICROPHONE_TESTS
from mock_interviewer.app.logs import LOG_NAME, install_crash_hooks
from mock_interviewer.app.settings.file import LoadedSettings
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.feedback.review_controller import ReviewController
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.library.question_history.controller import (
    QuestionHistoryController,
    SoundImportController,
)
from mock_interviewer.app.ui.licenses.page import LicensesPage
from mock_interviewer.app.ui.practice.controller import PracticeController
from mock_interviewer.app.ui.practice.due_questions_controller import DueQuestionsController
from mock_interviewer.app.ui.practice.microphone_controller import MicrophoneController
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.saved_plans_controller import SavedPlansController
from mock_interviewer.app.ui.practice.voice_controller import VoiceController
from mock_interviewer.app.ui.progress.controller import ProgressController
from mock_interviewer.app.ui.questions.controller import QuestionsController
from mock_interviewer.app.ui.settings.controller import SettingsController
from mock_interviewer.app.ui.shared.export_controller import ExportController
from mock_interviewer.app.ui.shared.player import PlayerProxy
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.shared.recognition_controller import RecognitionController
from mock_interviewer.app.ui.speech_models.announcements import SpeechModelAnnouncements
from mock_interviewer.app.ui.speech_models.controller import SpeechModelsController
from mock_interviewer.app.ui.speech_models.measurement_controller import MeasurementController
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.storage.controller import StorageController
from mock_interviewer.app.ui.storage.upkeep_controller import UpkeepController
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window import geometry
from mock_interviewer.app.ui.window.crash_dialog import CrashReporter
from mock_interviewer.app.ui.window.data_folder_controller import DataFolderController
from mock_interviewer.app.ui.window.feedback_controllers import FeedbackController, GradeController
from mock_interviewer.app.ui.window.library_controller import LibraryController
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.app.ui.window.navigator import Navigator
from mock_interviewer.app.ui.window.remembered_state import save_geometry
from mock_interviewer.app.ui.window.restored_settings import RestoredSettingsPrompt
from mock_interviewer.app.ui.window.second_opinion_controller import SecondOpinionController
from mock_interviewer.app.ui.window.session_controller import SessionController
from mock_interviewer.app.ui.window.session_offer import SessionOffer
from mock_interviewer.app.ui.window.session_starters import DemoController, SessionStarter
from mock_interviewer.app.ui.window.shutdown import Shutdown
from mock_interviewer.audio.recognition.models.store import ModelStore


class MainController(QObject):
    """Owns all parts of one window. GUI thread only; nothing in it waits.

    Each part follows its own settings and announces its own problems; the signals between the
    parts are connected here.
    """

    closing = Signal()
    """The window was closed, and everything behind it is ending."""

    def __init__(
        self,
        app: QApplication,
        theme: Theme,
        data: DataFolder,
        window: MainWindow,
        practice: PracticePage,
        interview: InterviewPage,
        loaded: LoadedSettings,
    ) -> None:
        """Make all parts; ``loaded`` are the settings of the last run."""
        super().__init__()
        self.window = window
        self._data = data
        self._practice = practice
        self._interview = interview
        self._loaded = loaded
        self._gui = GuiThread(self)
        self._tasks = BackgroundTasks(self._gui)
        reporter = CrashReporter(self._gui, data.logs / LOG_NAME)
        self._restore_hooks = install_crash_hooks(reporter.report)
        self._shutdown = Shutdown(
            self._gui, self._tasks, end_recording=self._end_recording, then=app.quit
        )
        self._player = PlayerProxy()
        self._make_data(loaded.values, theme)
        self._make_audio(loaded.values)
        self._make_takes(loaded.values)
        self._make_sessions(loaded.values)
        self._add_pages()
        self._connect_takes()
        self._connect_sessions()
        self._connect_window()

    def open(self) -> None:
        """Open the data folder, and start everything behind the pages."""
        if self._loaded.problem:
            self.window.announce("settings", NoticeKind.CAUTION, self._loaded.problem)
        self._restored.ask(self._loaded)
        # Later, after pending events: this page has as many parts as all others together.
        self._gui.post(self._add_settings)
        self._banks.read()
        self._questions.open()
        self._plans.read()
        self._store.start()
        self._folder.open()
        self._microphone.watch(self._practice.isVisible())
        self._microphone.rescan()
        self._voice.start()
        self._recognition.start()
        self._measurement.start()

    def abandon(self) -> None:
        """Undo what reaches beyond this object, after the event loop has ended."""
        self._gui.close()
        self._restore_hooks()
        self._folder.stop_logging()

    def _make_data(self, values: SettingValues, theme: Theme) -> None:
        """Make the controllers that read and write the data folder."""
        data, gui, tasks, announce = self._data, self._gui, self._tasks, self.window.announce
        self._store = store = StoreThread(data)
        self._settings = SettingsController(values, data, theme, announce)
        self._restored = RestoredSettingsPrompt(self._settings, announce)
        self._folder = DataFolderController(
            data, store, gui, tasks, MICROPHONE_TESTS.name, announce
        )
        self._banks = QuestionBanks(tasks, data.banks, announce)
        # Before the others that wait for the banks, since they read the request off the page.
        self._requests = PracticeController(self._practice, self._banks, values)
        self._plans = SavedPlansController(self._practice, data.plans_file, announce)
        self._questions = QuestionsController(data, store, self._banks)
        self._upkeep = UpkeepController(data, store, gui, tasks, values, idle=self._idle)
        self.storage = StorageController(data, store, gui, tasks, self._upkeep, values)
        self._shutdown.add("store", store.close)
        self._shutdown.add("settings", self._settings.close)
        self._shutdown.add("plans", self._plans.close)
        self._shutdown.add("questions", self._questions.close)
        self._shutdown.add("upkeep", self._upkeep.close)
        self._shutdown.add("storage", self.storage.close)

    def _make_audio(self, values: SettingValues) -> None:
        """Make the microphone, the voice, recognition, and its models."""
        data, gui, tasks, player = self._data, self._gui, self._tasks, self._player
        self._models_page = page = SpeechModelsPage()
        models = ModelStore(data.models)
        self._microphone = MicrophoneController(
            self._practice.microphone, gui, tasks, player, data.root, values
        )
        self._voice = VoiceController(self._practice.voice, gui, tasks, player, values)
        self._recognition = recognition = RecognitionController(
            data, self._store, gui, values, self._banks.words_of
        )
        self._models = SpeechModelsController(models, page, recognition, gui, tasks, values)
        self._measurement = MeasurementController(data, models, page, recognition, tasks, values)
        self._shutdown.add("voice", self._voice.close)
        self._shutdown.add("recognition", recognition.close)
        self._shutdown.add("models", self._models.close)
        self._shutdown.add("measurement", self._measurement.close)

    def _make_takes(self, values: SettingValues) -> None:
        """Make the controllers of saved answers: library, feedback, grades, and progress."""
        store, gui, banks, announce = self._store, self._gui, self._banks, self.window.announce
        models = ModelStore(self._data.models)
        self._library = library = LibraryController(
            store, self._player, gui, models, values, banks.words_of
        )
        self._exports = ExportController(store, gui, self._data, lambda: banks.shelf)
        self._feedback = FeedbackController(
            store, gui, banks, library.take, self._interview, announce
        )
        self._grades = GradeController(store, library.take, self._interview, values, announce)
        self._history = QuestionHistoryController(
            library.source, banks, gui, lambda: self._voice.speaker, announce
        )
        self._imports = SoundImportController(store, gui, banks, self._history.page, announce)
        self._reviewer = ReviewController(values, gui, library.take.feedback.panel.review)
        self._opinions = SecondOpinionController(values, store, gui)
        self._today = DueQuestionsController(self._practice, banks, store, values)
        self._progress = ProgressController(store, banks, values)
        self._shutdown.add("library", library.close)
        self._shutdown.add("exports", self._exports.close)
        self._shutdown.add("feedback", self._feedback.close)
        self._shutdown.add("imports", self._imports.close)
        self._shutdown.add("reviewer", self._reviewer.close)
        self._shutdown.add("second opinions", self._opinions.close)

    def _make_sessions(self, values: SettingValues) -> None:
        """Make the controllers of sessions, and the navigation between pages."""
        practice, banks, gui, announce = (
            self._practice,
            self._banks,
            self._gui,
            self.window.announce,
        )
        transcriptions = self._recognition.transcriptions
        self._sessions = sessions = SessionController(
            self._interview,
            gui,
            self._store,
            values,
            player=self._player,
            shelf=lambda: banks.shelf,
            keep_awake=Awake,
        )
        self._starter = SessionStarter(
            practice, banks, self._voice, transcriptions, sessions, values
        )
        self._offer = SessionOffer(
            self._store, gui, lambda: banks.shelf, self._starter.continue_session, announce
        )
        banks.have_been_read.connect(self._offer.banks_read)
        self._demo = DemoController(
            practice, banks, self._voice, transcriptions, sessions, gui, self._tasks, announce
        )
        self._navigator = Navigator(
            self.window, practice, self._library, self._starter, self._models_page
        )
        self._model_announcements = SpeechModelAnnouncements(
            announce,
            values,
            self._recognition,
            self._models,
            self._measurement,
            self._navigator.show_models,
        )

    def _add_pages(self) -> None:
        self._library.connect_history(self._history)
        self.window.add_page(MainPage.LIBRARY, self._library.pages)
        self.window.add_page(MainPage.PROGRESS, self._progress.place)
        self.window.add_page(MainPage.QUESTIONS, self._questions.holder)

    def _add_settings(self) -> None:
        self._navigator.add_settings(
            self._settings.make_page(), self.storage.page, LicensesPage(self._tasks)
        )

    def _connect_takes(self) -> None:
        library, feedback, transcriptions = (
            self._library,
            self._feedback,
            self._recognition.transcriptions,
        )
        library.use(transcriptions)
        library.rewritten.connect(feedback.analyze)
        for page in (library.library, library.take):
            self._exports.connect_panel(page.export)
        feedback.analyze_after(transcriptions)
        feedback.connect_audio(lambda: self._voice.speaker, library.source, self._player)
        feedback.analyzed.connect(library.compare.take_changed)
        feedback.analyzed.connect(lambda take, _: library.library.loader.take_changed(take))
        feedback.analyzed.connect(self._grades.take_analyzed)
        feedback.analyzed.connect(self._imports.take_analyzed)
        feedback.analyzed.connect(self._sessions.take_analyzed)
        feedback.analyzed.connect(self._today.refresh_soon)
        self._opinions.connect_pages(feedback, library.take, self._interview)
        self._imports.transcribe = library.transcribe_added
        self._upkeep.grades_backfilled.connect(self._today.refresh_soon)

    def _connect_sessions(self) -> None:
        sessions, window = self._sessions, self.window
        sessions.started.connect(window.show_interview)
        sessions.started.connect(self._offer.end)
        sessions.started.connect(self._measurement.pause)
        sessions.started.connect(self._feedback.preload)
        sessions.over.connect(window.offer_navigation)
        sessions.left.connect(self._navigator.leave_session)
        self._interview.practice_requested.connect(self._navigator.practice_again)
        self._interview.take_requested.connect(self._navigator.show_take)
        sessions.closed.connect(self._measurement.resume)
        sessions.closed.connect(self._upkeep.catch_up)
        window.page_shown.connect(sessions.dismiss_finished)
        self._practice.shown.connect(self._microphone.watch)
        self._microphone.problem.connect(self._practice.show_problem)

    def _connect_window(self) -> None:
        window, navigator, folder = self.window, self._navigator, self._folder
        window.closing.connect(self._close)
        window.announcement_seen.connect(folder.acknowledge)
        self.storage.close_requested.connect(window.close)
        folder.restored.connect(self._restored.replace)
        folder.opened.connect(self._folder_opened)
        folder.failed.connect(lambda: self._practice.allow_start(allowed=False))
        folder.take_requested.connect(navigator.show_take)
        self._library.library.practice_requested.connect(navigator.show_practice)
        self._progress.practice_page_requested.connect(navigator.show_practice)
        self._progress.practice_requested.connect(navigator.practice_section)
        self._history.page.practice_requested.connect(navigator.practice_question)
        self._questions.practice_requested.connect(navigator.practice_question)
        self._questions.takes_requested.connect(navigator.show_takes)
        take = self._library.take.feedback
        take.points_requested.connect(navigator.show_questions)
        take.points_requested.connect(self._questions.make_points_from)
        self._questions.points_kept.connect(self._feedback.analyze)

    @Slot()
    def _folder_opened(self) -> None:
        self._practice.allow_start(allowed=True)
        self._offer.opened()
        self._feedback.catch_up()
        self._today.opened()
        self._upkeep.opened()

    def _idle(self) -> bool:
        """Return whether nothing is recorded, transcribed, analyzed, exported, or imported."""
        transcriptions = self._recognition.transcriptions
        return not (
            self._sessions.running
            or transcriptions.pending
            or transcriptions.fillers.pending
            or self._library.busy
            or self._feedback.busy
            or self._opinions.busy
            or self._exports.busy
            or self._imports.busy
            or self.storage.busy
        )

    @Slot()
    def _close(self) -> None:
        if self._shutdown.begun:
            return
        self._starter.stop()
        self._demo.end()
        self._offer.end()
        self._questions.save_draft_now()
        place = geometry.geometry_to_text(self.window)
        self._shutdown.add("place", lambda: save_geometry(self._data, place))
        self.closing.emit()
        self._shutdown.begin()

    def _end_recording(self, then: Callable[[], None]) -> None:
        self._sessions.end(lambda: self._microphone.release(then))
