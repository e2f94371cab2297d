"""The ways from one place of the window to another."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.child import child
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.export.formats import ExportFormat
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.library.list_view import LibraryListView
from mock_interviewer.app.ui.library.question_history.controller import QuestionHistoryController
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.shared.settings_subpage import SettingsSubpage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.library_controller import LibraryController
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.app.ui.window.navigator import Navigator
from mock_interviewer.app.ui.window.session_starters import SessionStarter
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.questions.shelf import BankShelf


class _Starting:
    """Only notes what is wanted."""

    def __init__(self) -> None:
        self.wanted: list[tuple[str, str]] = []
        self.plans: list[Plan] = []

    def start_plan(self, plan: Plan) -> None:
        self.plans.append(plan)

    def start_question(self, bank: str, question: str) -> None:
        self.wanted.append((bank, question))


class _Banks:
    """Banks that know no question."""

    shelf: BankShelf | None = None

    def question(self, _bank: str, _question: str) -> None:
        return None


@pytest.fixture
def library(
    qtbot: QtBot, look: Theme, stored: Stored, gui: GuiThread
) -> Iterator[LibraryController]:
    models = ModelStore(stored.data.models)
    controller = LibraryController(stored.store, StubPlayer(), gui, models, SettingValues())
    controller.connect_history(
        QuestionHistoryController(controller.source, _Banks(), gui, lambda: None, Announced())
    )
    yield controller
    controller.close()


@pytest.fixture
def practice(look: Theme) -> PracticePage:
    return PracticePage()


@pytest.fixture
def window(qtbot: QtBot, practice: PracticePage, library: LibraryController) -> MainWindow:
    window = MainWindow(practice, InterviewPage())
    qtbot.addWidget(window)
    window.add_page(MainPage.LIBRARY, library.pages)
    window.show()
    return window


def test_the_takes_of_a_question_are_shown_in_the_library(
    window: MainWindow,
    practice: PracticePage,
    library: LibraryController,
    stored: Stored,
    qtbot: QtBot,
) -> None:
    stored.keep(Sitting((transcript_of("It is so."), transcript_of("It is not so."))))
    Navigator(
        window, practice, library, cast(SessionStarter, _Starting()), SettingsSubpage()
    ).show_takes("llm", "q")
    assert window.current_page is MainPage.LIBRARY
    assert library.history is not None
    shown = library.history.page
    assert library.pages.currentWidget() is shown
    qtbot.waitUntil(lambda: child(shown, LibraryListView).model().rowCount() == 2)


def test_a_question_is_practiced_on_the_practice_page(
    window: MainWindow, practice: PracticePage, library: LibraryController
) -> None:
    starting = _Starting()
    window.show_page(MainPage.LIBRARY)
    Navigator(
        window, practice, library, cast(SessionStarter, starting), SettingsSubpage()
    ).practice_question("llm", "q")
    assert window.current_page is MainPage.PRACTICE
    assert starting.wanted == [("llm", "q")]


def test_another_session_starts_from_the_practice_page(
    window: MainWindow, practice: PracticePage, library: LibraryController
) -> None:
    starting = _Starting()
    window.show_interview()
    plan = Plan((), answer_limit=30.0)
    Navigator(
        window, practice, library, cast(SessionStarter, starting), SettingsSubpage()
    ).practice_again(plan)
    assert window.current_page is MainPage.PRACTICE
    assert starting.plans == [plan]


def test_the_report_on_a_session_is_offered_in_the_library(
    window: MainWindow, practice: PracticePage, library: LibraryController, stored: Stored
) -> None:
    session = stored.keep(Sitting((transcript_of("It is so."),)))
    navigator = Navigator(
        window, practice, library, cast(SessionStarter, _Starting()), SettingsSubpage()
    )
    over = SessionSnapshot(SessionState.FINISHED, None, 1, 1, session=session)
    shown = []
    for report in (False, True):
        navigator.leave_session(over, report=report)
        shown.append(window.current_page)
    assert shown == [MainPage.PRACTICE, MainPage.LIBRARY]
    panel = library.library.export
    assert (panel.scope.session, panel.forms.value) == (session, ExportFormat.HTML)


def test_the_questions_are_shown(
    window: MainWindow, practice: PracticePage, library: LibraryController
) -> None:
    window.add_page(MainPage.QUESTIONS, QWidget())
    Navigator(
        window, practice, library, cast(SessionStarter, _Starting()), SettingsSubpage()
    ).show_questions()
    assert window.current_page is MainPage.QUESTIONS


def test_a_section_is_chosen_on_the_practice_page_in_view(
    window: MainWindow, practice: PracticePage, library: LibraryController
) -> None:
    practice.show_banks([BankOffer("tea", "Tea", (("Leaves", 2), ("Cups", 1)))], SessionRequest())
    window.show_page(MainPage.LIBRARY)
    navigator = Navigator(
        window, practice, library, cast(SessionStarter, _Starting()), SettingsSubpage()
    )
    navigator.practice_section("tea", "Cups")
    assert window.current_page is MainPage.PRACTICE
    assert practice.plan.request.sections == ("Cups",)
    assert not practice.starts_due


def test_the_way_back_from_the_takes_of_a_question_leads_to_where_it_began(
    window: MainWindow,
    practice: PracticePage,
    library: LibraryController,
    stored: Stored,
    qtbot: QtBot,
) -> None:
    session = stored.keep(Sitting((transcript_of("It is so."),)))
    window.add_page(MainPage.QUESTIONS, QWidget())
    navigator = Navigator(
        window, practice, library, cast(SessionStarter, _Starting()), SettingsSubpage()
    )
    library.open_take(session, stored.takes(session)[0])
    window.show_page(MainPage.QUESTIONS)
    navigator.show_takes("llm", "q")
    assert library.history is not None
    shown = library.history.page
    assert shown.back.text() == "Questions"
    shown.take_chosen.emit(session, stored.takes(session)[0])
    library.take.back_requested.emit()
    assert library.pages.currentWidget() is shown
    shown.back_requested.emit()
    assert window.current_page is MainPage.QUESTIONS
    window.show_page(MainPage.LIBRARY)
    assert library.pages.currentWidget() is library.library
    library.open_question("llm", "q")
    assert shown.back.text() == "Library"


def test_speech_models_requested_before_the_settings_are_there_are_shown_once_they_are(
    window: MainWindow, practice: PracticePage, library: LibraryController
) -> None:
    models = SettingsSubpage()
    navigator = Navigator(window, practice, library, cast(SessionStarter, _Starting()), models)
    navigator.show_models()
    assert not models.isVisible()
    settings = SettingsPage(SettingValues(), Path("/data"))
    navigator.add_settings(settings, SettingsSubpage(), SettingsSubpage())
    assert window.current_page is MainPage.SETTINGS
    assert models.isVisible()
    models.back_requested.emit()
    assert settings.isVisible()
