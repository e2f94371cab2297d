"""Navigation from one page of the window to another."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.settings.declarations import MODEL
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.shared.navigation import QUESTIONS
from mock_interviewer.app.ui.shared.settings_subpage import SettingsSubpage
from mock_interviewer.app.ui.window.library_controller import LibraryController
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.app.ui.window.session_starters import SessionStarter


class Navigator(QObject):
    """Goes to a page, then to what is to be seen on it. GUI thread only.

    The page is shown first, since pages load only while they are visible.
    """

    def __init__(
        self,
        window: MainWindow,
        practice: PracticePage,
        library: LibraryController,
        starting: SessionStarter,
        models: SettingsSubpage,
    ) -> None:
        """``models`` is the page of speech models, a subpage of the settings."""
        super().__init__()
        self._window = window
        self._practice = practice
        self._library = library
        self._starter = starting
        self._models = models
        self._settings = QStackedWidget()
        self._settings.addWidget(models)
        self._show_models_next = False
        """Whether the speech models were requested before the settings were added."""

    def add_settings(
        self, settings: SettingsPage, storage: SettingsSubpage, licenses: SettingsSubpage
    ) -> None:
        """Add the settings and their subpages to the window. Once only."""
        pages = self._settings
        pages.insertWidget(0, settings)
        pages.setCurrentWidget(settings)
        self._models.stand_behind(settings, settings.field(MODEL.key).editor, pages)
        storage.stand_behind(settings, settings.storage, pages)
        licenses.stand_behind(settings, settings.licenses, pages)
        settings.models_requested.connect(self.show_models)
        settings.back_requested.connect(self.show_practice)
        self._window.add_page(MainPage.SETTINGS, pages)
        if self._show_models_next:
            self.show_models()

    @Slot()
    def show_practice(self) -> None:
        """Show the practice page."""
        self._window.show_page(MainPage.PRACTICE)

    @Slot()
    def show_models(self) -> None:
        """Show the page of speech models, as soon as the settings are added."""
        if not self._window.has_page(MainPage.SETTINGS):
            self._show_models_next = True
            return
        self._settings.setCurrentWidget(self._models)
        self._window.show_page(MainPage.SETTINGS)

    @Slot(str, str)
    def practice_question(self, bank: str, question: str) -> None:
        """Start a session of one question, by bank ID and question ID."""
        self._window.show_page(MainPage.PRACTICE)
        self._starter.start_question(bank, question)

    @Slot(object)
    def practice_again(self, plan: Plan) -> None:
        """Leave a session that has ended, and start another by ``plan``."""
        self._window.show_page(MainPage.PRACTICE)
        self._starter.start_plan(plan)

    @Slot(str, str)
    def practice_section(self, bank: str, section: str) -> None:
        """Show the practice page with one section of a bank chosen."""
        self._window.show_page(MainPage.PRACTICE)
        # Only now, since the page returns to the due questions whenever it is shown.
        self._practice.choose(bank, section)

    @Slot(str, str)
    def show_takes(self, bank: str, question: str) -> None:
        """Show all takes of a question, with a way back to the questions page.

        The question is given by bank ID and question ID.
        """
        self._window.show_page(MainPage.LIBRARY)
        leave = partial(self._window.show_page, MainPage.QUESTIONS)
        self._library.show_question_from(bank, question, QUESTIONS, leave)

    @Slot()
    def show_questions(self) -> None:
        """Show the questions page."""
        self._window.show_page(MainPage.QUESTIONS)

    @Slot(str, str)
    def show_take(self, session: str, take: str) -> None:
        """Show a take, by session ID and take ID."""
        self._window.show_page(MainPage.LIBRARY)
        self._library.open_take(session, take)

    @Slot(object, bool)
    def leave_session(self, last: SessionSnapshot, report: bool) -> None:
        """Leave a session that has ended, to open its report if ``report``, or to practice."""
        if report and last.session is not None:
            self._window.show_page(MainPage.LIBRARY)
            self._library.open_session(last.session)
            self._library.library.export.offer_report(last.session)
        else:
            self.show_practice()
