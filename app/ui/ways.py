"""The ways that lead from one place of the window to another."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.ui.library_desk import LibraryDesk
from mock_interviewer.app.ui.main_window import MainWindow
from mock_interviewer.app.ui.rail import Place
from mock_interviewer.app.ui.starting import Starting
from mock_interviewer.app.ui.widgets.back_button import QUESTIONS


class Ways(QObject):
    """Each shows the place first: pages read only while they are looked at. GUI thread only."""

    def __init__(self, window: MainWindow, library: LibraryDesk, starting: Starting) -> None:
        super().__init__()
        self._window = window
        self._library = library
        self._starting = starting

    @Slot(str, str)
    def practise(self, bank: str, question: str) -> None:
        """Start a session of one question, by the ids of its bank and its own."""
        self._window.show_place(Place.PRACTICE)
        self._starting.want_question(bank, question)

    @Slot(str, str)
    def show_takes(self, bank: str, question: str) -> None:
        """Show all takes of a question of the page of questions, and lead back there.

        By the ids of its bank and its own.
        """
        self._window.show_place(Place.LIBRARY)
        leave = partial(self._window.show_place, Place.QUESTIONS)
        self._library.come_to_question(bank, question, QUESTIONS, leave)

    def show_take(self, session: str, take: str) -> None:
        """Show a take, by the ids of its session and its own."""
        self._window.show_place(Place.LIBRARY)
        self._library.open_take(session, take)
