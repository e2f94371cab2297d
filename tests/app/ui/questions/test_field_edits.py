"""Each field of a question, edited on the questions page and stored as an edit to its bank."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.questions.current_bank import BankChange
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList
from mock_interviewer.app.ui.questions.editor.fields import ValueField
from mock_interviewer.app.ui.questions.editor.question_form import QuestionForm
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.questions.editing import EditedBank, OverlaidBank
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
    StarPart,
    VocabularyTerm,
)
from mock_interviewer.questions.overlay import BankOverlay, inspect_overlay_map
from mock_interviewer.questions.question_fields import fields_of
from mock_interviewer.questions.shelf import BankShelf
from mock_interviewer.questions.yaml_reader import parse_map

GREEN = Question(
    id="green",
    text="Why green?",
    section="Leaves",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.BEHAVIORAL,
    vocabulary=(VocabularyTerm(term="sencha"),),
    key_points=(KeyPoint(id="calms", point="It calms.", terms=("theanine",)),),
    model_answer="Once I drank it.",
    follow_ups=(FollowUp(text="How?", key_points=(KeyPoint(id="slowly", point="Slowly."),)),),
)
BLACK = GREEN.model_copy(
    update={"id": "black", "text": "Why black?", "source": QuestionSource(list=1, number=2)}
)
TEA = Bank(id="tea", name="Tea", version="1", questions=(GREEN, BLACK))


@dataclass
class PageDriver:
    """Drives the page, and keeps the edits to one bank in memory."""

    page: QuestionsPage
    edition: EditedBank = field(default_factory=lambda: OverlaidBank(TEA, BankOverlay(bank="tea")))

    @property
    def form(self) -> QuestionForm:
        return self.page.editor.form

    def do(self, change: BankChange) -> None:
        self.edition = change.edit(self.edition)
        self.show()
        self.page.change_saved(change)

    def show(self) -> None:
        self.page.show_shelf(BankShelf((self.edition.bank,), (), {"tea": self.edition}))

    def write(self, path: tuple[str | int, ...], value: object) -> None:
        """Edit a field, after unfolding the details that it is in."""
        self.form.focus_field(path)
        names = [step for step in path if isinstance(step, str)]
        field: ValueField = self.form.fields_by_name[names[0]]
        for name in names[1:]:
            assert isinstance(field, EntryList)
            details = field.rows[0].details
            assert details is not None
            field = details.field(name)
        field.show_value(value)
        field.changed.emit()


@pytest.fixture
def driver(qtbot: QtBot, look: Theme) -> PageDriver:
    page = QuestionsPage()
    qtbot.addWidget(page)
    made = PageDriver(page)
    page.change_requested.connect(made.do)
    made.show()
    page.show()
    return made


POINT = ("key_points", 0)
WRITTEN: list[tuple[tuple[str | int, ...], object, object]] = [
    (("text",), "Why green tea?", "Why green tea?"),
    (("spoken",), "Why, green?", "Why, green?"),
    (("rephrased",), "What is good about it?", "What is good about it?"),
    (("model_answer",), "Twice.", "Twice."),
    (("example",), True, True),
    ((*POINT, "why"), "Else you shake.", "Else you shake."),
    ((*POINT, "said"), ["It calms me down well."], ("It calms me down well.",)),
    ((*POINT, "mistaken"), ["It makes me sleep well."], ("It makes me sleep well.",)),
    ((*POINT, "terms"), ["theanine", "calm"], ("theanine", "calm")),
    ((*POINT, "part"), "result", StarPart.RESULT),
    (("vocabulary", 0, "heard_as"), ["sent cha"], ("sent cha",)),
    (("vocabulary", 0, "essential"), True, True),
    (("follow_ups", 0, "key_points", 0, "why"), "Else it is bitter.", "Else it is bitter."),
]


@pytest.mark.parametrize(("path", "value", "kept"), WRITTEN, ids=str)
def test_an_edited_field_is_stored_alone_and_survives_an_update_of_the_bank(
    driver: PageDriver, path: tuple[str | int, ...], value: object, kept: object
) -> None:
    driver.write(path, value)
    driver.page.editor.request_save()
    overlay, problems = inspect_overlay_map(
        parse_map(driver.edition.text, Path("tea.yaml")), Path("tea.yaml"), "tea"
    )
    assert overlay is not None, problems
    assert list(overlay.changed[0].fields) == [path[0]]
    newer = GREEN.model_copy(update={"difficulty": 4})
    update = TEA.model_copy(update={"version": "2", "questions": (newer, BLACK)})
    found: Any = OverlaidBank(update, overlay).bank.questions[0]
    assert found.difficulty == 4
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    assert found == kept


def test_a_related_question_is_saved_and_a_missing_one_refused(driver: PageDriver) -> None:
    others = driver.form.list_of("see_also")
    others.add.click()
    others.rows[0].show_values({"id": "nowhere"})
    others.changed.emit()
    assert not driver.page.editor.request_save()
    assert "Choose another question" in others.rows[0].message
    others.rows[0].show_values({"id": "black"})
    assert driver.page.editor.request_save()
    assert driver.edition.bank.questions[0].see_also == ("black",)


def test_a_repeated_related_question_is_refused(driver: PageDriver) -> None:
    others = driver.form.list_of("see_also")
    for number in range(2):
        others.add.click()
        others.rows[number].show_values({"id": "black"})
    others.changed.emit()
    assert not driver.page.editor.request_save()
    assert [row.message for row in others.rows] == [
        "",
        "This question is listed twice. Remove one of them.",
    ]


def test_unfolded_fields_stay_unchanged_when_another_is_saved(driver: PageDriver) -> None:
    for path, _value, _kept in WRITTEN:
        driver.form.focus_field(path)
    driver.write(("text",), "Why green tea?")
    driver.page.editor.request_save()
    expected = fields_of(GREEN) | {"text": "Why green tea?"}
    assert fields_of(driver.edition.bank.questions[0]) == expected


def test_saving_keeps_details_open_and_the_keyboard_in_place(
    driver: PageDriver, qtbot: QtBot
) -> None:
    driver.page.resize(1000, 700)
    qtbot.waitUntil(driver.page.isActiveWindow)
    driver.form.focus_field(("key_points", 0, "why"))
    writing = driver.page.window().focusWidget()
    assert isinstance(writing, QPlainTextEdit)
    qtbot.keyClicks(writing, "Sleep. ")
    at = writing.textCursor().position()
    qtbot.keyClick(writing, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert driver.edition.bank.questions[0].key_points[0].why == "Sleep."
    assert not driver.page.editor.dirty
    assert writing.isVisible()
    assert writing.hasFocus()
    assert writing.textCursor().position() == at
