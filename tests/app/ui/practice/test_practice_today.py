from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.shown import show_active

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
def page(qtbot: QtBot, look: Theme) -> PracticePage:
    page = PracticePage(now=lambda: EVENING)
    qtbot.addWidget(page)
    page.show_banks(
        [BankOffer("tea", "Tea", (("Leaves", 2), ("Water", 1)))], SessionRequest(count=2)
    )
    page.allow_start(allowed=True)
    show_active(qtbot, page)
    return page


def started(page: PracticePage) -> list[object]:
    asked: list[object] = []
    page.start_asked.connect(asked.append)
    page.due_asked.connect(lambda today, wishes: asked.append((today, wishes)))
    return asked


def words(page: PracticePage) -> tuple[str, str]:
    return page._head.summary.plain, page._head.why.plain


def other(page: PracticePage) -> str:
    button = page._head.other
    return button.label if button.isVisible() else ""


def focused(page: QWidget) -> QWidget:
    held: QWidget | None = page.focusWidget()  # not so in the stubs of Qt
    return page if held is None else held


def press(page: QWidget, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focused(page), Qt.Key.Key_Return, modifier)


def test_until_it_is_known_nothing_is_said(page: PracticePage) -> None:
    assert (words(page), other(page)) == ((PLAN, ""), "")


def test_with_nothing_due_the_page_is_for_the_plan_and_has_one_line_more(
    page: PracticePage,
) -> None:
    asked = started(page)
    page.show_today(TodayList(next_due=EVENING + timedelta(days=1)))
    assert (words(page), other(page)) == ((PLAN, "Nothing is due until tomorrow."), "")
    press(page, control=True)
    assert asked == []
    press(page)
    assert asked == [page.plan.wishes]


def test_what_is_due_starts_with_enter(page: PracticePage) -> None:
    asked = started(page)
    page.show_today(DUE)
    assert words(page) == ("1 question is due, about 1 minute.", "1 has waited 3 weeks.")
    press(page)
    assert asked == [(DUE, page.plan.wishes)]


def test_the_plan_is_one_key_away(page: PracticePage) -> None:
    asked = started(page)
    page.show_today(DUE)
    assert other(page) == "Start as chosen below"
    press(page, control=True)
    assert asked == [page.plan.wishes]


def test_who_changes_the_plan_starts_the_plan(page: PracticePage) -> None:
    asked = started(page)
    page.show_today(DUE)
    page.plan._count.setValue(1)
    assert words(page) == ("1 question, about 2 minutes.", "")
    assert other(page) == "Start what is due"
    press(page)
    press(page, control=True)
    assert asked == [page.plan.wishes, (DUE, page.plan.wishes)]


def test_who_comes_back_to_the_page_is_told_of_what_is_due_again(page: PracticePage) -> None:
    page.show_today(DUE)
    page.plan._count.setValue(1)
    page.hide()
    page.show()
    assert page.starts_due


def test_time_follows_the_rules_of_the_plan(page: PracticePage) -> None:
    page.show_today(DUE)
    page.plan._think.choose(60)
    page.plan._describe()
    assert words(page)[0] == "1 question is due, about 2 minutes."


def test_neither_starts_while_answers_cannot_be_kept(page: PracticePage) -> None:
    asked = started(page)
    page.show_today(DUE)
    page.allow_start(allowed=False)
    page._head.other.click()
    press(page, control=True)
    assert asked == []


def test_nothing_moves_when_it_becomes_known_what_is_due(page: PracticePage) -> None:
    bank = page.plan._bank
    before = bank.mapTo(page, bank.pos())
    page.show_today(DUE)
    page.grab()  # lays it out anew
    assert bank.mapTo(page, bank.pos()) == before
