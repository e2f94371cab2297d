"""The introduction of a first start, in place of what can be started."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import texts
from rig.shown import show_active
from rig.shown_practice import ShownPractice

from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import TodayList
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.style.theme import Spacing, Theme

TEA = BankOffer("tea", "Tea", (("Leaves", 2), ("Water", 1)))
NO_MICROPHONE = "No microphone was found. Plug one in and choose Rescan, or watch the demo."
LAST = SessionRequest("tea", ("Leaves",), count=2, style="practice")


@pytest.fixture
def practice(qtbot: QtBot, look: Theme) -> ShownPractice:
    practice = ShownPractice(PracticePage())
    qtbot.addWidget(practice.page)
    # As much as a window of 900 x 700 leaves beside the rail.
    practice.page.resize(732, 700)
    practice.page.show_introduction()
    show_active(qtbot, practice.page)
    return practice


def ready(practice: ShownPractice) -> None:
    practice.page.show_banks([TEA], LAST)
    practice.page.allow_start(allowed=True)


def _is_introduced(practice: ShownPractice) -> bool:
    cards: tuple[QWidget, ...] = (practice.due_card, practice.custom_card)
    return practice.introduction.isVisible() and not any(card.isVisible() for card in cards)


def test_three_lines_say_how_it_works(practice: ShownPractice) -> None:
    shown = texts(practice.page)
    for line in (
        "You are asked a question, aloud.",
        "Just speak. The interviewer waits while you think, and notices when you are done.",
        "Everything stays on this computer.",
    ):
        assert line in shown


@pytest.mark.parametrize("problem", ["", NO_MICROPHONE])
@pytest.mark.parametrize(("width", "height"), [(732, 700), (580, 480)])
def test_everything_is_in_view_without_scrolling(
    practice: ShownPractice, qtbot: QtBot, width: int, height: int, problem: str
) -> None:
    ready(practice)
    practice.page.resize(width, height)
    practice.page.show_problem(problem)
    has_banner = bool(problem)
    qtbot.waitUntil(lambda: (practice.scroll.height() < practice.page.height()) is has_banner)
    qtbot.waitUntil(lambda: practice.scroll.verticalScrollBar().maximum() == 0)
    for part in (practice.page.microphone, practice.page.voice, practice.introduction):
        bottom = part.mapTo(practice.page, QPoint(0, part.height())).y()
        assert part.isVisible()
        assert bottom < practice.page.height()


def test_a_low_page_leaves_out_space(practice: ShownPractice, qtbot: QtBot) -> None:
    ready(practice)
    practice.page.grab()
    place = practice.introduction.mapTo(practice.page, QPoint(0, 0)).y()
    practice.page.resize(732, 480)
    qtbot.waitUntil(
        lambda: practice.introduction.mapTo(practice.page, QPoint(0, 0)).y() < place - Spacing.L
    )


def test_the_first_question_has_the_only_filled_button_and_the_focus(
    practice: ShownPractice, qtbot: QtBot
) -> None:
    ready(practice)
    assert practice.start_button is practice.introduction.start
    assert practice.keys == {"Start your first question": "Enter"}
    qtbot.waitUntil(practice.start_button.hasFocus)


def test_enter_starts_one_question(practice: ShownPractice) -> None:
    ready(practice)
    practice.press_enter()
    assert practice.started == [replace(LAST, count=1)]


def test_enter_before_the_page_is_ready_starts_the_question_later(
    practice: ShownPractice, qtbot: QtBot
) -> None:
    practice.press_enter()
    assert practice.started == []
    ready(practice)
    qtbot.waitUntil(lambda: len(practice.started) == 1)
    assert practice.started[0].count == 1


def test_the_introduction_is_over_after_the_first_question(practice: ShownPractice) -> None:
    ready(practice)
    practice.press_enter()
    assert _is_introduced(practice)  # it stays until the interview is in view
    practice.page.hide()
    practice.page.show()
    assert not practice.page.introducing
    assert practice.custom_card.isVisible()
    assert practice.due_card.isVisible()


def test_the_introduction_stays_when_another_page_was_visited(practice: ShownPractice) -> None:
    ready(practice)
    practice.page.hide()
    practice.page.show()
    assert _is_introduced(practice)


@pytest.mark.parametrize("by_key", [True, False])
def test_a_demo_can_be_watched_and_leaves_the_introduction(
    practice: ShownPractice, by_key: bool
) -> None:
    demos: list[SessionRequest] = []
    practice.page.demo_requested.connect(demos.append)
    QTest.keyClick(practice.page, Qt.Key.Key_D)
    assert demos == []  # nothing is read yet
    ready(practice)
    if by_key:
        QTest.keyClick(practice.start_button, Qt.Key.Key_D)
    else:
        practice.button("Watch a demo").click()
    assert len(demos) == 1
    practice.page.hide()
    practice.page.show()
    assert _is_introduced(practice)


def test_esc_skips_the_introduction(practice: ShownPractice) -> None:
    ready(practice)
    QTest.keyClick(practice.start_button, Qt.Key.Key_Escape)
    assert not practice.page.introducing
    assert practice.start_button is practice.custom_card.start
    assert practice.start_button.hasFocus()


def test_keys_of_the_sessions_do_nothing(practice: ShownPractice) -> None:
    ready(practice)
    practice.page.show_due(TodayList())
    practice.press_enter(control=True)
    QTest.keyClick(practice.start_button, Qt.Key.Key_C)
    assert practice.started == []
    assert not practice.custom_card.unfolded
    assert _is_introduced(practice)


def test_a_section_chosen_elsewhere_ends_the_introduction(practice: ShownPractice) -> None:
    ready(practice)
    practice.page.choose("tea", "Water")
    assert not practice.page.introducing
    practice.press_enter()
    assert practice.started[0].sections == ("Water",)


def test_a_missing_microphone_leaves_the_demo(practice: ShownPractice, qtbot: QtBot) -> None:
    ready(practice)
    practice.page.show_problem("No microphone was found.")
    assert not practice.introduction.start.isEnabled()
    assert practice.button("Watch a demo").isEnabled()
    assert practice.button("Rescan").hasFocus()
    # The demo is offered once; without the introduction, beside the problem.
    assert _demos(practice) == ["Watch a demo"]
    practice.introduction.skip.click()
    qtbot.waitUntil(lambda: _demos(practice) == ["Demo"])


def _demos(practice: ShownPractice) -> list[str]:
    buttons = practice.page.findChildren(QPushButton)
    names = [button.accessibleName() for button in buttons if button.isVisible()]
    return [name for name in names if "demo" in name.lower()]


def test_everything_that_takes_the_focus_has_a_name(practice: ShownPractice) -> None:
    ready(practice)
    assert nameless(practice.page) == []
