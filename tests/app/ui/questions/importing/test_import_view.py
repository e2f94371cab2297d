"""The import of questions: pasting, the preview, and what a person changes in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.ui.questions.importing.import_start import NO_TEXT, NOTHING
from mock_interviewer.app.ui.questions.importing.import_view import ImportSource, ImportView
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.questions.editing import OwnBank
from mock_interviewer.questions.importing.import_draft import (
    ALREADY_THERE,
    ImportDraft,
    LineRole,
)
from mock_interviewer.questions.importing.import_reader import read_import, read_pasted
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource
from mock_interviewer.questions.shelf import BankShelf

WHY = Question(
    id="why-tea",
    text="Why tea?",
    section="Drinks",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
)
TEA = Bank(id="tea", name="Tea", version="1", questions=(WHY,))
FOLDER = Bank(id="folder", name="Folder", version="1", questions=(WHY,))
LIST = """\
Preface, of course.
1. Why tea?
Because.
Why they ask: to hear reasons.
2. Why milk?
"""
PREFACE, TEA_LINE, BECAUSE, REASONS, MILK = range(5)
TABLE = "Nr.;Frage;Thema\n1;Warum Tee?;Dinge\n2;Warum Milch?;Dinge\n"


@dataclass
class ImportDriver:
    """A page whose import is read at once."""

    page: QuestionsPage
    sources: list[ImportSource] = field(default_factory=list)
    kept: list[tuple[ImportDraft, str, str]] = field(default_factory=list)
    reads: bool = True

    @property
    def view(self) -> ImportView:
        return self.page.instead.importing

    def read(self, source: ImportSource) -> None:
        self.sources.append(source)
        if self.reads:
            self.show(source)

    def show(self, source: ImportSource) -> None:
        given = source.given
        read = read_import(given) if isinstance(given, Path) else read_pasted(given)
        self.view.show_draft(source, read)

    def roles(self) -> list[LineRole]:
        return [row.role for row in self.view.preview.model.rows]

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view.preview.list, key)


@pytest.fixture
def driver(qtbot: QtBot, look: Theme) -> Iterator[ImportDriver]:
    page = QuestionsPage()
    qtbot.addWidget(page)
    page.show_shelf(BankShelf((TEA, FOLDER), (), {"tea": OwnBank(TEA)}))
    made = ImportDriver(page)
    page.instead.importing.read_requested.connect(made.read)
    page.instead.importing.keep_requested.connect(lambda *kept: made.kept.append(kept))
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    yield made
    QGuiApplication.clipboard().clear()


def mime(text: str = "", *files: Path) -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if files:
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def drop(page: QuestionsPage, data: QMimeData) -> None:
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    place = QPoint(50, 50)
    QApplication.sendEvent(page, QDragEnterEvent(place, action, data, button, none))
    QApplication.sendEvent(page, QDropEvent(place, action, data, button, none))


def test_import_opens_a_field_to_paste_into(driver: ImportDriver) -> None:
    driver.page.bank_actions.menu.import_requested.emit()
    assert driver.view.start.box.hasFocus()
    assert driver.page.body.isHidden()
    assert not driver.page.add.isVisible()


def test_the_list_has_all_the_room_before_and_after_an_import(
    driver: ImportDriver, qtbot: QtBot
) -> None:
    page = driver.page
    for _ in range(2):
        qtbot.waitUntil(lambda: page.height() - page.body.geometry().bottom() < 20)
        driver.view.read(LIST)
        qtbot.waitUntil(lambda: page.instead.height() > page.height() // 2)
        driver.view.close_import()


def test_a_paste_into_the_field_shows_the_preview(driver: ImportDriver) -> None:
    driver.view.open_start()
    QGuiApplication.clipboard().setText(LIST)
    driver.view.start.box.paste()
    preview = driver.view.preview
    assert preview.isVisible()
    assert preview.summary.plain == "2 questions in the pasted text"
    assert preview.details.plain.startswith("1 line left out · 1 to check.")
    assert [row.text for row in preview.model.rows] == [
        "Left out: Preface, of course.",
        "Why tea?",
        "Note: Because.",
        "Note: Why they ask: to hear reasons.",
        "Why milk?",
    ]
    assert driver.kept == []


def test_text_that_was_typed_is_shown_with_the_button(driver: ImportDriver) -> None:
    driver.view.open_start()
    driver.view.start.preview.click()
    assert driver.view.start.wrong == NOTHING
    QTest.keyClicks(driver.view.start.box, "Why tea?")
    assert driver.view.start.wrong == ""
    driver.view.start.preview.click()
    assert driver.view.preview.keep.label == "Keep 1 question"


def test_ctrl_v_outside_of_a_field_imports_the_clipboard(driver: ImportDriver) -> None:
    QGuiApplication.clipboard().setText(LIST)
    driver.page.pane.list.setFocus()
    QTest.keyClick(driver.page.pane.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert driver.view.preview.draft.count == 2


def test_a_paste_in_a_field_of_the_page_stays_there(driver: ImportDriver) -> None:
    QGuiApplication.clipboard().setText("milk")
    driver.page.start_search()
    QTest.keyClick(driver.page.pane.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert driver.page.pane.search.text() == "milk"
    assert not driver.view.is_open


def test_a_clipboard_without_text_is_refused(driver: ImportDriver) -> None:
    QGuiApplication.clipboard().setMimeData(mime())
    driver.view.paste()
    assert driver.view.start.wrong == NO_TEXT


def test_a_dropped_file_or_text_shows_the_preview(driver: ImportDriver, tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_text(LIST, "utf-8")
    drop(driver.page, mime("", file))
    assert driver.view.preview.summary.plain == "2 questions in list.md"
    assert driver.view.preview.name.line == "List"
    drop(driver.page, mime("Why water?"))
    assert driver.view.preview.draft.count == 1


def test_esc_keeps_nothing(driver: ImportDriver) -> None:
    for start in (driver.view.open_start, lambda: driver.view.read(LIST)):
        start()
        QTest.keyClick(driver.page.window().focusWidget(), Qt.Key.Key_Escape)
        assert not driver.view.is_open
        assert driver.page.body.isVisible()
    assert driver.kept == []


def test_esc_while_reading_ends_the_import(driver: ImportDriver) -> None:
    driver.reads = False
    driver.view.read(LIST)
    assert driver.view.reading
    QTest.keyClick(driver.view, Qt.Key.Key_Escape)
    driver.show(driver.sources[0])
    assert not driver.view.is_open


def test_only_the_last_of_two_files_is_shown(driver: ImportDriver) -> None:
    driver.reads = False
    driver.view.read("1. Why tea?\n2. Why milk?")
    driver.view.read("1. Why water?")
    for source in reversed(driver.sources):
        driver.show(source)
    assert driver.view.preview.draft.count == 1


def test_keys_change_what_a_line_is(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    preview = driver.view.preview
    assert preview.list.chosen == (BECAUSE,)
    driver.press(Qt.Key.Key_Q)
    assert driver.roles()[BECAUSE] is LineRole.QUESTION
    assert preview.keep.label == "Keep 3 questions"
    driver.press(Qt.Key.Key_J)
    assert driver.roles()[BECAUSE] is LineRole.NOTE
    driver.press(Qt.Key.Key_Delete)
    assert driver.roles()[BECAUSE] is LineRole.LEFT_OUT
    assert preview.leave.label == "Put back"
    driver.press(Qt.Key.Key_Backspace)
    assert driver.roles()[BECAUSE] is LineRole.NOTE


def test_several_lines_are_changed_at_once(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    driver.view.preview.list.selectAll()
    driver.view.preview.leave.click()
    assert set(driver.roles()) == {LineRole.LEFT_OUT}
    assert not driver.view.preview.keep.isEnabled()


def test_a_line_can_be_anything_that_is_offered(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    roles = driver.view.preview.roles
    assert roles.value is LineRole.NOTE
    roles.choose(LineRole.ANSWER)
    roles.chosen.emit()
    assert driver.roles()[BECAUSE] is LineRole.ANSWER
    assert driver.view.preview.model.rows[BECAUSE].text == "Model answer: Because."


def test_a_line_above_the_first_question_cannot_join(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    driver.view.preview.list.choose(PREFACE)
    assert not driver.view.preview.join.isEnabled()
    driver.view.preview.list.choose(MILK)
    assert driver.view.preview.join.isEnabled()


def test_the_next_line_to_check_is_a_key_away(driver: ImportDriver) -> None:
    driver.view.read("1. Why tea?\nThis.\n2. Why milk?\nThat.\n")
    chosen = driver.view.preview.list
    assert chosen.chosen == (1,)
    driver.press(Qt.Key.Key_N)
    assert chosen.chosen == (3,)
    driver.view.preview.next_doubt.click()
    assert chosen.chosen == (1,)


def test_a_column_is_matched_by_a_click(driver: ImportDriver) -> None:
    driver.view.read(TABLE)
    columns = driver.view.preview.columns
    assert columns.isVisible()
    assert columns.doubts == ("", "Guessed", "Not recognized")
    columns.pickers[2].choose("section")
    columns.pickers[2].chosen.emit()
    assert columns.doubts == ("", "Guessed", "")
    assert driver.view.preview.model.rows[1].more == "Section: Dinge"
    assert driver.view.preview.details.plain.startswith("1 column to match.")


def test_a_list_has_no_columns(driver: ImportDriver) -> None:
    driver.view.read(TABLE)
    driver.view.read(LIST)
    assert driver.view.preview.columns.isHidden()


def test_enter_keeps_the_questions_in_a_new_bank(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    driver.view.preview.name.setText("Drinks")
    driver.press(Qt.Key.Key_Return)
    ((draft, bank, name),) = driver.kept
    assert (draft.count, bank, name) == (2, "", "Drinks")
    assert not driver.view.preview.keep.isEnabled()


def test_a_new_bank_needs_a_name(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    driver.view.preview.name.setText(" ")
    driver.view.preview.keep.click()
    assert driver.view.preview.wrong == "Name the new bank first."
    assert driver.kept == []


def test_only_banks_that_can_be_edited_are_offered(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    banks = driver.view.preview.banks
    offered = [banks.itemText(at) for at in range(banks.count())]
    assert [each for each in offered if each] == ["New bank", "Tea"]
    banks.choose("tea")
    banks.chosen.emit()
    assert driver.view.preview.name.isHidden()
    driver.view.preview.keep.click()
    assert driver.kept[0][1] == "tea"


def test_a_question_that_the_chosen_bank_has_is_marked(driver: ImportDriver) -> None:
    driver.view.read("1. Why  tea\n2. Why milk?\n")
    preview = driver.view.preview

    def doubts() -> list[str]:
        return [row.doubt for row in preview.model.rows]

    def choose(bank: str) -> None:
        preview.banks.choose(bank)
        preview.banks.chosen.emit()

    assert doubts() == ["", ""]
    choose("tea")
    assert doubts() == [ALREADY_THERE, ""]
    assert preview.details.plain.startswith("1 to check.")
    choose("")
    assert doubts() == ["", ""]
    choose("tea")
    preview.list.choose(0)
    driver.press(Qt.Key.Key_Q)
    assert doubts() == ["", ""]


def test_one_button_is_filled(driver: ImportDriver) -> None:
    for start in (driver.view.open_start, lambda: driver.view.read(LIST)):
        start()
        buttons = [each for each in driver.page.findChildren(QPushButton) if each.isVisible()]
        assert sum(each.property("kind") == "primary" for each in buttons) == 1


def test_keys_of_the_page_do_nothing_during_an_import(driver: ImportDriver) -> None:
    driver.page.practice_requested.connect(pytest.fail)
    driver.view.read(LIST)
    control = Qt.KeyboardModifier.ControlModifier
    for key in (Qt.Key.Key_Return, Qt.Key.Key_N, Qt.Key.Key_F):
        QTest.keyClick(driver.view.preview.list, key, control)
    assert driver.view.preview.list.hasFocus()
    assert driver.page.body.isHidden()
    assert driver.page.draft is None


def test_unsaved_changes_survive_an_import(driver: ImportDriver) -> None:
    driver.page.add.click()
    QTest.keyClicks(driver.page.window().focusWidget(), "Why water?")
    driver.view.read(LIST)
    driver.view.close_import()
    assert driver.page.editor.fields["text"] == "Why water?"


def test_rows_are_read_with_their_number_and_doubt(driver: ImportDriver) -> None:
    driver.view.read(LIST)
    rows = driver.view.preview.model.rows
    assert rows[MILK].spoken == "Question 2: Why milk?"
    doubt = "It may not belong to the question above"
    assert rows[BECAUSE].spoken == f"Note: Because. To check: {doubt}."


def test_everything_has_an_accessible_name(driver: ImportDriver) -> None:
    driver.view.open_start()
    assert nameless(driver.page) == []
    driver.view.read(TABLE)
    assert nameless(driver.page) == []
