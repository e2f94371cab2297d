from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.feedback.grade_suggestion import GradeSuggestion
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.ui.feedback.grade_line import GradeLine
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import TextLabel
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
PROPOSED = GradedTake(
    "t", RecallGrade.GOOD, False, GradeSuggestion(RecallGrade.GOOD, "4 of 6 key points"), DUE
)


@pytest.fixture
def line(qtbot: QtBot, look: Theme) -> GradeLine:
    made = GradeLine(now=lambda: NOW)
    qtbot.addWidget(made)
    made.show_graded(PROPOSED)
    return made


def keys_told(line: GradeLine) -> list[str]:
    """Return what is seen of the keys beside the buttons, which have them on themselves."""
    seen = [text.plain for text in line.findChildren(TextLabel) if text.isVisibleTo(line)]
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in seen if text.startswith("Press")]


def counting(line: GradeLine) -> list[RecallGrade]:
    return [grade for grade, button in line.buttons.items() if button.isChecked()]


def test_a_proposal_is_told_with_its_reason_and_when_it_comes_back(line: GradeLine) -> None:
    words = "How did it go? Proposed: Good (4 of 6 key points). It comes back in 9 days."
    assert line.words == words
    assert counting(line) == [RecallGrade.GOOD]


def test_each_choice_says_its_key_and_when_it_comes_back(line: GradeLine) -> None:
    assert keys_told(line) == []
    labels = [(button.key_name, button.label) for button in line.buttons.values()]
    assert labels == [
        ("1", "Again, 4 hours"),
        ("2", "Hard, now"),
        ("3", "Good, 9 days"),
        ("4", "Easy, 3 weeks"),
    ]


def test_what_the_person_said_is_told_as_that(line: GradeLine) -> None:
    line.show_graded(GradedTake("t", RecallGrade.AGAIN, True, PROPOSED.suggestion, DUE))
    assert line.words == "You said: Again. It comes back in 4 hours."
    assert counting(line) == [RecallGrade.AGAIN]


def test_where_a_later_answer_tells_when_it_comes_back_that_is_said(line: GradeLine) -> None:
    soon = dict.fromkeys(RecallGrade, NOW + timedelta(hours=4))
    line.show_graded(
        GradedTake("t", RecallGrade.EASY, True, PROPOSED.suggestion, soon, is_superseded=True)
    )
    assert line.words == "You said: Easy. You answered again since; it comes back in 4 hours."


def test_where_nothing_can_be_told_nothing_is_proposed(line: GradeLine) -> None:
    line.show_graded(GradedTake("t", None, False, None, DUE))
    assert line.words == "How did it go? Nothing is proposed: what you knew could not be told."
    assert counting(line) == []


def test_a_choice_is_told_by_key_and_by_click_and_shown_once_it_is_kept(line: GradeLine) -> None:
    told: list[tuple[str, RecallGrade]] = []
    line.chosen.connect(lambda take, grade: told.append((take, grade)))
    line.buttons[RecallGrade.EASY].click()
    line.keys[ord("2")]()
    assert told == [("t", RecallGrade.EASY), ("t", RecallGrade.HARD)]
    assert counting(line) == [RecallGrade.GOOD]


def test_without_an_answer_to_grade_keys_do_nothing(line: GradeLine) -> None:
    told: list[str] = []
    line.chosen.connect(lambda take, _grade: told.append(take))
    line.show_graded(None)
    line.keys[ord("3")]()
    assert (told, line.isHidden()) == ([], True)


def test_choices_have_names(line: GradeLine) -> None:
    assert nameless(line) == []


@pytest.fixture
def folding(qtbot: QtBot, look: Theme) -> GradeLine:
    made = GradeLine(folds=True, now=lambda: NOW)
    qtbot.addWidget(made)
    made.show_graded(PROPOSED)
    return made


def test_with_little_room_the_choices_unfold(folding: GradeLine) -> None:
    assert folding.words == "Proposed: Good. It comes back in 9 days."
    assert not folding.buttons[RecallGrade.HARD].isVisible()
    folding.fold.click()
    assert folding.buttons[RecallGrade.HARD].isVisible()


def test_where_the_choices_are_folded_it_says_which_keys_change_the_grade(
    folding: GradeLine,
) -> None:
    (told,) = keys_told(folding)
    assert told == (
        "Press 1 to 4 to change that: 1 Again, it was not there · 2 Hard, with gaps or effort · "
        "3 Good, it was there · 4 Easy, whole and at once."
    )
    folding.show_graded(GradedTake("t", None, False, None, DUE))
    (told,) = keys_told(folding)
    assert told.startswith("Press 1 to 4: 1 Again")


def test_with_little_room_nothing_is_said_where_nothing_can_be_told(folding: GradeLine) -> None:
    folding.show_graded(GradedTake("t", None, False, None, DUE))
    assert folding.words == "How did it go?"


def test_choices_that_are_folded_have_keys_all_the_same(folding: GradeLine) -> None:
    told: list[RecallGrade] = []
    folding.chosen.connect(lambda _take, grade: told.append(grade))
    folding.keys[ord("1")]()
    assert (told, nameless(folding)) == ([RecallGrade.AGAIN], [])
