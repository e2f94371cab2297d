"""The two cards of the practice page: what is due, and the custom session."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.child import child
from rig.shown import show_active
from rig.shown_practice import ShownPractice

from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import TodayList, TodayQuestion
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.column import PageColumn, margin
from mock_interviewer.app.ui.widgets.labels import TextLabel

EVENING = datetime(2026, 3, 2, 19, tzinfo=UTC)
DUE = TodayList(
    (
        TodayQuestion(
            PlannedQuestion("tea", "why", "", "", "Leaves"), timedelta(days=21), seconds=60.0
        ),
    ),
    1,
)
WITH_NEW = TodayList(
    (
        *DUE.asked,
        TodayQuestion(
            PlannedQuestion("tea", "when", "", "", "Real-World Deployment and Integration")
        ),
    ),
    1,
)
NOTHING = TodayList(next_due=EVENING + timedelta(days=1))
PLAN = ("Tea · all topics · Practice · 2 questions", "About 4 minutes")
DUE_START, CUSTOM_START = "Start due questions", "Start custom session"


@pytest.fixture
def practice(qtbot: QtBot, look: Theme) -> ShownPractice:
    practice = ShownPractice(PracticePage(now=lambda: EVENING))
    qtbot.addWidget(practice.page)
    practice.page.resize(900, 700)
    practice.page.show_banks(
        [BankOffer("tea", "Tea", (("Leaves", 2), ("Water", 1)))], SessionRequest(count=2)
    )
    practice.page.allow_start(allowed=True)
    show_active(qtbot, practice.page)
    return practice


def test_until_due_questions_are_known_enter_starts_the_custom_session(
    practice: ShownPractice,
) -> None:
    assert (practice.due, practice.custom) == (("Loading…", ""), PLAN)
    assert practice.keys == {CUSTOM_START: "Enter"}


def test_with_nothing_due_the_custom_session_has_the_filled_button_and_enter(
    practice: ShownPractice,
) -> None:
    practice.page.show_due(NOTHING)
    assert practice.due == ("Nothing until tomorrow", "")
    assert practice.keys == {CUSTOM_START: "Enter"}
    assert practice.start_button is practice.custom_card.start
    assert practice.start_button.hasFocus()
    practice.press_enter()
    assert practice.started == [practice.request]
    assert practice.due_started == []


def test_enter_starts_the_due_questions(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    assert practice.due == ("1 question, about 1 minute", "Last answered 3 weeks ago")
    assert practice.keys == {DUE_START: "Enter", CUSTOM_START: "Ctrl+Enter"}
    assert practice.start_button is practice.due_card.start
    assert practice.start_button.hasFocus()
    practice.press_enter()
    assert practice.due_started == [(DUE, practice.request)]
    assert practice.started == []


def test_ctrl_enter_starts_the_custom_session_instead_of_what_is_due(
    practice: ShownPractice,
) -> None:
    practice.page.show_due(DUE)
    practice.press_enter(control=True)
    assert practice.started == [practice.request]
    assert practice.due_started == []


def test_both_buttons_start_their_own_session(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    practice.custom_card.start.click()
    assert (practice.started, practice.due_started) == ([practice.request], [])
    practice.due_card.start.click()
    assert practice.due_started == [(DUE, practice.request)]
    assert len(practice.started) == 1


def test_after_a_change_enter_starts_the_custom_session(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    practice.count.setValue(1)
    assert practice.custom == ("Tea · all topics · Practice · 1 question", "About 2 minutes")
    assert practice.keys == {DUE_START: "", CUSTOM_START: "Enter"}
    assert not practice.due_card.start.key_visible
    assert practice.start_button is practice.custom_card.start
    practice.press_enter()
    practice.press_enter(control=True)
    assert practice.started == [practice.request] * 2
    assert practice.due_started == []


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
    practice.page.unfold_choices()
    practice.pick("Time to think", "Think 1 min")
    assert practice.due[0] == "1 question, about 2 minutes"


def test_nothing_starts_while_answers_cannot_be_saved(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    practice.page.allow_start(allowed=False)
    practice.custom_card.start.click()
    practice.press_enter(control=True)
    assert (practice.started, practice.due_started) == ([], [])


def test_the_card_does_not_load_forever_when_the_library_is_unavailable(
    practice: ShownPractice,
) -> None:
    practice.page.allow_start(allowed=False)
    assert practice.due == ("Not available", "")


def test_without_reminders_only_the_custom_session_is_offered(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    practice.page.show_due(None)
    assert not practice.due_card.isVisible()
    assert practice.keys == {CUSTOM_START: "Enter"}
    assert practice.start_button.hasFocus()


def _places(practice: ShownPractice) -> list[QPoint]:
    """Return where the parts below the due questions are, laid out again."""
    practice.page.grab()
    parts: list[QWidget] = [
        practice.custom_card,
        practice.custom_card.line,
        practice.page.microphone,
        practice.page.voice,
    ]
    return [part.mapTo(practice.page, QPoint(0, 0)) for part in parts]


@pytest.mark.parametrize("width", [540, 900])
def test_nothing_moves_when_due_questions_arrive(
    practice: ShownPractice, qtbot: QtBot, width: int
) -> None:
    practice.page.resize(width, 700)
    qtbot.waitUntil(lambda: _places(practice)[0].x() == margin(width))
    before = _places(practice)
    for today in (DUE, NOTHING, WITH_NEW):
        practice.page.show_due(today)
        assert _places(practice) == before


def test_nothing_moves_when_the_microphone_is_missing(
    practice: ShownPractice, qtbot: QtBot
) -> None:
    practice.page.show_due(DUE)
    before = _places(practice)
    practice.page.show_problem("No microphone was found. Plug one in and choose Rescan.")
    qtbot.waitUntil(lambda: practice.scroll.height() < practice.page.height())
    assert _places(practice) == before
    practice.page.show_problem("")
    qtbot.waitUntil(lambda: practice.scroll.height() == practice.page.height())
    assert _places(practice) == before


def test_the_choices_are_one_line_until_they_are_unfolded(practice: ShownPractice) -> None:
    line = practice.custom_card.line
    assert not practice.bank.isVisible()
    assert line.accessibleName() == f"Custom session: {PLAN[0]}"
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert practice.bank.isVisible()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert not practice.bank.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_focused_line_is_unfolded_by_a_key(practice: ShownPractice, key: Qt.Key) -> None:
    practice.custom_card.line.setFocus()
    QTest.keyClick(practice.custom_card.line, key)
    assert practice.bank.isVisible()
    assert practice.started == []


def test_c_shows_and_hides_the_choices(practice: ShownPractice) -> None:
    practice.page.show_due(DUE)
    QTest.keyClick(practice.start_button, Qt.Key.Key_C)
    assert practice.bank.isVisible()
    QTest.keyClick(practice.start_button, Qt.Key.Key_C)
    assert not practice.bank.isVisible()
    assert practice.start_button.hasFocus()


def test_the_choices_stay_unfolded_when_the_page_is_left(practice: ShownPractice) -> None:
    practice.page.unfold_choices()
    practice.page.hide()
    practice.page.show()
    practice.page.show_due(DUE)
    assert practice.bank.isVisible()


def test_the_start_button_stays_in_place_when_the_choices_unfold(
    practice: ShownPractice,
) -> None:
    start = practice.custom_card.start
    practice.page.grab()
    place = start.mapTo(practice.page, QPoint(0, 0))
    practice.page.unfold_choices()
    practice.page.grab()  # lays it out again
    assert practice.bank.isVisible()
    assert start.mapTo(practice.page, QPoint(0, 0)) == place


def test_the_controls_of_the_choices_have_one_width(practice: ShownPractice) -> None:
    practice.page.unfold_choices()
    practice.page.grab()
    names = ("Bank", "Style", "Follow-ups")
    whole = {practice.picker(name).width() for name in names}
    halves = {
        practice.picker("Time to think").width(),
        practice.picker("Time to answer").width(),
        practice.picker("Order").width(),
        practice.count.width(),
    }
    # Beside the stretch at its right, a control may lose a pixel.
    assert max(whole) - min(whole) <= 1
    assert max(halves) - min(halves) <= 1


def test_a_long_line_is_shortened_and_keeps_its_last_part(
    practice: ShownPractice, qtbot: QtBot
) -> None:
    bank = BankOffer("tea", "Tea of the world and all of its regions", (("Leaves", 2),))
    practice.page.show_banks([bank], SessionRequest(count=2))
    practice.page.resize(540, 700)
    qtbot.waitUntil(lambda: practice.custom_card.width() < 540)
    line = practice.custom_card.line
    assert line.toolTip() == line.label == f"{bank.name} · all topics · Practice · 2 questions"
    shown = child(line, TextLabel).plain
    assert shown != line.label
    assert shown.endswith("· 2 questions")
    held = child(practice.scroll, PageColumn)
    qtbot.waitUntil(lambda: held.width() <= practice.scroll.viewport().width())
