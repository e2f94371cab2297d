"""The questions page: what it shows and requests, and that no unsaved changes are lost."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.banks.question_draft import QuestionDraft
from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.ui.questions.current_bank import BankChange
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Theme
from mock_interviewer.app.ui.widgets.column import SCROLL_BAR_WIDTH
from mock_interviewer.questions.editing import EditedBank, OverlaidBank, OwnBank
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource
from mock_interviewer.questions.overlay import BankOverlay
from mock_interviewer.questions.shelf import BankShelf

CTRL = Qt.KeyboardModifier.ControlModifier


def question(ident: str, number: int, **fields: Any) -> Question:
    whole = {"text": f"Why {ident}?", "section": "Leaves", "kind": QuestionKind.TECHNICAL} | fields
    return Question(id=ident, source=QuestionSource(list=1, number=number), **whole)


TEA = Bank(
    id="tea", name="Tea", version="1", questions=(question("green", 1), question("black", 2))
)
OWN = Bank(id="own", name="Own", version="1", questions=(question("mine", 1),))
FOLDER = Bank(id="folder", name="Folder", version="1", questions=(question("far", 1),))


@dataclass
class PageDriver:
    """Drives the page, and applies requested changes to banks in memory."""

    page: QuestionsPage
    editions: dict[str, EditedBank] = field(
        default_factory=lambda: {
            "tea": OverlaidBank(TEA, BankOverlay(bank="tea")),
            "own": OwnBank(OWN),
        }
    )
    asked: list[BankChange] = field(default_factory=list)
    drafts: list[QuestionDraft | None] = field(default_factory=list)
    working: bool = True

    def show(self) -> None:
        banks = (*(edition.bank for edition in self.editions.values()), FOLDER)
        self.page.show_shelf(BankShelf(banks, (), dict(self.editions)))

    def do(self, change: BankChange) -> None:
        self.asked.append(change)
        if not self.working:
            self.page.show_error("The disk is full.")
            return
        before = self.editions.get(change.bank) or OwnBank(change.new_bank or TEA)
        self.editions[change.bank] = change.edit(before)
        self.show()
        self.page.change_saved(change)

    def write(self, text: str) -> None:
        control = self.page.editor.form.control_field("text").control
        assert isinstance(control, QPlainTextEdit)
        control.setPlainText(text)

    @property
    def text(self) -> str:
        return str(self.page.editor.fields["text"])

    def bank(self, ident: str) -> Bank:
        return self.editions[ident].bank


def scroll_of(page: QuestionsPage) -> QScrollArea:
    """Return what scrolls the form."""
    return page.editor.findChildren(QScrollArea)[0]


@pytest.fixture
def driver(qtbot: QtBot, look: Theme) -> PageDriver:
    page = QuestionsPage()
    qtbot.addWidget(page)
    made = PageDriver(page)
    page.change_requested.connect(made.do)
    page.draft_changed.connect(made.drafts.append)
    made.show()
    page.resize(1000, 700)
    page.show()
    return made


def test_the_first_question_of_the_first_bank_is_open_at_first(driver: PageDriver) -> None:
    assert driver.text == "Why green?"
    assert driver.page.pane.count == "2 questions"
    assert not driver.page.editor.save_bar.save.isEnabled()


def test_ctrl_s_saves_a_changed_question(driver: PageDriver) -> None:
    driver.write("Why green tea?")
    assert driver.page.editor.save_bar.status.plain == "Not saved yet"
    QTest.keyClick(driver.page, Qt.Key.Key_S, CTRL)
    assert driver.bank("tea").questions[0].text == "Why green tea?"
    assert driver.page.draft is None
    assert driver.page.editor.note.plain == "You changed this question."
    assert driver.drafts[-1] is None


def test_the_save_button_is_visible_only_with_unsaved_changes(driver: PageDriver) -> None:
    bar = driver.page.editor.save_bar
    assert bar.isHidden()
    driver.write("Why green tea?")
    assert bar.save.isVisible()
    QTest.keyClick(driver.page, Qt.Key.Key_S, CTRL)
    assert (bar.status.plain, bar.isVisible(), bar.save.isVisible()) == ("Saved", True, False)
    driver.page.pane.list.chosen.emit("black")
    assert bar.isHidden()


def test_the_edited_field_stays_visible_when_the_save_bar_appears(
    driver: PageDriver, qtbot: QtBot
) -> None:
    qtbot.waitUntil(driver.page.isActiveWindow)
    row_of = driver.page.editor.form.list_of("see_also")
    row_of.add.click()
    row, scroll = row_of.rows[0], scroll_of(driver.page)

    def below() -> int:
        bottom = row.mapTo(scroll.viewport(), row.rect().bottomLeft()).y()
        return scroll.viewport().height() - bottom

    driver.page.resize(1000, 420)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    scroll.verticalScrollBar().setValue(0)
    scroll.ensureWidgetVisible(row, 0, 0)
    assert 0 <= below() < driver.page.editor.save_bar.height()
    row.changed.emit()
    assert driver.page.editor.save_bar.isVisible()
    assert below() > 0


def test_a_failed_save_shows_why_at_the_field(driver: PageDriver) -> None:
    driver.write(" ")
    driver.page.editor.request_save()
    assert driver.asked == []
    assert driver.page.editor.form.control_field("text").message == "Write the question."


def test_a_failed_save_scrolls_to_the_field(driver: PageDriver, qtbot: QtBot) -> None:
    qtbot.waitUntil(driver.page.isActiveWindow)
    driver.page.resize(1000, 420)
    points = [{"point": "A.", "mistaken": ["x" * 4001]}]
    wrong = {"text": "Why?", "section": "Leaves", "kind": "technical", "key_points": points}
    driver.page.open_draft(QuestionDraft("tea", "green", wrong))
    assert not driver.page.editor.request_save()
    scroll = scroll_of(driver.page)

    def seen() -> bool:
        keyboard = driver.page.window().focusWidget()
        top = keyboard.mapTo(scroll.viewport(), keyboard.rect().topLeft()).y()
        return keyboard.accessibleName() == "Common mistakes" and (
            0 <= top < scroll.viewport().height()
        )

    assert not seen()
    qtbot.waitUntil(seen)


def test_a_failed_save_shows_the_editor_in_a_narrow_window(
    driver: PageDriver, qtbot: QtBot
) -> None:
    driver.write(" ")
    driver.page.resize(560, 480)
    driver.page.body.show_list()
    qtbot.waitUntil(lambda: not driver.page.editor.isVisible())
    QTest.keyClick(driver.page, Qt.Key.Key_S, CTRL)
    assert driver.page.editor.isVisible()


def test_changes_remain_unsaved_after_an_error(driver: PageDriver) -> None:
    driver.working = False
    driver.write("Why green tea?")
    driver.page.editor.request_save()
    assert driver.page.banner.text == "The disk is full."
    assert driver.page.draft is not None
    assert driver.text == "Why green tea?"


def test_choosing_another_question_asks_about_unsaved_changes(driver: PageDriver) -> None:
    driver.write("Why green tea?")
    driver.page.pane.list.chosen.emit("black")
    leaving = driver.page.editor.unsaved_prompt
    assert leaving.text == "Your changes to this question aren't saved."
    assert driver.text == "Why green tea?"
    assert not driver.page.editor.save_bar.isVisible()
    QTest.keyClick(leaving, Qt.Key.Key_Escape)
    assert driver.page.editor.save_bar.save.isVisible()
    assert (leaving.text, driver.text) == ("", "Why green tea?")


def test_save_in_the_prompt_saves_and_continues(driver: PageDriver) -> None:
    driver.write("Why green tea?")
    driver.page.pane.list.chosen.emit("black")
    driver.page.editor.unsaved_prompt.save.click()
    assert driver.bank("tea").questions[0].text == "Why green tea?"
    assert driver.text == "Why black?"


def test_discard_in_the_prompt_drops_the_changes(driver: PageDriver) -> None:
    driver.write("Why green tea?")
    driver.page.pane.banks.choose("own")
    driver.page.pane.banks.chosen.emit()
    driver.page.editor.unsaved_prompt.discard.click()
    assert driver.text == "Why mine?"
    assert driver.asked == []
    assert driver.drafts[-1] is None


def test_reading_the_banks_again_keeps_unsaved_changes(driver: PageDriver) -> None:
    driver.write("Why green tea?")
    driver.show()
    assert driver.text == "Why green tea?"
    assert driver.page.draft is not None


def test_an_added_question_comes_last_with_its_own_id(driver: PageDriver) -> None:
    QTest.keyClick(driver.page, Qt.Key.Key_N, CTRL)
    driver.write("Why milk?")
    driver.page.editor.request_save()
    added = driver.bank("tea").questions[-1]
    assert (added.id, added.section) == ("own-why-milk", "Leaves")
    assert driver.page.pane.count == "3 questions"
    assert driver.page.editor.save_bar.save.isEnabled() is False
    driver.write("Why more milk?")
    driver.page.editor.request_save()
    assert [each.id for each in driver.bank("tea").questions] == ["green", "black", "own-why-milk"]


def test_a_duplicate_is_unsaved(driver: PageDriver) -> None:
    driver.page.editor.question_actions.duplicate_button.click()
    assert driver.page.editor.dirty
    driver.page.editor.request_save()
    assert [each.text for each in driver.bank("tea").questions].count("Why green?") == 2


def test_ctrl_enter_practices_a_question(driver: PageDriver, qtbot: QtBot) -> None:
    with qtbot.waitSignal(driver.page.practice_requested) as asked:
        QTest.keyClick(driver.page, Qt.Key.Key_Return, CTRL)
    assert asked.args == ["tea", "green"]
    with qtbot.waitSignal(driver.page.practice_requested):
        driver.page.editor.question_actions.practice_button.click()


def test_practice_that_is_impossible_says_why(driver: PageDriver, qtbot: QtBot) -> None:
    acts = driver.page.editor.question_actions
    driver.page.practice_requested.connect(pytest.fail)

    def refused() -> str:
        assert not acts.practice_button.isEnabled()
        driver.page.banner.clear()
        QTest.keyClick(driver.page, Qt.Key.Key_Return, CTRL)
        assert acts.practice_button.toolTip() == driver.page.banner.text
        return driver.page.banner.text

    driver.write("Why green tea?")
    assert refused() == "Save your changes first, then you can practice it."
    driver.page.editor.request_save()
    assert acts.practice_button.isEnabled()
    acts.retire_button.click()
    assert refused() == "This question is retired. Choose Ask again to practice it."
    driver.page.add.click()
    assert refused() == "Save this question first, then you can practice it."


def test_the_answers_button_opens_the_takes_if_there_are_any(
    driver: PageDriver, qtbot: QtBot
) -> None:
    acts = driver.page.editor.question_actions
    assert acts.takes_button.accessibleDescription() == "Your answers are still loading."
    driver.page.show_takes(
        [PracticedQuestion("tea", "Leaves", "green", 2), PracticedQuestion("tea", "", "green", 1)]
    )
    assert acts.takes_button.text() == "3 answers"
    with qtbot.waitSignal(driver.page.takes_requested) as asked:
        QTest.keyClick(driver.page, Qt.Key.Key_T, CTRL)
    assert asked.args == ["tea", "green"]
    driver.page.pane.list.chosen.emit("black")
    assert not acts.takes_button.isEnabled()
    QTest.keyClick(driver.page, Qt.Key.Key_T, CTRL)
    assert driver.page.banner.text == "You haven't answered this question yet."
    driver.page.pane.list.chosen.emit("green")
    driver.page.add.click()
    assert (acts.takes_button.text(), acts.takes_button.isEnabled()) == ("Answers", False)


def test_a_question_is_retired_and_asked_again(driver: PageDriver) -> None:
    driver.page.editor.question_actions.retire_button.click()
    assert [each.id for each in driver.bank("tea").questions] == ["black"]
    assert "no longer asked" in driver.page.editor.status.plain
    driver.page.editor.question_actions.retire_button.click()
    assert driver.bank("tea") == TEA


def test_restoring_the_original_undoes_an_edit(driver: PageDriver) -> None:
    assert driver.page.editor.restore.isHidden()
    driver.write("Mine?")
    driver.page.editor.request_save()
    assert not driver.page.editor.restore.isHidden()
    driver.page.editor.restore.click()
    assert driver.bank("tea") == TEA
    assert driver.text == "Why green?"


def test_a_question_joins_and_leaves_a_named_group(driver: PageDriver) -> None:
    driver.page.editor.question_actions.new_group_requested.emit()
    driver.page.name_panel.line.setText("Leaves")
    driver.page.name_panel.go.click()
    assert "already" in driver.page.name_panel.wrong
    driver.page.name_panel.line.setText("Friday")
    driver.page.name_panel.go.click()
    assert driver.bank("tea").groups[0].questions == ("green",)
    driver.page.editor.question_actions.group_requested.emit("Friday", False)
    assert driver.bank("tea").groups == ()


def test_a_new_bank_is_created_with_its_first_question(driver: PageDriver) -> None:
    driver.page.bank_actions.menu.new_requested.emit()
    driver.page.name_panel.line.setText("Own")
    driver.page.name_panel.go.click()
    assert set(driver.editions) == {"tea", "own"}
    driver.write("Why water?")
    driver.page.editor.request_save()
    assert [each.text for each in driver.bank("own-2").questions] == ["Why water?"]
    assert driver.page.pane.banks.value == "own-2"


def test_the_bank_vocabulary_is_saved(driver: PageDriver) -> None:
    driver.page.bank_actions.menu.vocabulary_requested.emit()
    driver.page.bank_actions.vocabulary_panel.lines.setPlainText("sencha\nmatcha")
    driver.page.bank_actions.vocabulary_panel.go.click()
    assert [term.term for term in driver.bank("tea").vocabulary] == ["sencha", "matcha"]


def test_deleting_a_bank_needs_confirmation(driver: PageDriver, qtbot: QtBot) -> None:
    driver.page.show_bank("own")
    assert driver.page.bank_actions.menu.deletable
    driver.page.bank_actions.menu.delete_requested.emit()
    assert "“Own”" in driver.page.bank_actions.confirm.text
    with qtbot.waitSignal(driver.page.delete_requested) as asked:
        driver.page.bank_actions.confirm.yes.click()
    assert asked.args == ["own"]


def test_a_bank_of_the_program_cannot_be_deleted(driver: PageDriver) -> None:
    assert not driver.page.bank_actions.menu.deletable


def test_a_bank_in_a_folder_is_read_only(driver: PageDriver) -> None:
    driver.page.show_bank("folder")
    assert "folder of files" in driver.page.editor.note.plain
    assert not driver.page.editor.form.isEnabled()
    assert not driver.page.add.isEnabled()


def test_a_draft_of_the_last_run_is_restored(driver: PageDriver) -> None:
    fields = {"text": "Why black tea?", "section": "Leaves", "kind": "technical"}
    driver.page.open_draft(QuestionDraft("tea", "black", fields))
    assert driver.text == "Why black tea?"
    assert driver.page.editor.dirty
    driver.page.editor.request_save()
    assert driver.bank("tea").questions[1].text == "Why black tea?"


@pytest.mark.parametrize(
    "draft",
    [QuestionDraft("gone", "black"), QuestionDraft("tea", "gone"), QuestionDraft("tea", "")],
)
def test_a_draft_of_a_missing_question_becomes_a_new_question(
    driver: PageDriver, draft: QuestionDraft
) -> None:
    fields = {"text": "Why black tea?", "section": "Leaves", "kind": "technical", "id": "x"}
    driver.page.open_draft(QuestionDraft(draft.bank, draft.question, fields))
    driver.page.editor.request_save()
    assert driver.bank("tea").questions[-1].text == "Why black tea?"
    assert [each.text for each in driver.bank("tea").questions[:2]] == ["Why green?", "Why black?"]


def test_a_draft_is_emitted_after_a_pause(driver: PageDriver, qtbot: QtBot) -> None:
    driver.write("Why green tea?")
    qtbot.waitUntil(lambda: driver.drafts != [])
    draft = driver.drafts[-1]
    assert draft is not None
    assert (draft.bank, draft.question, draft.fields["text"]) == ("tea", "green", "Why green tea?")


def test_the_search_field_names_its_shortcut(driver: PageDriver) -> None:
    assert "Ctrl+F" in driver.page.pane.search.placeholderText()


def test_the_search_filters_with_each_key(driver: PageDriver) -> None:
    QTest.keyClick(driver.page, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(driver.page.pane.search, "bla")
    assert driver.page.pane.count == "1 of 2 questions"
    QTest.keyClicks(driver.page.pane.search, "x")
    assert driver.page.pane.count == "No question contains “blax”."
    QTest.keyClick(driver.page.pane.search, Qt.Key.Key_Escape)
    assert driver.page.pane.count == "2 questions"


def test_arrows_choose_questions(driver: PageDriver, qtbot: QtBot) -> None:
    qtbot.waitUntil(driver.page.isActiveWindow)
    driver.page.pane.list.setFocus()
    QTest.keyClick(driver.page.pane.list, Qt.Key.Key_Down)
    assert driver.text == "Why black?"


def test_a_narrow_window_shows_either_the_list_or_the_editor(driver: PageDriver) -> None:
    driver.page.resize(560, 480)
    assert driver.page.pane.isVisible()
    assert not driver.page.editor.isVisible()
    driver.page.pane.list.chosen.emit("black")
    assert driver.page.editor.isVisible()
    assert not driver.page.pane.isVisible()
    QTest.keyClick(driver.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert driver.page.pane.isVisible()


def test_a_note_says_what_an_update_did_to_an_edit(driver: PageDriver) -> None:
    edited = OverlaidBank(TEA, BankOverlay(bank="tea")).put(question("green", 1, text="Mine?"))
    update = TEA.model_copy(update={"questions": (question("green", 1, text="New?"),)})
    driver.editions["tea"] = OverlaidBank(update, edited.overlay)
    driver.show()
    assert "yours is used" in driver.page.editor.note.plain


def test_every_tab_stop_has_a_name(driver: PageDriver) -> None:
    driver.page.editor.form.list_of("key_points").add.click()
    assert nameless(driver.page) == []


@pytest.mark.parametrize("height", [700, 4000])
def test_fields_align_with_the_prompt_above_them_with_and_without_a_scroll_bar(
    driver: PageDriver, qtbot: QtBot, height: int
) -> None:
    editor = driver.page.editor
    driver.page.resize(1000, height)
    driver.write("Why green tea?")
    editor.prompt_to_save()
    field = editor.form.control_field("text").control

    def ends() -> list[int]:
        parts = (field, editor.unsaved_prompt)
        return [part.mapTo(editor, part.rect().topRight()).x() for part in parts]

    qtbot.waitUntil(lambda: max(ends()) - min(ends()) <= 1)
    assert scroll_of(driver.page).verticalScrollBar().isEnabled() is (height == 700)


def test_files_to_import_and_export_are_chosen_in_a_dialog(
    driver: PageDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QFileDialog

    driver.page.bank_actions.menu.export_requested.emit("zip")
    (dialog,) = driver.page.findChildren(QFileDialog)
    with qtbot.waitSignal(driver.page.export_requested) as asked:
        dialog.fileSelected.emit(str(tmp_path / "tea.zip"))
    dialog.reject()
    assert asked.args == [driver.bank("tea"), "zip", tmp_path / "tea.zip"]


def test_in_a_narrow_window_arrows_move_and_enter_opens_a_question(
    qtbot: QtBot, driver: PageDriver
) -> None:
    page = driver.page
    page.resize(500, 600)
    qtbot.waitUntil(lambda: page.narrow)
    page.body.show_list()
    shown = page.pane.list
    qtbot.waitUntil(shown.hasFocus)
    first = driver.text
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert page.editor.isVisible()
    assert page.editor.isAncestorOf(page.window().focusWidget())
    assert driver.text != first


def test_the_page_is_loading_until_there_are_banks(qtbot: QtBot, look: Theme) -> None:
    page = QuestionsPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    driver = PageDriver(page)
    parts = (page.pane, page.editor)
    assert page.loading
    assert [part.isVisible() for part in parts] == [False, False]
    assert not page.add.isEnabled()
    driver.show()
    assert not page.loading
    assert [part.isVisible() for part in parts] == [True, True]
    assert page.pane.list.hasFocus()


@pytest.mark.parametrize("width", [582, 1000])
def test_list_rows_align_with_the_fields_above_them(
    driver: PageDriver, qtbot: QtBot, width: int
) -> None:
    page, pane = driver.page, driver.page.pane
    page.resize(width, 400)
    page.body.show_list()

    def ends() -> set[int]:
        parts = [pane.search, pane.banks, pane.list.viewport()]
        if page.narrow:
            parts.append(page.bank_actions.menu)
        return {part.mapTo(page, part.rect().topRight()).x() for part in parts}

    qtbot.waitUntil(lambda: page.narrow is (width == 582) and len(ends()) == 1)


@pytest.mark.parametrize(("width", "list_width"), [(900, 260), (1112, 272), (1752, 480)])
def test_a_wide_page_gives_room_to_the_list_and_stays_in_the_middle(
    driver: PageDriver, qtbot: QtBot, width: int, list_width: int
) -> None:
    page = driver.page
    page.resize(width, 700)
    page.show()
    field, editor = page.pane.search, page.editor

    def in_place() -> bool:
        left = field.mapTo(page, QPoint(0, 0)).x()
        right = editor.mapTo(page, editor.rect().topRight()).x() + 1
        centered = abs(left - (width - right)) <= SCROLL_BAR_WIDTH
        whole = editor.width() <= TEXT_WIDTH + 2 * SCROLL_BAR_WIDTH
        return field.width() == list_width and centered and whole

    qtbot.waitUntil(in_place)
