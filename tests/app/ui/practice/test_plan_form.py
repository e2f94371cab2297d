"""The form as it stands on its page, led by keys."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.app.planning.saved_plans import SavedPlan
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.styles import (
    DEEP_DIVE,
    EXAM,
    PRACTICE,
    RAPID_FIRE,
    STYLES,
    FeedbackTiming,
    InterviewStyle,
)
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer, PlanForm
from mock_interviewer.app.ui.practice.style_picker import ChosenStyle, StylePicker
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.choice import Picker

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


class Room:
    """A practice page with banks and plans, and what its form asked for."""

    def __init__(self, page: PracticePage) -> None:
        self.page = page
        self.form: PlanForm = page.plan
        self.style: StylePicker = page.plan._style
        self.saved: list[SavedPlan] = []
        self.renamed: list[tuple[str, str]] = []
        self.removed: list[str] = []
        self.started: list[SessionRequest] = []
        self.told: list[SessionRequest] = []
        self.form.save_asked.connect(self.saved.append)
        self.form.rename_asked.connect(lambda old, new: self.renamed.append((old, new)))
        self.form.remove_asked.connect(self.removed.append)
        page.start_asked.connect(self.started.append)
        page.wishes_changed.connect(self.told.append)

    @property
    def shown(self) -> str:
        return self.style.picker.currentText()

    @property
    def offered(self) -> list[str]:
        return [label for label in labels(self.style.picker) if label]

    def choose(self, label: str) -> None:
        """Go to a style or plan with the arrow keys, as from the list that is closed."""
        picker = self.style.picker
        picker.setFocus()
        while picker.currentText() != label:
            at = picker.currentIndex()
            up = picker.findText(label) < at
            QTest.keyClick(picker, Qt.Key.Key_Up if up else Qt.Key.Key_Down)
            assert picker.currentIndex() != at, f"{label} is not offered"

    def type(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Write over what stands in the name's line, then press a key."""
        line = self.style._naming.line
        assert line.hasFocus()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, key)

    def press_in_menu(self, entry: str) -> None:
        """Open the menu by its key and choose an entry by arrows."""
        self.style.more.setFocus()
        QTest.keyClick(self.style.more, Qt.Key.Key_Space)
        menu = QApplication.activePopupWidget()
        assert menu is self.style.menu
        for action in self.style.menu.actions():
            if action.isEnabled():
                QTest.keyClick(menu, Qt.Key.Key_Down)
            if action.text() == entry:
                break
        QTest.keyClick(menu, Qt.Key.Key_Return)


def labels(picker: Picker[ChosenStyle]) -> list[str]:
    return [picker.itemText(at) for at in range(picker.count())]


def pick(picker: Picker[float] | Picker[FollowUpRules], label: str) -> None:
    picker.setCurrentIndex(picker.findText(label))
    picker.activated.emit(picker.currentIndex())


@pytest.fixture
def room(qtbot: QtBot, look: Theme) -> Room:
    page = PracticePage()
    qtbot.addWidget(page)
    page.resize(900, 800)
    page.show_banks([MODELS, TEA], SessionRequest("models"))
    page.plan.offer_plans([LUNCH, WHOLE])
    page.allow_start(allowed=True)
    page.show()
    qtbot.waitUntil(page._start.hasFocus)
    return Room(page)


def test_styles_come_first_and_then_plans_of_ones_own(room: Room) -> None:
    assert room.offered == [*(style.name for style in STYLES), "Before lunch", "Everything"]
    assert labels(room.style.picker).index("") == len(STYLES)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_sets_its_times_and_follow_ups_and_says_what_it_is(
    room: Room, style: InterviewStyle
) -> None:
    room.choose(style.name)
    assert room.form.wishes == SessionRequest("models", rules=style.rules, count=8, style=style.id)
    assert room.style.about == style.about


def test_choosing_a_style_leaves_topics_and_count_as_they_are(room: Room) -> None:
    room.form.show_wishes(
        SessionRequest("models", ("Training", "Evaluation"), count=4, shuffle=False)
    )
    room.choose("Exam")
    wishes = room.form.wishes
    assert wishes.sections == ("Training", "Evaluation")
    assert (wishes.count, wishes.shuffle) == (4, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda form: pick(form._think, "Think 30 s"),
        lambda form: pick(form._limit, "Any length"),
        lambda form: pick(form._back, "None"),
        lambda form: pick(form._back, "As long as something is missing"),
    ],
)
def test_a_style_whose_rules_are_changed_is_custom_and_can_be_saved(
    room: Room, change: Callable[[PlanForm], None]
) -> None:
    room.choose("Exam")
    assert room.style.save.isHidden()
    change(room.form)
    assert room.shown == "Custom"
    assert room.style.about == "Like Exam, with times and follow-ups of your own."
    assert room.form.wishes.style == ""
    assert room.form.wishes.rules.feedback is FeedbackTiming.AT_END
    assert not room.style.save.isHidden()
    assert room.told[-1] == room.form.wishes


def test_rules_that_are_a_styles_again_have_its_name_again(room: Room) -> None:
    pick(room.form._think, "Think 30 s")
    pick(room.form._think, "Think 10 s")
    assert room.shown == "Practice"
    assert "Custom" not in room.offered
    assert room.style.save.isHidden()


def test_what_has_no_name_can_be_gone_back_to(room: Room) -> None:
    room.choose("Everything")
    room.form._count.setValue(3)
    custom = room.form.wishes
    room.choose("Exam")
    assert room.form.wishes.style == EXAM.id
    room.choose("Custom")
    assert room.form.wishes == custom
    assert not room.style.save.isHidden()
    room.form._count.setValue(20)
    assert room.shown == "Everything"


def test_tab_goes_from_left_to_right_and_then_to_what_is_asked(room: Room) -> None:
    pick(room.form._think, "Think 30 s")
    room.style.save.click()
    naming = room.style._naming
    way: list[QWidget] = [room.style.picker, room.style.more, naming.line, naming.go, naming.cancel]
    way[0].setFocus()
    for stop, following in pairwise(way):
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        assert following.hasFocus()
    QTest.keyClick(naming.cancel, Qt.Key.Key_Return)
    room.style.picker.setFocus()
    QTest.keyClick(room.style.picker, Qt.Key.Key_Tab)
    assert room.style.save.hasFocus()
    assert room.started == []


def test_a_plan_sets_everything(room: Room) -> None:
    room.choose("Before lunch")
    assert room.form.wishes == SessionRequest(
        "models", ("Training",), LUNCH.rules, 5, shuffle=False, plan="Before lunch"
    )
    assert room.form._back.currentText() == "Up to 7 a question"
    assert room.told[-1] == room.form.wishes


def test_a_plan_that_is_changed_is_custom_until_it_is_as_it_was(room: Room) -> None:
    room.choose("Everything")
    room.form._count.setValue(3)
    assert (room.shown, room.form.wishes.plan) == ("Custom", "")
    room.form._count.setValue(20)
    assert (room.shown, room.form.wishes.plan) == ("Everything", "Everything")


def test_a_plan_wishes_for_more_than_a_bank_has_and_is_still_that_plan(room: Room) -> None:
    room.form.offer_plans([replace(WHOLE, questions=30)])
    room.choose("Everything")
    assert (room.form.wishes.count, room.shown) == (22, "Everything")


def test_a_plan_whose_bank_is_gone_says_so(room: Room) -> None:
    room.form.offer_plans([replace(LUNCH, bank="coffee")])
    room.choose("Before lunch")
    assert room.style.note == "The bank of this plan, “coffee”, is not there any more."
    assert (room.form.wishes.bank, room.form.wishes.sections) == ("models", ())


def test_a_plan_whose_topic_is_gone_says_so(room: Room) -> None:
    room.form.offer_plans([replace(LUNCH, sections=("Poetry", "Training"))])
    room.choose("Before lunch")
    assert "no topic “Poetry”" in room.style.note
    assert room.form.wishes.sections == ("Training",)


def test_a_deep_dive_into_all_topics_says_that_it_picks_one_and_asks_what_one_has(
    room: Room,
) -> None:
    room.form.show_wishes(SessionRequest("models", count=20))
    room.choose("Deep dive")
    assert room.form.wishes.count == 12
    assert room.style.note == (
        "One topic is picked at random, of those that have 12 questions or more."
    )
    room.choose("Exam")
    assert (room.form.wishes.count, room.style.note) == (20, "")


def test_a_deep_dive_into_one_topic_has_nothing_to_pick(room: Room) -> None:
    room.form.show_wishes(SessionRequest("models", ("Evaluation",), DEEP_DIVE.rules))
    assert room.style.note == ""


def test_a_plan_is_saved_under_a_name_by_keys_alone(room: Room) -> None:
    room.choose("Rapid fire")
    pick(room.form._think, "Think 5 s")
    room.style.save.setFocus()
    QTest.keyClick(room.style.save, Qt.Key.Key_Space)
    room.type(" Quick ")
    wanted = replace(RAPID_FIRE.rules, think_time=5.0)
    assert room.saved == [SavedPlan("Quick", wanted, bank="models")]
    assert room.style.picker.hasFocus()
    assert room.started == []


def test_all_topics_are_all_sections_and_count_each_question_once(room: Room) -> None:
    grouped = BankOffer("tea", "Tea", TEA.sections, (("Friday", 2),))
    room.form.offer_banks([grouped], SessionRequest(bank="tea", count=99))
    assert (room.form.wishes.sections, room.form._count.maximum()) == ((), 3)
    room.form.show_wishes(SessionRequest(bank="tea", sections=("Friday",), count=99))
    assert (room.form.wishes.sections, room.form._count.maximum()) == (("Friday",), 2)


def test_a_style_with_its_topics_can_be_saved_from_the_menu(room: Room) -> None:
    room.form.show_wishes(SessionRequest("models", ("Training",), EXAM.rules))
    room.press_in_menu("Save this plan…")
    room.type("Training for real")
    assert [(plan.name, plan.sections) for plan in room.saved] == [
        ("Training for real", ("Training",))
    ]


def test_a_saved_plan_is_chosen_and_told(room: Room) -> None:
    pick(room.form._think, "Think 30 s")
    kept = room.form.wishes.named("Slow")
    room.form.offer_plans([LUNCH, WHOLE, kept], kept="Slow")
    assert (room.shown, room.told[-1].plan) == ("Slow", "Slow")
    assert room.style.save.isHidden()


def test_what_was_changed_while_it_was_saved_is_not_the_plan_any_more(room: Room) -> None:
    pick(room.form._think, "Think 30 s")
    kept = room.form.wishes.named("Slow")
    pick(room.form._think, "Think 1 min")
    room.form.offer_plans([kept], kept="Slow")
    assert (room.shown, room.form.wishes.plan) == ("Custom", "")


def test_no_plan_is_replaced_before_that_is_confirmed(room: Room) -> None:
    room.press_in_menu("Save this plan…")
    room.type("before LUNCH")
    assert room.saved == []
    assert room.style._replacing.text == "You have a plan “Before lunch” already. Replace it?"
    assert room.style._replacing.no.hasFocus()
    QTest.keyClick(room.style._replacing.no, Qt.Key.Key_Return)
    assert (room.saved, room.started) == ([], [])
    room.press_in_menu("Save this plan…")
    room.type("before LUNCH")
    QTest.keyClick(room.style._replacing.yes, Qt.Key.Key_Space)
    assert [plan.name for plan in room.saved] == ["before LUNCH"]


def test_a_changed_plan_is_saved_under_its_own_name_unless_another_is_given(room: Room) -> None:
    room.choose("Everything")
    room.form._count.setValue(3)
    room.style.save.click()
    assert room.style._naming.line.text() == "Everything"
    room.type("", Qt.Key.Key_Return)
    QTest.keyClick(room.style._replacing.yes, Qt.Key.Key_Space)
    assert room.saved == [replace(WHOLE, questions=3)]


@pytest.mark.parametrize("name", ["", "   ", "a" * 61])
def test_a_name_that_cannot_be_is_told_and_can_be_mended(room: Room, name: str) -> None:
    room.press_in_menu("Save this plan…")
    room.type(name)
    assert "name" in room.style._naming.wrong
    assert room.saved == []
    room.style._naming.line.selectAll()
    room.type("Mine")
    assert [plan.name for plan in room.saved] == ["Mine"]


def test_esc_gives_up_and_the_keyboard_goes_back(room: Room) -> None:
    pick(room.form._think, "Think 30 s")
    room.style.save.setFocus()
    room.style.save.click()
    room.type("Mine", Qt.Key.Key_Escape)
    assert room.saved == []
    assert room.style.save.hasFocus()


def test_a_plan_is_renamed_from_the_menu(room: Room) -> None:
    room.choose("Before lunch")
    room.press_in_menu("Rename…")
    assert room.style._naming.line.text() == "Before lunch"
    room.type("BEFORE LUNCH")
    assert room.renamed == [("Before lunch", "BEFORE LUNCH")]


def test_a_plan_takes_the_name_of_another_only_where_that_is_confirmed(room: Room) -> None:
    room.choose("Before lunch")
    room.press_in_menu("Rename…")
    room.type("Everything")
    assert room.renamed == []
    QTest.keyClick(room.style._replacing.yes, Qt.Key.Key_Space)
    assert room.renamed == [("Before lunch", "Everything")]


def test_a_plan_is_deleted_only_where_that_is_confirmed(room: Room) -> None:
    room.choose("Before lunch")
    room.press_in_menu("Delete…")
    assert room.style._removing.text.startswith("Delete the plan “Before lunch”?")
    QTest.keyClick(room.style._removing.no, Qt.Key.Key_Escape)
    assert room.removed == []
    room.press_in_menu("Delete…")
    QTest.keyClick(room.style._removing.no, Qt.Key.Key_Backtab)
    assert room.style._removing.yes.hasFocus()
    QTest.keyClick(room.style._removing.yes, Qt.Key.Key_Return)
    assert room.removed == ["Before lunch"]
    assert room.started == []


def test_only_a_plan_of_ones_own_can_be_renamed_or_deleted(room: Room) -> None:
    able = [action.text() for action in room.style.menu.actions() if action.isEnabled()]
    assert able == ["Save this plan…"]


def test_choosing_something_else_takes_a_question_back(room: Room) -> None:
    room.choose("Before lunch")
    room.press_in_menu("Delete…")
    room.choose("Exam")
    assert room.style._removing.text == ""


def test_styles_as_a_person_has_them_are_told_by_their_names(room: Room) -> None:
    strict = replace(EXAM, rules=replace(EXAM.rules, follow_ups=FollowUpRules(most=0)))
    room.form.offer_styles([PRACTICE, strict])
    room.choose("Exam")
    assert (room.form.wishes.style, room.form.wishes.rules) == (EXAM.id, strict.rules)


def test_every_question_and_button_has_a_name_for_those_who_hear_the_window(room: Room) -> None:
    pick(room.form._think, "Think 30 s")
    parts: list[QWidget] = [room.style.picker, room.style.save, room.style.more]
    assert [part.accessibleName() for part in parts] == [
        "Style",
        "Save this plan",
        "Plans: save, rename or delete",
    ]
    room.style.save.click()
    assert room.style._naming.go.accessibleName() == "Save the plan"
    assert room.style._naming.line.accessibleName() == "Name of the plan"


def test_the_field_for_the_number_of_questions_is_as_wide_in_any_bank(room: Room) -> None:
    many = BankOffer("many", "Many", (("All", 900),))
    widths = set()
    for bank in (TEA, many):
        room.form.offer_banks((bank,), SessionRequest(bank=bank.bank))
        widths.add(max(room.form._count.sizeHint().width(), room.form._count.minimumWidth()))
    assert len(widths) == 1
