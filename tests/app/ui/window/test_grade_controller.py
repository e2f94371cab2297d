from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.answers import HEARD, feedback_for
from rig.feedback import FEEDBACK, MEASURES
from rig.stored_library import Sitting, Stored
from rig.stub_player import StubPlayer

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.window.feedback_controllers import GradeController
from mock_interviewer.questions.schedule import RecallGrade

QUESTION = PlannedQuestion("llm", "q", "Why?", "", "Evaluation")


@dataclass
class Room:
    """Both pages with a real library in which one take waits to be graded."""

    stored: Stored
    take_page: TakePage
    interview: InterviewPage
    values: SettingValues
    grades: GradeController
    announced: Announced
    take: str = ""
    session: str = ""

    def graded(self) -> GradedTake:
        found = self.stored.store.submit(lambda library: library.cards.graded(self.take)).result(30)
        assert found is not None
        return found


@pytest.fixture
def room(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> Room:
    take_page = TakePage(stored.source, player, measures=MEASURES)
    take_page.feedback.feedback_requested.connect(lambda _take: None)
    interview = InterviewPage()
    for page in (take_page, interview):
        qtbot.addWidget(page)
    values, announced = SettingValues(), Announced()
    grades = GradeController(stored.store, take_page, interview, values, announced)
    made = Room(stored, take_page, interview, values, grades, announced)
    made.session = stored.keep(Sitting((HEARD,)))
    [made.take] = stored.takes(made.session)
    kept = stored.store.submit(
        lambda library: library.save_feedback(made.take, HEARD, feedback_for(RecallGrade.GOOD))
    )
    assert kept.result(30)
    return made


def test_in_a_session_a_grade_is_suggested_and_changed_by_a_key(qtbot: QtBot, room: Room) -> None:
    page = room.interview
    page.begin(Plan((QUESTION,)))
    page.show()
    page.show_snapshot(SessionSnapshot(SessionState.TRANSCRIBED, QUESTION, 1, 1, take=room.take))
    page.feedback.show_feedback(room.take, FEEDBACK, None)
    room.grades.take_analyzed(room.take, FEEDBACK)
    line = page.feedback.grade
    qtbot.waitUntil(line.heading.isVisible)
    assert line.message.startswith("Suggested: Good · due again")
    QTest.keyClick(page, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: line.message.startswith("Your grade: Again"))
    assert (room.graded().grade, room.graded().confirmed) == (RecallGrade.AGAIN, True)
    assert set(room.announced.texts("grades")) == {""}


def test_a_grade_can_be_changed_later_on_the_take_page(qtbot: QtBot, room: Room) -> None:
    page = room.take_page
    page.open(room.session, room.take)
    page.show()
    qtbot.waitUntil(lambda: page.take is not None)
    room.grades.take_analyzed(room.take, FEEDBACK)
    line = page.feedback.panel.grade
    qtbot.waitUntil(line.isVisible)
    QTest.keyClick(page, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: line.message.startswith("Your grade: Easy"))
    assert room.graded().grade is RecallGrade.EASY


def test_the_grade_of_a_take_that_is_not_shown_is_not_read(room: Room) -> None:
    room.grades.take_analyzed(room.take, FEEDBACK)
    assert not room.grades.busy


def test_a_grade_that_cannot_be_saved_is_announced(qtbot: QtBot, room: Room) -> None:
    page = room.take_page
    page.open(room.session, room.take)
    page.show()
    qtbot.waitUntil(lambda: page.take is not None)
    room.grades.take_analyzed(room.take, FEEDBACK)
    qtbot.waitUntil(page.feedback.panel.grade.isVisible)
    room.stored.store.close()
    page.feedback.panel.grade.choose(RecallGrade.EASY)
    qtbot.waitUntil(lambda: bool(room.announced.texts("grades")[1:]))
    assert room.announced.texts("grades") == [
        "",
        "Mock Interviewer is closing and can't save anything more.",
    ]
    assert page.feedback.panel.grade.message.startswith("Suggested: Good")


def test_without_reminders_no_grade_is_asked_for(qtbot: QtBot, room: Room) -> None:
    page, interview = room.take_page, room.interview
    interview.begin(Plan((QUESTION,)))
    interview.show()
    interview.show_snapshot(
        SessionSnapshot(SessionState.TRANSCRIBED, QUESTION, 1, 1, take=room.take)
    )
    interview.feedback.show_feedback(room.take, FEEDBACK, None)
    page.open(room.session, room.take)
    page.show()
    qtbot.waitUntil(lambda: page.take is not None)
    lines = (page.feedback.panel.grade, interview.feedback.grade.heading)
    room.grades.take_analyzed(room.take, FEEDBACK)
    qtbot.waitUntil(lambda: all(line.isVisible() for line in lines))
    room.values.set(REMIND_DUE, value=False)
    assert not any(line.isVisible() for line in lines)
    room.grades.take_analyzed(room.take, FEEDBACK)
    assert not room.grades.busy
    assert room.graded().grade is RecallGrade.GOOD
