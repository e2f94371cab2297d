"""Key points made from one's own answer."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.ui.questions.current_bank import BankChange
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.questions.points_view import MOST_CHARACTERS, PointsView
from mock_interviewer.app.ui.questions.spoken_answer import SpokenAnswer
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.questions.editing import EditedBank, OwnBank
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource
from mock_interviewer.questions.shelf import BankShelf

WHY, HOW = (
    Question(
        id=ident,
        text=f"{ident.title()} tea?",
        section="Drinks",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.TECHNICAL,
    )
    for ident in ("why", "how")
)
TEA = Bank(id="tea", name="Tea", version="1", questions=(WHY, HOW))
ANSWER = SpokenAnswer("t1", "tea", "how", "How tea?", "It wakes you up. And it warms. You know.")


@dataclass
class PointsDriver:
    """A page that applies changes to a bank in memory."""

    page: QuestionsPage
    edition: EditedBank = field(default_factory=lambda: OwnBank(TEA))
    changes: list[BankChange] = field(default_factory=list)

    @property
    def view(self) -> PointsView:
        return self.page.instead.points

    def show(self) -> None:
        self.page.show_shelf(BankShelf((self.edition.bank,), (), {"tea": self.edition}))

    def do(self, change: BankChange) -> None:
        self.changes.append(change)
        self.edition = change.edit(self.edition)
        self.show()
        self.page.change_saved(change)


@pytest.fixture
def driver(qtbot: QtBot, look: Theme) -> PointsDriver:
    page = QuestionsPage()
    qtbot.addWidget(page)
    made = PointsDriver(page)
    page.change_requested.connect(made.do)
    made.show()
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    return made


def test_each_sentence_is_offered_and_none_is_checked(driver: PointsDriver) -> None:
    driver.page.instead.make_points(ANSWER)
    rows = driver.view.rows
    assert [row.field.written for row in rows] == ["It wakes you up.", "And it warms.", "You know."]
    assert not any(row.check.isChecked() for row in rows)
    assert not driver.view.keep.isEnabled()
    assert rows[0].check.hasFocus()
    assert driver.page.body.isHidden()


def test_checked_and_edited_sentences_become_key_points(driver: PointsDriver) -> None:
    driver.page.instead.make_points(ANSWER)
    rows = driver.view.rows
    QTest.keyClick(rows[0].check, Qt.Key.Key_Space)
    rows[1].field.setPlainText("It warms.")
    assert driver.view.keep.text() == "Keep 2 key points"
    driver.view.keep.click()
    points = driver.edition.bank.questions[1].key_points
    assert [(point.id, point.point) for point in points] == [
        ("it-wakes-you-up", "It wakes you up."),
        ("it-warms", "It warms."),
    ]
    assert driver.edition.bank.questions[0] == WHY
    assert driver.changes[0].take == "t1"
    assert not driver.view.is_open
    assert [row["point"] for row in driver.page.editor.fields["key_points"]] == [
        "It wakes you up.",
        "It warms.",
    ]


def test_an_emptied_sentence_is_no_key_point(driver: PointsDriver) -> None:
    driver.page.instead.make_points(ANSWER)
    driver.view.rows[0].check.click()
    driver.view.rows[0].field.setPlainText(" ")
    assert not driver.view.keep.isEnabled()


def test_esc_keeps_no_points(driver: PointsDriver) -> None:
    driver.page.instead.make_points(ANSWER)
    driver.view.rows[0].check.click()
    QTest.keyClick(driver.view.rows[0].check, Qt.Key.Key_Escape)
    assert driver.changes == []
    assert driver.page.body.isVisible()


def test_an_answer_without_words_offers_nothing(driver: PointsDriver) -> None:
    driver.page.instead.make_points(SpokenAnswer("t1", "tea", "how", "How tea?", ""))
    assert driver.view.status == "This answer has no words to make points from."
    assert not driver.view.keep.isEnabled()


def test_a_key_point_that_is_too_long_is_not_kept(driver: PointsDriver) -> None:
    driver.page.instead.make_points(ANSWER)
    driver.view.rows[0].field.setPlainText("x" * (MOST_CHARACTERS + 1))
    driver.view.keep.click()
    assert "at most 4000 characters" in driver.view.status
    assert driver.changes == []


@pytest.mark.parametrize(("bank", "question"), [("gone", "how"), ("tea", "gone")])
def test_a_question_that_cannot_be_edited_gets_no_points(
    driver: PointsDriver, bank: str, question: str
) -> None:
    driver.page.instead.make_points(SpokenAnswer("t1", bank, question, "How tea?", "It warms."))
    assert not driver.view.is_open
    assert "can't be edited" in driver.page.banner.text


def test_unsaved_changes_are_asked_about_first(driver: PointsDriver) -> None:
    driver.page.add.click()
    QTest.keyClicks(driver.page.window().focusWidget(), "Why milk?")
    driver.page.instead.make_points(ANSWER)
    assert not driver.view.is_open
    driver.page.editor.unsaved_prompt.discard.click()
    assert driver.view.is_open


def test_the_editor_offers_points_for_an_answered_question_without_any(
    driver: PointsDriver, qtbot: QtBot
) -> None:
    button = driver.page.editor.question_actions.points_button
    assert button.isHidden()
    driver.page.show_takes([PracticedQuestion("tea", "Drinks", "why", 1)])
    assert button.isVisible()
    with qtbot.waitSignal(driver.page.best_answer_requested) as asked:
        button.click()
    assert asked.args == ["tea", "why"]
    driver.page.instead.make_points(SpokenAnswer("t1", "tea", "why", "Why tea?", "It warms."))
    driver.view.rows[0].check.click()
    driver.view.keep.click()
    assert button.isHidden()


def test_every_control_of_the_points_has_a_name(driver: PointsDriver) -> None:
    driver.page.instead.make_points(ANSWER)
    assert nameless(driver.page) == []
