from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot
from rig.shown import show_active
from rig.shown_practice import ShownPractice

from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import TodayList, TodayQuestion
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.style.theme import Theme

EVENING = datetime(2026, 3, 2, 19, tzinfo=UTC)
DUE = TodayList(
    (
        TodayQuestion(
            PlannedQuestion("tea", "why", "", "", "Leaves"), timedelta(days=21), seconds=60.0
        ),
    ),
    1,
)
PLAN = "2 questions, about 4 minutes."


@pytest.fixture
def practice(qtbot: QtBot, look: Theme) -> ShownPractice:
    practice = ShownPractice(PracticePage(now=lambda: EVENING))
    qtbot.addWidget(practice.page)
    practice.page.show_banks(
        [BankOffer("tea", "Tea", (("Leaves", 2), ("Water", 1)))], SessionRequest(count=2)
    )
    practice.page.allow_start(allowed=True)
    show_active(qtbot, practice.page)
    return practice


def test_nothing_is_said_about_due_questions_until_they_are_known(practice: ShownPractice) -> None:
    assert (practice.summary, practice.reason, practice.other) == (PLAN, "", "")


def test_with_nothing_due_enter_starts_the_custom_session(
    practice: ShownPractice,
) -> None:
    practice.page.show_due(TodayList(next_due=EVENING + timedelta(days=1)))
    assert (practice.summary, practice.reason) == (PLAN, "Nothing is due until tomorrow.")
    assert practice.other == ""
    practice.press_enter(control=True)
    assert (practice.started, practice.due_started) == ([], [])
    practice.press_enter()
    assert practice.started == [practice.request]
    assert practice.due_started == []


def test_enter_starts_the_due_questions(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    assert (practice.summary, practice.reason) == (
        "1 question is due, about 1 minute.",
        "1 last answered 3 weeks ago.",
    )
    practice.press_enter()
    assert practice.due_started == [(DUE, practice.request)]
    assert practice.started == []


def test_ctrl_enter_starts_the_custom_session_instead_of_what_is_due(
    practice: ShownPractice,
) -> None:
    practice.page.show_due(DUE)
    assert practice.other == "Start custom session"
    practice.press_enter(control=True)
    assert practice.started == [practice.request]
    assert practice.due_started == []


def test_after_a_change_enter_starts_the_custom_session(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    practice.count.setValue(1)
    assert (practice.summary, practice.reason) == ("1 question, about 2 minutes.", "")
    assert practice.other == "Start due question"
    practice.press_enter()
    practice.press_enter(control=True)
    assert practice.started == [practice.request]
    assert practice.due_started == [(DUE, practice.request)]


def test_due_questions_come_first_again_when_the_page_is_shown_again(
    practice: ShownPractice,
) -> None:
    practice.page.show_due(DUE)
    practice.count.setValue(1)
    practice.page.hide()
    practice.page.show()
    assert practice.page.starts_due


def test_the_length_of_due_questions_follows_the_chosen_times(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    practice.pick("Time to think", "Think 1 min")
    practice.page.hide()
    practice.page.show()
    assert practice.summary == "1 question is due, about 2 minutes."


def test_nothing_starts_while_answers_cannot_be_saved(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    practice.page.allow_start(allowed=False)
    practice.other_button.click()
    practice.press_enter(control=True)
    assert (practice.started, practice.due_started) == ([], [])


def test_nothing_moves_when_due_questions_arrive(practice: ShownPractice) -> None:
    bank = practice.bank
    before = bank.mapTo(practice.page, bank.pos())
    practice.page.show_due(DUE)
    practice.page.grab()  # lays it out again
    assert bank.mapTo(practice.page, bank.pos()) == before
