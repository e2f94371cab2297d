"""The form of a question: what it shows it gives back, and what it does not show it keeps."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.any_question import QUESTIONS

from mock_interviewer.app.ui.questions.editor.entry_details import EntryDetails
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList
from mock_interviewer.app.ui.questions.editor.fields import TextField
from mock_interviewer.app.ui.questions.editor.question_form import QuestionForm
from mock_interviewer.app.ui.questions.editor.reference_rows import ReferenceRow
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.tab_order import tab_stops
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit, LinesEdit
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question
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
"""One entry at least of each kind."""


@pytest.fixture
def form(qtbot: QtBot, look: Theme) -> QuestionForm:
    made = QuestionForm()
    qtbot.addWidget(made)
    return made


def show(form: QuestionForm, **fields: Any) -> None:
    form.show_fields({"text": "Why?", "section": "Tea", "kind": "technical"} | fields, ["Tea"])


@pytest.mark.parametrize("bank", ["llm", "behavioral-general"])
def test_questions_of_the_program_are_not_changed_by_being_looked_at(
    form: QuestionForm, bank: str
) -> None:
    for question in load_bank(bank).questions[:8]:
        form.show_fields(fields_of(question), [])
        assert fields_match(form.fields, question), question.id


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=15,
)
@given(question=QUESTIONS)
def test_what_was_written_on_before_leaves_no_trace(form: QuestionForm, question: Question) -> None:
    form.show_fields(fields_of(question), [])
    form.show_fields(fields_of(WHOLE), [])
    assert fields_match(form.fields, WHOLE)


def unfold(form: QuestionForm) -> None:
    """Unfold the details of all entries, and of the entries in these."""
    while folded := [
        each.fold
        for each in form.findChildren(EntryDetails)
        if not each.fold.isChecked() and each.fold.isVisibleTo(form)
    ]:
        for fold in folded:
            fold.click()


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=15,
)
@given(question=QUESTIONS)
def test_a_question_that_is_unfolded_and_left_alone_is_the_same(
    form: QuestionForm, question: Question
) -> None:
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
def test_each_detail_of_a_key_point_is_written(
    form: QuestionForm, name: str, lines: list[str]
) -> None:
    show(form, key_points=[{"id": "a", "point": "A.", "weight": 2.0}])
    form.take_keyboard(("key_points", 0, name))
    details = form.lists["key_points"].rows[0].findChildren(EntryDetails)[0]
    control = details._fields[name].control
    assert isinstance(control, GrowingTextEdit)
    control.setPlainText("\n".join(lines))
    written: object = lines[0] if name == "why" else lines
    assert form.fields["key_points"] == [
        {"id": "a", "point": "A.", "weight": 2.0, "essential": False, name: written}
    ]


def test_the_part_of_a_story_is_chosen_and_taken_back(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}])
    unfold(form)
    picker = next(each for each in form.findChildren(Picker) if "story" in each.accessibleName())
    for label, part in (("Result", "result"), ("No story", None)):
        picker.setCurrentText(label)
        picker.activated.emit(picker.currentIndex())
        assert form.fields["key_points"][0].get("part") == part


def test_how_a_term_is_heard_and_that_it_is_essential_are_written(form: QuestionForm) -> None:
    show(form, vocabulary=[{"term": "sencha"}])
    form.take_keyboard(("vocabulary", 0, "heard_as"))
    row = form.lists["vocabulary"].rows[0]
    row.findChildren(LinesEdit)[0].setPlainText("sent cha\nsenture")
    row.findChildren(QCheckBox)[0].click()
    (term,) = form.fields["vocabulary"]
    assert (term["heard_as"], term["essential"]) == (["sent cha", "senture"], True)


def test_a_follow_up_gets_key_points_of_its_own(form: QuestionForm) -> None:
    show(form, follow_ups=[{"text": "How?", "about": []}])
    form.take_keyboard(("follow_ups", 0, "key_points"))
    row = form.lists["follow_ups"].rows[0]
    (own,) = row.findChildren(EntryList)
    own.add.click()
    own.rows[0].findChildren(GrowingTextEdit)[0].setPlainText("By hand.")
    (point,) = complete_fields(form.fields)["follow_ups"][0]["key_points"]
    assert (point["id"], point["point"]) == ("by-hand", "By hand.")


def test_a_question_to_see_also_is_found_by_its_words(form: QuestionForm) -> None:
    others = {"milk": "Why milk?", "water": "Why water?", "milk-2": "Why milk?"}
    form.show_fields({"text": "Why?", "see_also": ["milk-2"]}, [], others)
    form.lists["see_also"].add.click()
    assert form.fields["see_also"] == ["milk-2"]
    line = form.lists["see_also"].rows[1].findChildren(QLineEdit)[0]
    for typed, kept in (("why WATER?", "water"), ("beer", "beer")):
        line.setText(typed)
        line.textEdited.emit(typed)
        assert form.fields["see_also"] == ["milk-2", kept]


def test_an_invented_experience_is_ticked(form: QuestionForm) -> None:
    show(form)
    box = form.fields_by_name["example"].control
    assert isinstance(box, QCheckBox)
    box.click()
    assert form.fields["example"] is True


def test_a_fault_in_folded_details_is_unfolded_and_said_at_its_field(form: QuestionForm) -> None:
    show(form, follow_ups=[{"text": "How?", "key_points": [{"point": "A.", "why": "x" * 4001}]}])
    form.say(field_faults(form.fields), {})
    shown = [field.said for field in form.findChildren(TextField) if field.said]
    assert shown == ["This is longer than 4000 characters. Shorten it."]
    assert form.lists["follow_ups"].rows[0].said == ""


def test_a_fault_that_has_no_field_is_said_all_the_same(form: QuestionForm) -> None:
    show(form)
    form.say([FieldFault(("subsection",), "Shorten it.")], {})
    assert form.fields_by_name["text"].said == "Shorten it."


def test_tab_goes_through_all_as_it_stands(form: QuestionForm, qtbot: QtBot) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}], follow_ups=[{"text": "How?"}])
    form.lists["vocabulary"].add.click()
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


def test_what_is_written_is_told_and_given_back(form: QuestionForm, qtbot: QtBot) -> None:
    show(form)
    with qtbot.waitSignal(form.changed):
        form.findChildren(GrowingTextEdit, "")[0].setPlainText("Why tea?")
    assert form.fields["text"] == "Why tea?"


def test_showing_a_question_is_no_change(form: QuestionForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.show_fields(fields_of(WHOLE), [])


def test_what_is_unfolded_or_added_empty_is_no_change(form: QuestionForm, qtbot: QtBot) -> None:
    show(form, **SMALL)
    with qtbot.assertNotEmitted(form.changed):
        unfold(form)
        for rows in form.findChildren(EntryList):
            rows.add.click()
        unfold(form)


def test_key_points_can_be_added_moved_and_taken_out(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}, {"id": "b", "point": "B."}])
    rows = form.lists["key_points"]
    rows.rows[1].move_asked.emit(-1)
    rows.add.click()
    rows.rows[2].findChildren(GrowingTextEdit)[0].setPlainText("C.")
    assert [entry["point"] for entry in rows.entries] == ["B.", "A.", "C."]
    rows.rows[0].remove_asked.emit()
    assert [entry.get("id") for entry in rows.entries] == ["a", None]


def test_an_entry_in_which_nothing_is_written_is_none(form: QuestionForm) -> None:
    show(form)
    form.lists["vocabulary"].add.click()
    assert form.fields["vocabulary"] == []


def test_a_weight_shows_no_more_digits_than_it_has(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A.", "weight": 1.5}])
    assert form.findChildren(QDoubleSpinBox)[0].text() == "Weight 1.5"


def test_a_fault_is_said_at_its_field_and_gone_with_it(form: QuestionForm) -> None:
    show(form, key_points=[{"id": "a", "point": "A."}, {"id": "b", "point": "", "said": ["B."]}])
    point = FieldFault(("key_points", 1, "point"), "Write what a good answer says.")
    form.say([FieldFault(("text",), "Write the question."), point], {"a": "It is short; say more."})
    rows = form.lists["key_points"].rows
    assert form.fields_by_name["text"].said == "Write the question."
    assert [row.said for row in rows] == ["It is short; say more.", point.sentence]
    form.say([], {})
    assert form.fields_by_name["text"].said == ""
    assert [row.said for row in rows] == ["", ""]


def test_a_follow_up_can_be_about_a_key_point_that_is_new(form: QuestionForm) -> None:
    show(form, key_points=[{"point": "It wakes."}], follow_ups=[{"text": "How?"}])
    (ident, point), *_ = form._points()
    assert (ident, point) == ("it-wakes", "It wakes.")
    assert form.fields["key_points"][0]["id"] == ident


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
def test_where_a_work_is_read_is_understood(
    qtbot: QtBot, look: Theme, written: str, kept: dict[str, str | None]
) -> None:
    row = ReferenceRow()
    qtbot.addWidget(row)
    row.show_entry({"authors": "A", "title": "B", "year": 1999})
    row._where.setText(written)
    assert {key: row.written().get(key) for key in kept} == kept


def test_a_very_long_number_that_is_pasted_as_a_year_is_told_of(form: QuestionForm) -> None:
    show(form, **SMALL)
    row = form.lists["references"].rows[0]
    assert isinstance(row, ReferenceRow)
    row._year.insert("2" * 5000)
    said = [fault.sentence for fault in field_faults(form.fields) if fault.path[0] == "references"]
    assert said == ["Enter a year from 1800 to 2100."]


def test_everything_that_takes_the_keyboard_has_a_name(form: QuestionForm) -> None:
    show(form, **SMALL)
    form.show()
    unfold(form)
    assert nameless(form) == []
    names = [button.accessibleName() for button in form.findChildren(QPushButton)]
    assert "Move key point 2 up" in names
