from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.answers import HEARD, feedback_for
from rig.held_thread import HeldThread
from rig.shown_practice import ShownPractice
from rig.small_bank import write_small_bank

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.practice.controller import PracticeController
from mock_interviewer.app.ui.practice.due_questions_controller import DueQuestionsController
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.questions.schedule import RecallGrade

T = TypeVar("T")

QUESTION = PlannedQuestion("small", "what-is-rag", "What is RAG?", "", "One")


class CountedStore:
    """A LibraryThread over a real one, which counts its requests."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store
        self.requests = 0

    def submit(self, work: Callable[[Library], T]) -> Future[T]:
        self.requests += 1
        return self._store.submit(work)

    def close(self) -> None:
        self._store.close()


@dataclass
class Room:
    page: PracticePage
    banks: QuestionBanks
    values: SettingValues
    offers: PracticeController
    thread: StoreThread
    store: CountedStore
    due: DueQuestionsController
    shown: ShownPractice
    ahead: list[timedelta] = field(default_factory=lambda: [timedelta()])

    @property
    def said(self) -> tuple[str, str]:
        return self.shown.due

    @property
    def clock(self) -> QTimer:
        """The timer that looks up again while the page stays visible."""
        (timer,) = (each for each in self.due.findChildren(QTimer) if not each.isSingleShot())
        return timer


@pytest.fixture
def room(qtbot: QtBot, look: Theme, tmp_path: Path, gui: GuiThread) -> Iterator[Room]:
    data = DataFolder(tmp_path / "data")
    page = PracticePage()
    qtbot.addWidget(page)
    page.allow_start(allowed=True)
    write_small_bank(tmp_path / "banks")
    banks = QuestionBanks(BackgroundTasks(gui), tmp_path / "banks", Announced())
    thread = StoreThread(data)
    store = CountedStore(thread)
    values = SettingValues()
    offers = PracticeController(page, banks, values)
    ahead = [timedelta()]
    due = DueQuestionsController(page, banks, store, values, now=lambda: local_now() + ahead[0])
    thread.start().result(30)
    yield Room(page, banks, values, offers, thread, store, due, ShownPractice(page), ahead)
    store.close()


def _answer(library: Library) -> None:
    session = library.create_session(Plan((QUESTION,)))
    take = library.create_take(session.id, QUESTION, 1, 1).id
    library.close_take(take, 60.0)
    library.save_transcript(take, HEARD)
    library.save_feedback(take, HEARD, feedback_for(RecallGrade.GOOD))


def _ready(room: Room, qtbot: QtBot) -> None:
    room.store.submit(_answer).result(30)
    room.banks.read()
    room.due.opened()
    room.page.show()
    qtbot.waitUntil(lambda: room.said[0].startswith("Nothing until"))


def test_due_questions_are_shown_once_banks_and_library_are_open(room: Room, qtbot: QtBot) -> None:
    room.ahead[0] = timedelta(days=21)
    room.store.submit(_answer).result(30)
    room.page.show()
    room.banks.read()
    qtbot.waitUntil(lambda: room.banks.there)
    assert room.store.requests == 1
    room.due.opened()
    qtbot.waitUntil(lambda: room.page.starts_due)
    assert room.said[1].startswith("Last answered 3 weeks ago · 3 new from ")


def test_showing_the_page_again_looks_up_what_is_due_by_then(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.page.hide()
    room.ahead[0] = timedelta(days=2, hours=1)
    room.page.show()
    qtbot.waitUntil(lambda: room.page.starts_due)


def test_a_page_that_stays_in_view_is_looked_up_again(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.ahead[0] = timedelta(days=3)
    assert room.clock.isActive()
    room.clock.timeout.emit()
    qtbot.waitUntil(lambda: room.page.starts_due)
    room.page.hide()
    assert not room.clock.isActive()


def test_new_questions_come_from_the_chosen_topics(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.ahead[0] = timedelta(days=3)
    shelf = room.banks.shelf
    assert shelf is not None
    section = next(bank for bank in shelf.banks if bank.id == "llm").sections[2]
    room.page.plan.show_request(SessionRequest(sections=(section,)))
    room.page.request_changed.emit(room.shown.request)
    qtbot.waitUntil(lambda: room.page.starts_due)
    assert room.said[1].endswith(f"3 new from {section}")


def test_an_unreadable_library_leaves_the_custom_session(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.store.close()
    room.due.refresh()
    qtbot.waitUntil(lambda: room.said == ("", ""))
    assert not room.page.starts_due


def test_many_analyzed_answers_cause_one_look_up(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    before = room.store.requests
    for _ in range(1000):
        room.due.refresh_soon()
    qtbot.waitUntil(lambda: room.store.requests > before)
    assert room.store.requests == before + 1


def test_without_reminders_nothing_is_said_about_due_questions(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.ahead[0] = timedelta(days=21)
    room.due.refresh()
    qtbot.waitUntil(lambda: room.page.starts_due)
    room.values.set(REMIND_DUE, value=False)
    for _ in range(2):
        assert not room.page.starts_due
        assert room.said == ("", "")
        assert room.shown.keys == {"Start custom session": "Enter"}
        before = room.store.requests
        room.due.refresh()
        assert room.store.requests == before
    room.values.set(REMIND_DUE, value=True)
    qtbot.waitUntil(lambda: room.page.starts_due)


def test_results_for_a_destroyed_page_are_dropped(room: Room, qtbot: QtBot) -> None:
    page, held = PracticePage(), HeldThread(room.thread)
    due = DueQuestionsController(page, room.banks, held, room.values)
    room.banks.read()
    qtbot.waitUntil(lambda: room.banks.there)
    page.show()
    held.holds = True
    due.opened()
    assert len(held.asked) == 1
    shiboken6.delete(page)
    held.answer()
    qtbot.wait(1)
