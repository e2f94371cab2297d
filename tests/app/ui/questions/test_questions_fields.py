"""Each field of a question, written on the page of questions, is kept over its bank."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.questions.current_bank import BankChange
from mock_interviewer.app.ui.questions.editor.entry_details import EntryDetails
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
class Desk:
    """Keeps the edits to one bank in memory."""

    page: QuestionsPage
    edition: EditedBank = field(default_factory=lambda: OverlaidBank(TEA, BankOverlay(bank="tea")))

    @property
    def form(self) -> QuestionForm:
        return self.page.editor.form

    def do(self, change: BankChange) -> None:
        self.edition = change.edit(self.edition)
        self.show()
        self.page.done(change)

    def show(self) -> None:
        self.page.show_shelf(BankShelf((self.edition.bank,), (), {"tea": self.edition}))

    def write(self, path: tuple[str | int, ...], value: object) -> None:
        """Write a field as a person does, who unfolds what it stands in."""
        self.form.take_keyboard(path)
        names = [step for step in path if isinstance(step, str)]
        place: Any = self.form.lists[names[0]].rows[0] if len(path) > 1 else self.form
        if len(names) > 2:
            place = place.findChildren(EntryDetails)[0]._fields[names[1]].control.rows[0]
        known = place.fields_by_name if place is self.form else place._details._fields
        control = known[names[-1]]
        assert isinstance(control, ValueField)
        control.show_value(value)
        control.changed.emit()


@pytest.fixture
def desk(qtbot: QtBot, look: Theme) -> Desk:
    page = QuestionsPage()
    qtbot.addWidget(page)
    made = Desk(page)
    page.change_asked.connect(made.do)
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
def test_what_is_written_is_kept_by_itself_and_outlives_an_update_of_the_bank(
    desk: Desk, path: tuple[str | int, ...], value: object, kept: object
) -> None:
    desk.write(path, value)
    desk.page.editor.ask_save()
    overlay, problems = inspect_overlay_map(
        parse_map(desk.edition.text, Path("tea.yaml")), Path("tea.yaml"), "tea"
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


def test_a_question_to_see_also_is_kept_and_one_that_is_not_there_is_refused(desk: Desk) -> None:
    others = desk.form.lists["see_also"]
    others.add.click()
    others.rows[0].write({"id": "nowhere"})
    others.changed.emit()
    assert not desk.page.editor.ask_save()
    assert "Choose another question" in others.rows[0].said
    others.rows[0].write({"id": "black"})
    assert desk.page.editor.ask_save()
    assert desk.edition.bank.questions[0].see_also == ("black",)


def test_the_same_question_to_see_also_twice_is_refused(desk: Desk) -> None:
    others = desk.form.lists["see_also"]
    for number in range(2):
        others.add.click()
        others.rows[number].write({"id": "black"})
    others.changed.emit()
    assert not desk.page.editor.ask_save()
    assert [row.said for row in others.rows] == [
        "",
        "This question is listed twice. Remove one of them.",
    ]


def test_what_is_unfolded_and_saved_beside_a_change_is_as_it_was(desk: Desk) -> None:
    for path, _value, _kept in WRITTEN:
        desk.form.take_keyboard(path)
    desk.write(("text",), "Why green tea?")
    desk.page.editor.ask_save()
    expected = fields_of(GREEN) | {"text": "Why green tea?"}
    assert fields_of(desk.edition.bank.questions[0]) == expected


def test_saving_leaves_open_what_is_written_on_with_the_keyboard_there(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.page.resize(1000, 700)
    qtbot.waitUntil(desk.page.isActiveWindow)
    desk.form.take_keyboard(("key_points", 0, "why"))
    writing = desk.page.window().focusWidget()
    assert isinstance(writing, QPlainTextEdit)
    qtbot.keyClicks(writing, "Sleep. ")
    at = writing.textCursor().position()
    qtbot.keyClick(writing, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert desk.edition.bank.questions[0].key_points[0].why == "Sleep."
    assert not desk.page.editor.dirty
    assert writing.isVisible()
    assert writing.hasFocus()
    assert writing.textCursor().position() == at
