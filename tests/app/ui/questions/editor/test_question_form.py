"""The form of a question: it returns what it shows, and keeps what it doesn't show."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.any_question import QUESTIONS

from mock_interviewer.app.ui.questions.editor.entry_details import EntryDetails
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList
from mock_interviewer.app.ui.questions.editor.fields import FieldPath, TextField
from mock_interviewer.app.ui.questions.editor.question_form import FIELDS, QuestionForm
from mock_interviewer.app.ui.questions.editor.reference_rows import ReferenceRow
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.tab_order import tab_stops
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit, LinesEdit
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question
from mock_interviewer.questions.overlay import EDITABLE
from mock_interviewer.questions.question_fields import (
    FieldFault,
    complete_fields,
    field_faults,
    fields_match,
    fields_of,
)

WHOLE = load_bank("llm").questions[1]
SMALL: dict[str, Any] = {
    "key_points": [{"id": "a", "point": "A."}, {"id": "b", "point": "B."}],
    "vocabulary": [{"term": "sencha"}],
    "follow_ups": [{"text": "How?", "key_points": [{"id": "c", "point": "C."}]}],
    "references": [{"authors": "A", "title": "B", "year": 1999}],
    "see_also": ["black"],
}
"""At least one entry of each kind."""


@pytest.fixture
def form(qtbot: QtBot, look: Theme) -> QuestionForm:
    made = QuestionForm()
    qtbot.addWidget(made)
    return made


def show(form: QuestionForm, **fields: Any) -> None:
    form.show_fields({"text": "Why?", "section": "Tea", "kind": "technical"} | fields, ["Tea"])


def test_every_field_that_can_be_changed_has_a_control_except_the_subsection() -> None:
    assert set(FIELDS) == set(EDITABLE) - {"subsection"}


@pytest.mark.parametrize("bank", ["llm", "behavioral-general"])
def test_showing_a_shipped_question_changes_nothing(form: QuestionForm, bank: str) -> None:
    for question in load_bank(bank).questions[:8]:
        form.show_fields(fields_of(question), [])
        assert fields_match(form.fields, question), question.id


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=15,
)
@given(question=QUESTIONS)
def test_the_form_keeps_nothing_from_the_question_before(
    form: QuestionForm, question: Question
) -> None:
    form.show_fields(fields_of(question), [])
    form.show_fields(fields_of(WHOLE), [])
    assert fields_match(form.fields, WHOLE)


def line_of(row: QWidget, name: str) -> QLineEdit:
    """Return the line of a row with this accessible name."""
    return next(each for each in row.findChildren(QLineEdit) if each.accessibleName() == name)


def unfold(form: QuestionForm) -> None:
    """Unfold the details of all entries, including nested ones."""
    while folded := [
        each.toggle
        for each in form.findChildren(EntryDetails)
        if not each.toggle.isChecked() and each.toggle.isVisibleTo(form)
    ]:
        for toggle in folded:
            toggle.click()


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=15,
)
@given(question=QUESTIONS)
def test_unfolding_all_details_changes_nothing(form: QuestionForm, question: Question) -> None:
    form.show_fields(fields_of(question), [])
    unfold(form)
    assert fields_match(form.fields, question)


DETAILS = {
    "why": ["Else it costs."],
    "said": ["It wakes you up at once."],
    "mistaken": ["It puts you to sleep."],
    "terms": ["caffeine", "theine"],
}


@pytest.mark.parametrize(("name", "lines"), DETAILS.items())
def test_each_detail_of_a_key_point_can_be_edited(
    form: QuestionForm, name: str, lines: list[str]
) -> None:
    show(form, key_points=[{"id": "a", "point": "A.", "weight": 2.0}])
    form.focus_field(("key_points", 0, name))
    details = form.list_of("key_points").rows[0].details
    assert details is not None
    (control,) = details.field(name).findChildren(GrowingTextEdit)
    control.setPlainText("\n".join(lines))
    written: object = lines[0] if name == "why" else lines
    assert form.fields["key_points"] == [
        {"id": "a", "point": "A.", "weight": 2.0, "essential": False, name: written}
    ]


def test_the_part_of_a_story_can_be_chosen_and_cleared(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}])
    unfold(form)
    picker = next(each for each in form.findChildren(Picker) if "Story" in each.accessibleName())
    for label, part in (("Result", "result"), ("No story", None)):
        picker.setCurrentText(label)
        picker.activated.emit(picker.currentIndex())
        assert form.fields["key_points"][0].get("part") == part


def test_the_details_of_a_term_can_be_edited(form: QuestionForm) -> None:
    show(form, vocabulary=[{"term": "sencha"}])
    form.focus_field(("vocabulary", 0, "heard_as"))
    row = form.list_of("vocabulary").rows[0]
    row.findChildren(LinesEdit)[0].setPlainText("sent cha\nsenture")
    row.findChildren(QCheckBox)[0].click()
    (term,) = form.fields["vocabulary"]
    assert (term["heard_as"], term["essential"]) == (["sent cha", "senture"], True)


def test_a_follow_up_can_have_its_own_key_points(form: QuestionForm) -> None:
    show(form, follow_ups=[{"text": "How?", "about": []}])
    form.focus_field(("follow_ups", 0, "key_points"))
    row = form.list_of("follow_ups").rows[0]
    (own,) = row.findChildren(EntryList)
    own.add.click()
    own.rows[0].findChildren(GrowingTextEdit)[0].setPlainText("By hand.")
    (point,) = complete_fields(form.fields)["follow_ups"][0]["key_points"]
    assert (point["id"], point["point"]) == ("by-hand", "By hand.")


def test_a_related_question_is_found_by_its_text(form: QuestionForm) -> None:
    others = {"milk": "Why milk?", "water": "Why water?", "milk-2": "Why milk?"}
    form.show_fields({"text": "Why?", "see_also": ["milk-2"]}, [], others)
    form.list_of("see_also").add.click()
    assert form.fields["see_also"] == ["milk-2"]
    line = form.list_of("see_also").rows[1].findChildren(QLineEdit)[0]
    for typed, kept in (("why WATER?", "water"), ("beer", "beer")):
        line.setText(typed)
        line.textEdited.emit(typed)
        assert form.fields["see_also"] == ["milk-2", kept]


def test_the_fictional_example_box_is_checked(form: QuestionForm) -> None:
    show(form)
    box = form.control_field("example").control
    assert isinstance(box, QCheckBox)
    box.click()
    assert form.fields["example"] is True


def test_a_fault_in_folded_details_unfolds_them_and_is_shown_at_its_field(
    form: QuestionForm,
) -> None:
    show(form, follow_ups=[{"text": "How?", "key_points": [{"point": "A.", "why": "x" * 4001}]}])
    form.show_messages(field_faults(form.fields), {})
    shown = [field.message for field in form.findChildren(TextField) if field.message]
    assert shown == ["This is longer than 4000 characters. Shorten it."]
    assert form.list_of("follow_ups").rows[0].message == ""


def test_a_fault_without_a_field_is_shown_at_the_first_field(form: QuestionForm) -> None:
    show(form)
    form.show_messages([FieldFault(("subsection",), "Shorten it.")], {})
    assert form.control_field("text").message == "Shorten it."


def test_tab_follows_the_visual_order(form: QuestionForm, qtbot: QtBot) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}], follow_ups=[{"text": "How?"}])
    form.list_of("vocabulary").add.click()
    unfold(form)
    form.findChildren(EntryList)[-1].add.click()
    form.show()
    qtbot.waitUntil(form.isActiveWindow)
    in_order = [at for at in tab_stops(form) if at.isVisible() and at.isEnabled()]
    in_order[0].setFocus()
    ways: list[QWidget] = [form.focusWidget()]
    for _ in in_order:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        ways.append(form.focusWidget())
    assert ways == [*in_order, in_order[0]]


def test_an_edit_emits_changed_and_is_returned(form: QuestionForm, qtbot: QtBot) -> None:
    show(form)
    with qtbot.waitSignal(form.changed):
        form.findChildren(GrowingTextEdit, "")[0].setPlainText("Why tea?")
    assert form.fields["text"] == "Why tea?"


def test_showing_a_question_is_no_change(form: QuestionForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.show_fields(fields_of(WHOLE), [])


def test_unfolding_and_adding_blank_entries_is_no_change(form: QuestionForm, qtbot: QtBot) -> None:
    show(form, **SMALL)
    with qtbot.assertNotEmitted(form.changed):
        unfold(form)
        for rows in form.findChildren(EntryList):
            rows.add.click()
        unfold(form)


def test_key_points_can_be_added_moved_and_removed(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}, {"id": "b", "point": "B."}])
    rows = form.list_of("key_points")
    rows.rows[1].up.click()
    rows.add.click()
    rows.rows[2].findChildren(GrowingTextEdit)[0].setPlainText("C.")
    assert [entry["point"] for entry in rows.value] == ["B.", "A.", "C."]
    rows.rows[0].remove.click()
    assert [entry.get("id") for entry in rows.value] == ["a", None]


def test_a_blank_entry_is_left_out(form: QuestionForm) -> None:
    show(form)
    form.list_of("vocabulary").add.click()
    assert form.fields["vocabulary"] == []


def test_a_weight_has_no_trailing_zeros(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A.", "weight": 1.5}])
    assert form.findChildren(QDoubleSpinBox)[0].text() == "Weight 1.5"


def test_messages_are_shown_at_their_fields_and_cleared(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}, {"id": "b", "point": "", "said": ["B."]}])
    point = FieldFault(("key_points", 1, "point"), "Write what a good answer says.")
    warnings: dict[FieldPath, str] = {("key_points", 0): "It is short; say more."}
    form.show_messages([FieldFault(("text",), "Write the question."), point], warnings)
    rows = form.list_of("key_points").rows
    assert form.control_field("text").message == "Write the question."
    assert [row.message for row in rows] == ["It is short; say more.", point.sentence]
    form.show_messages([], {})
    assert form.control_field("text").message == ""
    assert [row.message for row in rows] == ["", ""]


def test_a_follow_up_can_be_about_a_new_key_point(form: QuestionForm) -> None:
    show(form, key_points=[{"point": "It wakes."}], follow_ups=[{"text": "How?"}])
    follow_up = form.list_of("follow_ups").rows[0]
    about = next(
        each for each in follow_up.findChildren(DisclosureButton) if "About" in each.text()
    )
    about.click()
    (menu,) = follow_up.findChildren(QMenu)
    (action,) = menu.actions()
    assert action.text() == "It wakes."
    action.trigger()
    menu.close()
    assert form.fields["key_points"][0]["id"] == "it-wakes"
    assert form.fields["follow_ups"][0]["about"] == ["it-wakes"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10.1000/182", {"doi": "10.1000/182"}),
        ("https://doi.org/10.1000/182", {"doi": "10.1000/182"}),
        ("arXiv:1706.03762", {"doi": None, "arxiv": "1706.03762"}),
        ("https://arxiv.org/abs/1706.03762", {"doi": None, "arxiv": "1706.03762"}),
        ("https://example.org", {"doi": None, "arxiv": None, "url": "https://example.org"}),
        ("", {"doi": None, "arxiv": None, "url": None}),
    ],
)
def test_a_doi_arxiv_id_or_address_is_recognized(
    qtbot: QtBot, look: Theme, written: str, kept: dict[str, str | None]
) -> None:
    row = ReferenceRow()
    qtbot.addWidget(row)
    row.show_entry({"authors": "A", "title": "B", "year": 1999})
    line_of(row, "Where to read it").setText(written)
    assert {key: row.fields.get(key) for key in kept} == kept


def test_a_very_long_year_is_a_fault(form: QuestionForm) -> None:
    show(form, **SMALL)
    line_of(form.list_of("references").rows[0], "Year").insert("2" * 5000)
    said = [fault.sentence for fault in field_faults(form.fields) if fault.path[0] == "references"]
    assert said == ["Enter a year from 1800 to 2100."]


def test_every_tab_stop_has_a_name(form: QuestionForm) -> None:
    show(form, **SMALL)
    form.show()
    unfold(form)
    assert nameless(form) == []
    names = [button.accessibleName() for button in form.findChildren(QPushButton)]
    assert "Move key point 2 up" in names
