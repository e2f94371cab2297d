"""The ways from one place of the window to another."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.history_desk import HistoryDesk
from mock_interviewer.app.ui.library_desk import LibraryDesk
from mock_interviewer.app.ui.main_window import MainWindow
from mock_interviewer.app.ui.pages.interview import InterviewPage
from mock_interviewer.app.ui.pages.practice import PracticePage
from mock_interviewer.app.ui.rail import Place
from mock_interviewer.app.ui.starting import Starting
from mock_interviewer.app.ui.theme import Theme
from mock_interviewer.app.ui.ways import Ways
from mock_interviewer.audio.recognition.models import ModelStore


class _Starting:
    """Only notes what is wanted."""

    def __init__(self) -> None:
        self.wanted: list[tuple[str, str]] = []

    def want_question(self, bank: str, question: str) -> None:
        self.wanted.append((bank, question))


class _Banks:
    """Banks that know no question."""

    def question(self, _bank: str, _question: str) -> None:
        return None


@pytest.fixture
def library(qtbot: QtBot, look: Theme, stored: Stored, gui: GuiThread) -> Iterator[LibraryDesk]:
    desk = LibraryDesk(stored.store, StubPlayer(), gui, ModelStore(stored.data.models))
    desk.lead_to(HistoryDesk(desk.source, _Banks(), gui, lambda: None))
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot: QtBot, library: LibraryDesk) -> MainWindow:
    window = MainWindow(PracticePage(), InterviewPage())
    qtbot.addWidget(window)
    window.add_page(Place.LIBRARY, library.pages)
    window.show()
    return window


def test_the_takes_of_a_question_are_shown_in_the_library(
    window: MainWindow, library: LibraryDesk, stored: Stored, qtbot: QtBot
) -> None:
    stored.keep(Sitting((transcript_of("It is so."), transcript_of("It is not so."))))
    Ways(window, library, cast(Starting, _Starting())).show_takes("llm", "q")
    assert window.place is Place.LIBRARY
    assert library.history is not None
    shown = library.history.page
    assert library.pages.currentWidget() is shown
    qtbot.waitUntil(lambda: shown._model.rowCount() == 2)


def test_a_question_is_practised_where_one_practises(
    window: MainWindow, library: LibraryDesk
) -> None:
    starting = _Starting()
    window.show_place(Place.LIBRARY)
    Ways(window, library, cast(Starting, starting)).practise("llm", "q")
    assert window.place is Place.PRACTICE
    assert starting.wanted == [("llm", "q")]


def test_the_way_back_from_the_takes_of_a_question_leads_to_where_it_began(
    window: MainWindow, library: LibraryDesk, stored: Stored, qtbot: QtBot
) -> None:
    session = stored.keep(Sitting((transcript_of("It is so."),)))
    window.add_page(Place.QUESTIONS, QWidget())
    ways = Ways(window, library, cast(Starting, _Starting()))
    library.open_take(session, stored.takes(session)[0])
    window.show_place(Place.QUESTIONS)
    ways.show_takes("llm", "q")
    assert library.history is not None
    shown = library.history.page
    assert shown.back.text() == "Questions"
    shown.take_chosen.emit(session, stored.takes(session)[0])
    library.take.back_requested.emit()
    assert library.pages.currentWidget() is shown
    shown.back_requested.emit()
    assert window.place is Place.QUESTIONS
    window.show_place(Place.LIBRARY)
    assert library.pages.currentWidget() is library.library
    library.open_question("llm", "q")
    assert shown.back.text() == "Library"
