"""The person changes verdicts on key points, and takes it back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.feedback import ASKED, FEEDBACK, SAID
from rig.shown import show_active

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.ui.feedback.finding_list import FindingRow
from mock_interviewer.app.ui.feedback.key_points import AnswerContext, KeyPointsView
from mock_interviewer.app.ui.feedback.verdict_controls import VerdictButton
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.shortcuts import visible_shortcuts

MADE, OPPOSITE = CoverageVerdict.MADE, CoverageVerdict.OPPOSITE
NOT = CoverageVerdict.NOT
CONTEXT = AnswerContext(SAID, ASKED, playable=True, take="t")
Chosen = list[tuple[str, str, CoverageVerdict | None]]


class Judged(KeyPointsView):
    """A view of key points beside a store that saves verdicts at once."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Chosen = []
        self.given: dict[str, CoverageVerdict] = {}
        self.verdict_chosen.connect(self._save)
        self.show_verdicts()

    def show_verdicts(self, context: AnswerContext = CONTEXT) -> None:
        assert FEEDBACK.coverage is not None
        coverage = FEEDBACK.coverage.with_verdicts(self.given)
        self.show_feedback(replace(FEEDBACK, coverage=coverage), context)

    def row(self, at: int) -> FindingRow:
        return self.points.rows[at]

    def sign(self, at: int) -> VerdictButton:
        button = self.row(at).verdict
        assert button is not None
        return button

    def menu(self, at: int, label: str) -> None:
        menu = self.sign(at).open_menu()
        (action,) = (each for each in menu.actions() if each.text().split("\t")[0] == label)
        action.trigger()
        menu.close()

    def _save(self, take: str, point: str, covered: CoverageVerdict | None) -> None:
        self.chosen.append((take, point, covered))
        self.given.pop(point, None)
        if covered is not None:
            self.given[point] = covered
        self.show_verdicts()


@pytest.fixture
def view(qtbot: QtBot, look: Theme) -> Judged:
    """The first point was made, the second is to be checked, the third was missed."""
    view = Judged()
    qtbot.addWidget(view)
    show_active(qtbot, view)
    return view


@pytest.mark.parametrize(
    ("label", "covered"),
    [("I said this", MADE), ("I didn't say this", NOT), ("I said the opposite", OPPOSITE)],
)
def test_the_menu_of_a_sign_gives_a_verdict(
    view: Judged, label: str, covered: CoverageVerdict
) -> None:
    view.menu(2, label)
    assert view.chosen == [("t", "tokenizer", covered)]


@pytest.mark.parametrize(("key", "covered"), [(Qt.Key.Key_Y, MADE), (Qt.Key.Key_N, NOT)])
def test_a_key_gives_the_verdict_on_the_row_with_the_focus(
    view: Judged, key: Qt.Key, covered: CoverageVerdict
) -> None:
    view.row(2).fold.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.row(2).fold, key)
    assert view.chosen == [("t", "tokenizer", covered)]


def test_the_same_key_again_takes_the_verdict_back(view: Judged) -> None:
    view.sign(2).setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Y)
    assert view.chosen == [("t", "tokenizer", MADE), ("t", "tokenizer", None)]


def test_a_changed_row_keeps_the_focus_and_stays_unfolded(view: Judged) -> None:
    view.row(0).unfold()
    view.row(0).fold.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.row(0).fold, Qt.Key.Key_N)
    assert view.sign(0).hasFocus()
    assert view.row(0).unfolded


def test_a_verdict_leaves_other_rows_as_they_are(view: Judged) -> None:
    before = view.row(0)
    view.menu(2, "I said this")
    assert view.row(0) is before


def test_the_menu_takes_a_verdict_back(view: Judged) -> None:
    view.menu(0, "Use the program's verdict")
    assert view.chosen == [], "there is none to take back"
    view.menu(0, "I didn't say this")
    view.menu(0, "Use the program's verdict")
    assert view.chosen[-1] == ("t", "loss", None)


def test_a_point_to_check_asks_and_takes_yes_or_no(qtbot: QtBot, view: Judged) -> None:
    question = view.row(1).question
    assert question is not None
    qtbot.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    assert view.chosen == [("t", "lower", MADE)]
    assert view.row(1).question is None
    view.undo()
    again = view.row(1).question
    assert again is not None
    qtbot.mouseClick(again.no, Qt.MouseButton.LeftButton)
    assert view.chosen[-1] == ("t", "lower", NOT)


def test_only_points_to_check_ask(view: Judged) -> None:
    assert [row.question is not None for row in view.points.rows] == [False, True, False]


def test_undo_takes_back_the_last_verdict_first(qtbot: QtBot, view: Judged) -> None:
    view.menu(0, "I didn't say this")
    view.menu(0, "I said the opposite")
    assert view.undo_bar.text == "Your verdict: contradicted"
    qtbot.mouseClick(view.undo_bar.undo, Qt.MouseButton.LeftButton)
    view.undo()
    assert view.chosen[2:] == [("t", "loss", NOT), ("t", "loss", None)]
    assert view.undo_bar.isHidden()
    view.undo()
    assert len(view.chosen) == 4


def test_verdicts_on_another_answer_are_not_undone(view: Judged) -> None:
    view.menu(0, "I didn't say this")
    view.show_verdicts(replace(CONTEXT, take="other"))
    assert view.undo_bar.isHidden()
    assert not view.undo_shortcut.enabled()


def test_a_sign_is_named_for_screen_readers(view: Judged) -> None:
    assert view.sign(0).accessibleName() == (
        "Verdict: made. Change it for: It is the exponentiated loss."
    )
    view.menu(0, "I didn't say this")
    assert view.sign(0).accessibleName().startswith("Verdict: not made, your verdict.")
    question = view.row(1).question
    assert question is not None
    assert question.yes.accessibleName() == "Yes, I said this: Lower is better."
    assert question.no.accessibleName() == "No, I didn't say this: Lower is better."


def test_a_click_on_a_sign_takes_no_focus(qtbot: QtBot, view: Judged) -> None:
    view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    view.setFocus()
    qtbot.mouseClick(view.sign(0), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    assert QApplication.focusWidget() is view


def test_the_help_lists_the_keys_of_a_verdict(view: Judged) -> None:
    groups = {group.title: group.shortcuts for group in visible_shortcuts(view)}
    assert groups["On a key point"] == ((("Y",), "I said this"), (("N",), "I didn't say this"))


def test_without_a_take_no_verdict_can_be_changed(view: Judged) -> None:
    view.show_verdicts(replace(CONTEXT, take=""))
    assert {row.verdict for row in view.points.rows} == {None}
    assert {row.question for row in view.points.rows} == {None}
    QTest.keyClick(view.row(2).fold, Qt.Key.Key_Y)
    assert view.chosen == []
