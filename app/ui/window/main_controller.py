"""The composition root: makes the controllers of the window and connects them."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget

from mock_interviewer.app.awake import Awake
from mock_interviewer.app.data_folder.files import MICROPHONE_TESTS
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.interview.session_state import SessionSnapshot
from mock_interviewer.app.logs import LOG_NAME, install_crash_hooks
from mock_interviewer.app.settings.file import LoadedSettings
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.feedback.review_controller import ReviewController
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.licenses.page import LicensesPage
from mock_interviewer.app.ui.practice.controller import PracticeController
from mock_interviewer.app.ui.practice.due_questions_controller import DueQuestionsController
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.saved_plans_controller import SavedPlansController
from mock_interviewer.app.ui.progress.controller import ProgressController
from mock_interviewer.app.ui.questions.controller import QuestionsController
from mock_interviewer.app.ui.settings.controller import SettingsController
from mock_interviewer.app.ui.shared.player import PlayerProxy
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.storage.controller import StorageController
from mock_interviewer.app.ui.storage.upkeep_controller import UpkeepController
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window import geometry
from mock_interviewer.app.ui.window.audio_controllers import AudioControllers
from mock_interviewer.app.ui.window.crash_dialog import CrashReporter
from mock_interviewer.app.ui.window.data_folder_controller import (
    SLOW_SENTENCE,
    DataFolderController,
    recovered_sentence,
)
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.app.ui.window.navigator import Navigator
from mock_interviewer.app.ui.window.remembered_state import save_geometry
from mock_interviewer.app.ui.window.restored_settings import RestoredSettingsPrompt
from mock_interviewer.app.ui.window.session_controller import SessionController
from mock_interviewer.app.ui.window.session_starters import DemoController, SessionStarter
from mock_interviewer.app.ui.window.shutdown import Shutdown, ShutdownStep
from mock_interviewer.app.ui.window.take_controllers import TakeControllers


class MainController(QObject):
    """Owns all parts of one window. GUI thread only; nothing in it waits."""

    closing = Signal()
    """The window was closed; what it held is being ended."""

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
        self._data = data
        self._gui = GuiThread(self)
        self._tasks = BackgroundTasks(self._gui)
        reporter = CrashReporter(self._gui, data.logs / LOG_NAME)
        self._restore_hooks = install_crash_hooks(reporter.report)
        self._store = StoreThread(data)
        self._loaded = loaded
        values = loaded.values
        self._settings = SettingsController(values, data, theme)
        self._restored = RestoredSettingsPrompt(window, self._settings)
        self._practice = practice
        self.window = window
        player = PlayerProxy()
        self._folder = DataFolderController(
            data, self._store, self._gui, self._tasks, MICROPHONE_TESTS.name
        )
        self._banks = QuestionBanks(self._tasks, data.banks)
        self._offers = PracticeController(practice, self._banks, values)
        self._questions = QuestionsController(data, self._store, self._banks)
        self._plans = SavedPlansController(practice, data.plans_file)
        self._sound = AudioControllers(
            data, self._store, self._gui, self._tasks, window, practice, self._banks, player, values
        )
        self._takes = TakeControllers(
            data,
            self._store,
            self._gui,
            self._banks,
            interview,
            player,
            self._sound.speaker,
            values,
        )
        self._library = self._takes.library
        self._today = DueQuestionsController(practice, self._banks, self._store, values)
        self._progress = ProgressController(self._store, self._banks, values)
        self._reviewer = ReviewController(
            values, self._gui, self._library.take.feedback.panel.review
        )
        self._sessions = SessionController(
            interview,
            self._gui,
            self._store,
            values,
            player=player,
            shelf=lambda: self._banks.shelf,
            keep_awake=Awake,
        )
        self._starting = SessionStarter(practice, self._banks, self._sound, self._sessions, values)
        self._ways = Navigator(window, practice, self._library, self._starting)
        self._upkeep = UpkeepController(
            data, self._store, self._gui, self._tasks, values, idle=self._idle
        )
        self.storage = StorageController(
            data, self._store, self._gui, self._tasks, self._upkeep, values
        )
        self._licenses = LicensesPage(self._tasks)
        self._demo = DemoController(
            practice, self._banks, self._sound, self._sessions, self._gui, self._tasks
        )
        self._ending = Shutdown(
            self._sessions,
            self._sound.microphone,
            self._gui,
            self._tasks,
            steps=self._ends,
            then=app.quit,
        )
        self._connect()

    def open(self) -> None:
        """Fill the window, as its parts come."""
        self._begin()
        self._banks.read()
        self._questions.open()
        self._plans.read()
        self._store.start()
        self._folder.open()
        self._sound.microphone.watch(self._practice.isVisible())

    def abandon(self) -> None:
        """Undo what reaches beyond this object, after the event loop has ended."""
        self._gui.close()
        self._restore_hooks()
        self._folder.stop_logging()

    def _connect(self) -> None:
        window, announce = self.window, self.window.announce
        window.add_page(MainPage.LIBRARY, self._library.pages)
        window.add_page(MainPage.PROGRESS, self._progress.place)
        window.add_page(MainPage.QUESTIONS, self._questions.place)
        window.closing.connect(self._close)
        self.storage.close_asked.connect(window.close)
        self._demo.refused.connect(partial(announce, "demo", NoticeKind.CAUTION))
        self._banks.problem.connect(partial(announce, "bank", NoticeKind.ERROR))
        self._plans.problem.connect(partial(announce, "plans", NoticeKind.CAUTION))
        self._folder.opened.connect(self._folder_opened)
        self._folder.slow.connect(partial(announce, "folder", NoticeKind.INFO, SLOW_SENTENCE))
        self._folder.told.connect(announce)
        window.announcement_seen.connect(self._folder.seen)
        self._folder.restored.connect(self._restored.replace)
        self._folder.refused.connect(self._folder_refused)
        self._library.library.practice_requested.connect(
            partial(window.show_place, MainPage.PRACTICE)
        )
        self._progress.practice_page_requested.connect(
            partial(window.show_place, MainPage.PRACTICE)
        )
        self._progress.practice_requested.connect(self._ways.practice_section)
        self._takes.history.page.practise_requested.connect(self._ways.practise)
        self._questions.practise_asked.connect(self._ways.practise)
        self._questions.takes_asked.connect(self._ways.show_takes)
        self._sessions.started.connect(window.show_interview)
        self._sessions.started.connect(self._sound.models.pause)
        self._sessions.started.connect(self._takes.feedback.get_ready)
        self._sessions.over.connect(window.lead_on)
        self._sessions.left.connect(self._leave_session)
        self._sessions.gone.connect(self._sound.models.go_on)
        self._sessions.gone.connect(self._upkeep.catch_up)
        window.place_shown.connect(self._sessions.let_go)
        self._takes.feedback.judged.connect(self._sessions.judged)
        self._takes.feedback.judged.connect(self._today.look_soon)
        self._upkeep.graded.connect(self._today.look_soon)
        self._takes.tell(announce)

    def _begin(self) -> None:
        settings, loaded = self._settings, self._loaded
        self._library.use(self._sound.recognition.transcriptions)
        self._takes.feedback.follow(self._sound.recognition.transcriptions)
        self._sound.start()
        if loaded.problem:
            self.window.announce("settings", NoticeKind.CAUTION, loaded.problem)
        self._restored.ask(loaded)
        page = settings.make_page()
        page.back_requested.connect(partial(self.window.show_place, MainPage.PRACTICE))
        pages = QStackedWidget()
        pages.addWidget(page)
        self._sound.models.stand_behind(page, pages)
        self.storage.page.stand_behind(page, page.storage, pages)
        self._licenses.stand_behind(page, page.licenses, pages)
        self.window.add_page(MainPage.SETTINGS, pages)
        settings.not_saved.connect(partial(self.window.announce, "settings", NoticeKind.CAUTION))

    @Slot(object)
    def _folder_opened(self, recovered: tuple[TakeRecord, ...]) -> None:
        self.window.announce("folder", NoticeKind.ERROR, "")
        self._practice.allow_start(allowed=True)
        self._takes.feedback.catch_up()
        self._today.opened()
        self._upkeep.opened()
        if recovered:
            self.window.announce(
                "recovered",
                NoticeKind.INFO,
                recovered_sentence(recovered),
                ("Open", partial(self._open_take, recovered[-1])),
            )

    @Slot(str)
    def _folder_refused(self, sentence: str) -> None:
        again = ("Try again", partial(self._folder.open, 0))
        self.window.announce("folder", NoticeKind.ERROR, sentence, again, stays=True)
        self._practice.allow_start(allowed=False)

    def _open_take(self, take: TakeRecord) -> None:
        self.window.announce("recovered", NoticeKind.INFO, "")
        self._ways.show_take(take.session, take.id)

    @Slot(object, bool)
    def _leave_session(self, last: SessionSnapshot, review: bool) -> None:
        if review and last.session is not None:
            self.window.show_place(MainPage.LIBRARY)
            self._library.open_session(last.session)
        else:
            self.window.show_place(MainPage.PRACTICE)

    def _idle(self) -> bool:
        """Tell whether nothing records, writes down or judges answers, or exports them."""
        transcriptions = self._sound.recognition.transcriptions
        busy = transcriptions.pending or transcriptions.fillers.pending
        return not (busy or self._sessions.running or self._takes.busy or self.storage.busy)

    @Slot()
    def _close(self) -> None:
        if self._ending.begun:
            return
        self._starting.stop()
        self._questions.remember()
        self._demo.end()
        self._place = geometry.geometry_to_text(self.window)
        self.closing.emit()
        self._ending.begin()

    def _ends(self) -> list[ShutdownStep]:
        steps: list[ShutdownStep] = [
            *self._sound.ends,
            ("storage", self.storage.close),
            ("upkeep", self._upkeep.close),
            *self._takes.ends,
            ("plans", self._plans.close),
            ("questions", self._questions.close),
            ("store", self._store.close),
            ("place", partial(save_geometry, self._data, self._place)),
        ]
        steps.append(("settings", self._settings.close))
        steps.append(("reviewer", self._reviewer.close))
        return steps
