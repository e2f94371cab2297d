"""Navigation from one page of the window to another."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.shared.navigation import QUESTIONS
from mock_interviewer.app.ui.window.library_controller import LibraryController
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.app.ui.window.session_starters import SessionStarter


class Navigator(QObject):
    """Each shows the place first: pages read only while they are looked at. GUI thread only."""

    def __init__(
        self,
        window: MainWindow,
        practice: PracticePage,
        library: LibraryController,
        starting: SessionStarter,
    ) -> None:
        super().__init__()
        self._window = window
        self._practice = practice
        self._library = library
        self._starting = starting

    @Slot(str, str)
    def practise(self, bank: str, question: str) -> None:
        """Start a session of one question, by the ids of its bank and its own."""
        self._window.show_place(MainPage.PRACTICE)
        self._starting.want_question(bank, question)

    @Slot(str, str)
    def practice_section(self, bank: str, section: str) -> None:
        """Show the practice page with one section of a bank chosen."""
        self._window.show_place(MainPage.PRACTICE)
        # Only now: the page goes back to what is due whenever it is shown.
        self._practice.choose(bank, section)

    @Slot(str, str)
    def show_takes(self, bank: str, question: str) -> None:
        """Show all takes of a question of the page of questions, and lead back there.

        By the ids of its bank and its own.
        """
        self._window.show_place(MainPage.LIBRARY)
        leave = partial(self._window.show_place, MainPage.QUESTIONS)
        self._library.come_to_question(bank, question, QUESTIONS, leave)

    def show_take(self, session: str, take: str) -> None:
        """Show a take, by the ids of its session and its own."""
        self._window.show_place(MainPage.LIBRARY)
        self._library.open_take(session, take)
