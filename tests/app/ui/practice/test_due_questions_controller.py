from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.answers import HEARD, feedback_for
from rig.held_thread import HeldThread
from rig.small_bank import write_small_bank

from mock_interviewer.app.data_folder.paths import DataFolder
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

QUESTION = PlannedQuestion("small", "what-is-rag", "What is RAG?", "", "One")


@dataclass
class Room:
    page: PracticePage
    banks: QuestionBanks
    values: SettingValues
    offers: PracticeController
    store: StoreThread
    desk: DueQuestionsController
    ahead: list[timedelta] = field(default_factory=lambda: [timedelta()])

    @property
    def why(self) -> str:
        return self.page._head.why.plain


@pytest.fixture
def room(qtbot: QtBot, look: Theme, tmp_path: Path, gui: GuiThread) -> Iterator[Room]:
    data = DataFolder(tmp_path / "data")
    page = PracticePage()
    qtbot.addWidget(page)
    page.allow_start(allowed=True)
    write_small_bank(tmp_path / "banks")
    banks, store = (
        QuestionBanks(BackgroundTasks(gui), tmp_path / "banks", Announced()),
        StoreThread(data),
    )
    values = SettingValues()
    offers = PracticeController(page, banks, values)
    ahead = [timedelta()]
    desk = DueQuestionsController(page, banks, store, values, now=lambda: local_now() + ahead[0])
    store.start().result(30)
    yield Room(page, banks, values, offers, store, desk, ahead)
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
    room.desk.opened()
    room.page.show()
    qtbot.waitUntil(lambda: room.why.startswith("Nothing is due until"))


def test_once_banks_and_library_are_there_it_is_told_what_is_due(room: Room, qtbot: QtBot) -> None:
    room.ahead[0] = timedelta(days=21)
    room.store.submit(_answer).result(30)
    room.page.show()
    room.banks.read()
    qtbot.waitUntil(lambda: room.banks.there)
    assert not room.desk._tasks.waiting
    room.desk.opened()
    qtbot.waitUntil(lambda: room.page.starts_due)
    assert room.why.startswith("1 has waited 3 weeks, 3 new from ")


def test_who_comes_back_to_the_page_sees_what_is_due_by_then(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.page.hide()
    room.ahead[0] = timedelta(days=2, hours=1)
    room.page.show()
    qtbot.waitUntil(lambda: room.page.starts_due)


def test_a_page_that_stays_in_view_is_looked_up_again(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.ahead[0] = timedelta(days=3)
    assert room.desk._clock.isActive()
    room.desk._clock.timeout.emit()
    qtbot.waitUntil(lambda: room.page.starts_due)
    room.page.hide()
    assert not room.desk._clock.isActive()


def test_new_questions_are_of_the_topics_that_are_wished_for(room: Room, qtbot: QtBot) -> None:
    _ready(room, qtbot)
    room.ahead[0] = timedelta(days=3)
    section = room.page.plan._offers["llm"].sections[2][0]
    room.page.plan.show_wishes(SessionRequest(sections=(section,)))
    room.page.wishes_changed.emit(room.page.plan.wishes)
    qtbot.waitUntil(lambda: room.page.starts_due)
    assert room.why.endswith(f"3 new from {section}.")


def test_a_library_that_cannot_be_read_leaves_the_page_to_the_plan(
    room: Room, qtbot: QtBot
) -> None:
    _ready(room, qtbot)
    room.store.close()
    room.desk.look()
    qtbot.waitUntil(lambda: room.why == "")
    assert not room.page.starts_due


def test_what_is_due_is_looked_up_once_for_many_answers_that_were_judged(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready(room, qtbot)
    room.desk._soon.setInterval(0)
    asked: list[object] = []
    submit = room.store.submit

    def noted(work: Callable[[Library], object]) -> Future[object]:
        asked.append(work)
        return submit(work)

    monkeypatch.setattr(room.store, "submit", noted)
    for _ in range(1000):
        room.desk.look_soon()
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) == 1


def test_who_wants_no_reminder_is_told_nothing_and_starts_the_plan(
    room: Room, qtbot: QtBot
) -> None:
    _ready(room, qtbot)
    room.ahead[0] = timedelta(days=21)
    room.desk.look()
    qtbot.waitUntil(lambda: room.page.starts_due)
    room.values.set(REMIND_DUE, value=False)
    for _ in range(2):
        assert not room.page.starts_due
        assert room.why == ""
        assert room.page._head.summary.plain.endswith("minutes.")
        assert not room.page._head.other.isVisible()
        room.desk.look()
        assert not room.desk._tasks.waiting
    room.values.set(REMIND_DUE, value=True)
    qtbot.waitUntil(lambda: room.page.starts_due)


def test_what_is_looked_up_for_a_page_is_dropped_with_it(room: Room, qtbot: QtBot) -> None:
    page, held = PracticePage(), HeldThread(room.store)
    desk = DueQuestionsController(page, room.banks, held, room.values)
    room.banks.read()
    qtbot.waitUntil(lambda: room.banks.there)
    page.show()
    held.holds = True
    desk.opened()
    assert len(held.asked) == 1
    shiboken6.delete(page)
    held.answer()
    qtbot.wait(1)
