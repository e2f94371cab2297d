"""The form of the practice page, used by keys."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from rig.shown_practice import ShownPractice

from mock_interviewer.app.planning.interview_styles import (
    DEEP_DIVE,
    EXAM,
    PRACTICE,
    RAPID_FIRE,
    STYLES,
    FeedbackTiming,
    InterviewStyle,
)
from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.app.planning.saved_plans import SavedPlan
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.style.theme import Theme

MODELS = BankOffer("models", "Models", (("Architecture", 7), ("Training", 12), ("Evaluation", 3)))
TEA = BankOffer("tea", "Tea", (("Leaves", 2), ("Water", 1)))
LUNCH = SavedPlan(
    "Before lunch",
    replace(EXAM.rules, think_time=5.0, answer_limit=60.0, follow_ups=FollowUpRules(7)),
    bank="models",
    sections=("Training",),
    questions=5,
    shuffle=False,
)
WHOLE = SavedPlan("Everything", PRACTICE.rules, bank="models", questions=20)


class Room(ShownPractice):
    """A practice page with banks and plans, and what its form asked for."""

    def __init__(self, page: PracticePage) -> None:
        super().__init__(page)
        self.saved: list[SavedPlan] = []
        self.renamed: list[tuple[str, str]] = []
        self.deleted: list[str] = []
        self.form.save_requested.connect(self.saved.append)
        self.form.rename_requested.connect(lambda old, new: self.renamed.append((old, new)))
        self.form.delete_requested.connect(self.deleted.append)

    @property
    def shown(self) -> str:
        """The style or plan that is chosen."""
        return self.style.picker.currentText()

    @property
    def offered(self) -> list[str]:
        return self.options("Style")

    @property
    def save_button(self) -> QPushButton:
        return self.style.save


@pytest.fixture
def room(qtbot: QtBot, look: Theme) -> Room:
    page = PracticePage()
    qtbot.addWidget(page)
    page.resize(900, 800)
    page.show_banks([MODELS, TEA], SessionRequest("models"))
    page.plan.offer_plans([LUNCH, WHOLE])
    page.allow_start(allowed=True)
    page.unfold_choices()
    page.show()
    room = Room(page)
    qtbot.waitUntil(room.start_button.hasFocus)
    return room


def test_styles_come_first_and_then_saved_plans(room: Room) -> None:
    assert room.offered == [*(style.name for style in STYLES), "Before lunch", "Everything"]
    assert room.style.picker.itemText(len(STYLES)) == ""  # a separator


@pytest.mark.parametrize("style", STYLES)
def test_a_style_sets_its_rules_and_shows_its_description(
    room: Room, style: InterviewStyle
) -> None:
    room.pick("Style", style.name)
    assert room.request == SessionRequest("models", rules=style.rules, count=8, style=style.id)
    assert room.style.about == style.about


def test_choosing_a_style_leaves_topics_and_count_as_they_are(room: Room) -> None:
    room.form.show_request(
        SessionRequest("models", ("Training", "Evaluation"), count=4, shuffle=False)
    )
    room.pick("Style", "Exam")
    request = room.request
    assert request.sections == ("Training", "Evaluation")
    assert (request.count, request.shuffle) == (4, False)


@pytest.mark.parametrize(
    "change",
    [
        ("Time to think", "Think 30 s"),
        ("Time to answer", "Any length"),
        ("Follow-ups", "None"),
        ("Follow-ups", "Until complete"),
    ],
)
def test_changing_the_rules_of_a_style_makes_it_custom(room: Room, change: tuple[str, str]) -> None:
    room.pick("Style", "Exam")
    assert room.save_button.isHidden()
    room.pick(*change)
    assert room.shown == "Custom"
    assert room.style.about == "Exam, customized"
    assert room.request.style == ""
    assert room.request.rules.feedback is FeedbackTiming.AT_END
    assert not room.save_button.isHidden()
    assert room.changes[-1] == room.request


def test_undoing_a_change_restores_the_name_of_the_style(room: Room) -> None:
    room.pick("Time to think", "Think 30 s")
    room.pick("Time to think", "Think 10 s")
    assert room.shown == "Practice"
    assert "Custom" not in room.offered
    assert room.save_button.isHidden()


def test_a_custom_choice_can_be_chosen_again(room: Room) -> None:
    room.pick("Style", "Everything")
    room.count.setValue(3)
    custom = room.request
    room.pick("Style", "Exam")
    assert room.request.style == EXAM.id
    room.pick("Style", "Custom")
    assert room.request == custom
    assert not room.save_button.isHidden()
    room.count.setValue(20)
    assert room.shown == "Everything"


def test_tab_goes_from_left_to_right_and_then_to_the_name_panel(room: Room) -> None:
    room.pick("Time to think", "Think 30 s")
    room.save_button.click()
    naming = room.naming
    path: list[QWidget] = [
        room.style.picker,
        room.style.more,
        naming.line,
        naming.go,
        naming.cancel,
    ]
    path[0].setFocus()
    for stop, following in pairwise(path):
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        assert following.hasFocus()
    QTest.keyClick(naming.cancel, Qt.Key.Key_Return)
    room.style.picker.setFocus()
    QTest.keyClick(room.style.picker, Qt.Key.Key_Tab)
    assert room.save_button.hasFocus()
    assert room.started == []


def test_a_plan_sets_everything(room: Room) -> None:
    room.pick("Style", "Before lunch")
    assert room.request == SessionRequest(
        "models", ("Training",), LUNCH.rules, 5, shuffle=False, plan="Before lunch"
    )
    assert room.picker("Follow-ups").currentText() == "Up to 7 per question"
    assert room.changes[-1] == room.request


def test_a_changed_plan_is_custom_until_the_change_is_undone(room: Room) -> None:
    room.pick("Style", "Everything")
    room.count.setValue(3)
    assert (room.shown, room.request.plan) == ("Custom", "")
    room.count.setValue(20)
    assert (room.shown, room.request.plan) == ("Everything", "Everything")


def test_a_plan_keeps_its_name_when_its_bank_has_fewer_questions(room: Room) -> None:
    room.form.offer_plans([replace(WHOLE, questions=30)])
    room.pick("Style", "Everything")
    assert (room.request.count, room.shown) == (22, "Everything")


def test_a_plan_says_that_its_bank_is_missing(room: Room) -> None:
    room.form.offer_plans([replace(LUNCH, bank="coffee")])
    room.pick("Style", "Before lunch")
    assert room.style.note == "This plan's bank, “coffee”, is no longer available."
    assert (room.request.bank, room.request.sections) == ("models", ())


def test_a_missing_topic_of_a_plan_is_reported_beside_the_folded_choices(room: Room) -> None:
    room.form.offer_plans([replace(LUNCH, sections=("Poetry", "Training"))])
    room.pick("Style", "Before lunch")
    assert "Poetry" not in room.custom[1]
    room.custom_card.line.click()
    assert "topic “Poetry” is no longer" in room.custom[1]


def test_the_line_names_bank_topics_style_and_number(room: Room) -> None:
    room.form.show_request(SessionRequest("models", ("Training", "Evaluation"), EXAM.rules, 4))
    assert room.custom[0] == "Models · 2 topics · Exam · 4 questions"
    room.pick("Time to think", "Think 30 s")
    assert room.custom[0] == "Models · 2 topics · Custom · 4 questions"
    room.pick("Style", "Before lunch")
    assert room.custom[0] == "Models · Training · Before lunch · 5 questions"


def test_a_plan_says_that_its_topic_is_missing(room: Room) -> None:
    room.form.offer_plans([replace(LUNCH, sections=("Poetry", "Training"))])
    room.pick("Style", "Before lunch")
    assert "topic “Poetry” is no longer" in room.style.note
    assert room.request.sections == ("Training",)


def test_a_deep_dive_into_all_topics_says_that_it_picks_one(
    room: Room,
) -> None:
    room.form.show_request(SessionRequest("models", count=20))
    room.pick("Style", "Deep dive")
    assert room.request.count == 12
    assert room.style.note == ("Picks one topic at random from those with 12 questions or more.")
    room.pick("Style", "Exam")
    assert (room.request.count, room.style.note) == (20, "")


def test_a_deep_dive_into_one_topic_has_nothing_to_pick(room: Room) -> None:
    room.form.show_request(SessionRequest("models", ("Evaluation",), DEEP_DIVE.rules))
    assert room.style.note == ""


def test_a_plan_is_saved_under_a_name_by_keys_alone(room: Room) -> None:
    room.pick("Style", "Rapid fire")
    room.pick("Time to think", "Think 5 s")
    room.save_button.setFocus()
    QTest.keyClick(room.save_button, Qt.Key.Key_Space)
    room.enter_name(" Quick ")
    wanted = replace(RAPID_FIRE.rules, think_time=5.0)
    assert room.saved == [SavedPlan("Quick", wanted, bank="models")]
    assert room.style.picker.hasFocus()
    assert room.started == []


def test_all_topics_are_all_sections_and_count_each_question_once(room: Room) -> None:
    grouped = BankOffer("tea", "Tea", TEA.sections, (("Friday", 2),))
    room.form.offer_banks([grouped], SessionRequest(bank="tea", count=99))
    assert (room.request.sections, room.count.maximum()) == ((), 3)
    room.form.show_request(SessionRequest(bank="tea", sections=("Friday",), count=99))
    assert (room.request.sections, room.count.maximum()) == (("Friday",), 2)


def test_a_style_with_its_topics_can_be_saved_from_the_menu(room: Room) -> None:
    room.form.show_request(SessionRequest("models", ("Training",), EXAM.rules))
    room.choose_in_menu("Save this plan…")
    room.enter_name("Training for real")
    assert [(plan.name, plan.sections) for plan in room.saved] == [
        ("Training for real", ("Training",))
    ]


def test_a_saved_plan_is_chosen_and_signaled(room: Room) -> None:
    room.pick("Time to think", "Think 30 s")
    kept = room.request.named("Slow")
    room.form.offer_plans([LUNCH, WHOLE, kept], kept="Slow")
    assert (room.shown, room.changes[-1].plan) == ("Slow", "Slow")
    assert room.save_button.isHidden()


def test_a_change_during_saving_makes_the_choice_custom(room: Room) -> None:
    room.pick("Time to think", "Think 30 s")
    kept = room.request.named("Slow")
    room.pick("Time to think", "Think 1 min")
    room.form.offer_plans([kept], kept="Slow")
    assert (room.shown, room.request.plan) == ("Custom", "")


def test_replacing_a_plan_needs_confirmation(room: Room) -> None:
    room.choose_in_menu("Save this plan…")
    room.enter_name("before LUNCH")
    assert room.saved == []
    assert room.asked == "You already have a plan called “Before lunch”. Replace it?"
    assert room.confirmation.no.hasFocus()
    QTest.keyClick(room.confirmation.no, Qt.Key.Key_Return)
    assert (room.saved, room.started) == ([], [])
    room.choose_in_menu("Save this plan…")
    room.enter_name("before LUNCH")
    QTest.keyClick(room.confirmation.yes, Qt.Key.Key_Space)
    assert [plan.name for plan in room.saved] == ["before LUNCH"]


def test_a_changed_plan_is_saved_under_its_own_name_by_default(room: Room) -> None:
    room.pick("Style", "Everything")
    room.count.setValue(3)
    room.save_button.click()
    assert room.naming.line.text() == "Everything"
    room.enter_name("", Qt.Key.Key_Return)
    QTest.keyClick(room.confirmation.yes, Qt.Key.Key_Space)
    assert room.saved == [replace(WHOLE, questions=3)]


@pytest.mark.parametrize("name", ["", "   ", "a" * 61])
def test_an_invalid_name_shows_an_error_and_can_be_corrected(room: Room, name: str) -> None:
    room.choose_in_menu("Save this plan…")
    room.enter_name(name)
    assert "name" in room.naming.wrong
    assert room.saved == []
    room.naming.line.selectAll()
    room.enter_name("Mine")
    assert [plan.name for plan in room.saved] == ["Mine"]


def test_esc_cancels_and_returns_the_focus(room: Room) -> None:
    room.pick("Time to think", "Think 30 s")
    room.save_button.setFocus()
    room.save_button.click()
    room.enter_name("Mine", Qt.Key.Key_Escape)
    assert room.saved == []
    assert room.save_button.hasFocus()


def test_a_plan_is_renamed_from_the_menu(room: Room) -> None:
    room.pick("Style", "Before lunch")
    room.choose_in_menu("Rename…")
    assert room.naming.line.text() == "Before lunch"
    room.enter_name("BEFORE LUNCH")
    assert room.renamed == [("Before lunch", "BEFORE LUNCH")]


def test_renaming_over_another_plan_needs_confirmation(room: Room) -> None:
    room.pick("Style", "Before lunch")
    room.choose_in_menu("Rename…")
    room.enter_name("Everything")
    assert room.renamed == []
    QTest.keyClick(room.confirmation.yes, Qt.Key.Key_Space)
    assert room.renamed == [("Before lunch", "Everything")]


def test_deleting_a_plan_needs_confirmation(room: Room) -> None:
    room.pick("Style", "Before lunch")
    room.choose_in_menu("Delete…")
    assert room.asked.startswith("Delete the plan “Before lunch”?")
    QTest.keyClick(room.confirmation.no, Qt.Key.Key_Escape)
    assert room.deleted == []
    room.choose_in_menu("Delete…")
    QTest.keyClick(room.confirmation.no, Qt.Key.Key_Backtab)
    assert room.confirmation.yes.hasFocus()
    QTest.keyClick(room.confirmation.yes, Qt.Key.Key_Return)
    assert room.deleted == ["Before lunch"]
    assert room.started == []


def test_only_a_saved_plan_can_be_renamed_or_deleted(room: Room) -> None:
    able = [action.text() for action in room.style.menu.actions() if action.isEnabled()]
    assert able == ["Save this plan…"]


def test_choosing_something_else_closes_the_confirmation(room: Room) -> None:
    room.pick("Style", "Before lunch")
    room.choose_in_menu("Delete…")
    room.pick("Style", "Exam")
    assert room.asked == ""


def test_a_style_with_a_changed_setting_keeps_its_id(room: Room) -> None:
    strict = replace(EXAM, rules=replace(EXAM.rules, follow_ups=FollowUpRules(most=0)))
    room.form.offer_styles([PRACTICE, strict])
    room.pick("Style", "Exam")
    assert (room.request.style, room.request.rules) == (EXAM.id, strict.rules)


def test_every_control_has_an_accessible_name(room: Room) -> None:
    room.pick("Time to think", "Think 30 s")
    parts: list[QWidget] = [room.style.picker, room.save_button, room.style.more]
    assert [part.accessibleName() for part in parts] == [
        "Style",
        "Save this plan",
        "Save, rename, or delete plans",
    ]
    room.save_button.click()
    assert room.naming.go.accessibleName() == "Save the plan"
    assert room.naming.line.accessibleName() == "Name of the plan"


def test_the_count_field_has_the_same_width_for_every_bank(room: Room) -> None:
    many = BankOffer("many", "Many", (("All", 900),))
    widths = set()
    for bank in (TEA, many):
        room.form.offer_banks((bank,), SessionRequest(bank=bank.bank))
        widths.add(max(room.count.sizeHint().width(), room.count.minimumWidth()))
    assert len(widths) == 1
