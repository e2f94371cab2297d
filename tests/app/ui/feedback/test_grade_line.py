from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import label

from mock_interviewer.app.feedback.grade_suggestion import GradeSuggestion
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.ui.feedback.grade_line import GradeLine
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.questions.schedule import RecallGrade

NOW = datetime(2026, 3, 2, 19, tzinfo=UTC)
DAY = timedelta(days=1)
DUE = dict(
    zip(
        RecallGrade,
        (NOW + timedelta(hours=4), NOW - DAY, NOW + 9 * DAY, NOW + 23 * DAY),
        strict=True,
    )
)
SUGGESTED = GradedTake(
    "t", RecallGrade.GOOD, False, GradeSuggestion(RecallGrade.GOOD, "4 of 6 key points"), DUE
)


@pytest.fixture
def line(qtbot: QtBot, look: Theme) -> GradeLine:
    made = GradeLine(now=lambda: NOW)
    qtbot.addWidget(made)
    made.show_graded(SUGGESTED)
    return made


def checked(line: GradeLine) -> list[RecallGrade]:
    return [grade for grade, button in line.buttons.items() if button.isChecked()]


def test_a_suggestion_comes_with_its_due_date_and_a_tooltip_that_says_why(line: GradeLine) -> None:
    assert line.message == "Suggested: Good · due again in 9 days"
    shown = label(line, line.message)
    assert shown.toolTip() == "Suggested: Good · due again in 9 days (4 of 6 key points)"
    assert checked(line) == [RecallGrade.GOOD]


def test_each_button_shows_its_key_and_due_date(line: GradeLine) -> None:
    labels = [(button.key_name, button.label) for button in line.buttons.values()]
    assert labels == [
        ("1", "Again, 4 hours"),
        ("2", "Hard, now"),
        ("3", "Good, 9 days"),
        ("4", "Easy, 3 weeks"),
    ]


def test_a_grade_that_the_person_chose_is_shown_as_theirs(line: GradeLine) -> None:
    line.show_graded(GradedTake("t", RecallGrade.AGAIN, True, SUGGESTED.suggestion, DUE))
    assert line.message == "Your grade: Again · due again in 4 hours"
    assert checked(line) == [RecallGrade.AGAIN]


def test_a_later_answer_that_decides_the_due_date_is_mentioned(line: GradeLine) -> None:
    soon = dict.fromkeys(RecallGrade, NOW + timedelta(hours=4))
    line.show_graded(
        GradedTake("t", RecallGrade.EASY, True, SUGGESTED.suggestion, soon, is_superseded=True)
    )
    assert (
        line.message
        == "Your grade: Easy · you've answered it again since then · due again in 4 hours"
    )


def test_an_answer_that_could_not_be_checked_has_no_suggestion(line: GradeLine) -> None:
    line.show_graded(GradedTake("t", None, False, None, DUE))
    assert line.message == "How did it go?"
    assert checked(line) == []


def test_a_grade_is_chosen_by_key_or_click_and_shown_once_it_is_saved(line: GradeLine) -> None:
    chosen: list[tuple[str, RecallGrade]] = []
    line.chosen.connect(lambda take, grade: chosen.append((take, grade)))
    line.buttons[RecallGrade.EASY].click()
    line.keys[ord("2")]()
    assert chosen == [("t", RecallGrade.EASY), ("t", RecallGrade.HARD)]
    assert checked(line) == [RecallGrade.GOOD]


def test_without_an_answer_to_grade_keys_do_nothing(line: GradeLine) -> None:
    chosen: list[str] = []
    line.chosen.connect(lambda take, _grade: chosen.append(take))
    line.show_graded(None)
    line.keys[ord("3")]()
    assert (chosen, line.isHidden()) == ([], True)


def test_every_button_has_an_accessible_name(line: GradeLine) -> None:
    assert nameless(line) == []


def test_the_buttons_unfold(line: GradeLine) -> None:
    assert not line.buttons[RecallGrade.HARD].isVisible()
    line.fold.click()
    assert line.buttons[RecallGrade.HARD].isVisible()


def test_keys_choose_grades_while_the_buttons_are_folded(line: GradeLine) -> None:
    chosen: list[RecallGrade] = []
    line.chosen.connect(lambda _take, grade: chosen.append(grade))
    line.keys[ord("1")]()
    assert chosen == [RecallGrade.AGAIN]


def test_a_heading_elsewhere_leaves_only_unfolded_choices(qtbot: QtBot, look: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line = GradeLine(apart=True, now=lambda: NOW)
    column = QVBoxLayout(page)
    column.addWidget(line.heading)
    column.addWidget(line)
    page.show()
    assert not line.heading.isVisible()
    line.show_graded(SUGGESTED)
    assert (line.heading.isVisible(), line.isVisible()) == (True, False)
    line.fold.click()
    assert line.buttons[RecallGrade.HARD].isVisible()
    line.show_graded(None)
    assert (line.heading.isVisible(), line.isVisible()) == (False, False)
