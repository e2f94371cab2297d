"""The page of questions: what it shows, what it asks for, and that nothing written is lost."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.banks.question_draft import QuestionDraft
from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.ui.questions.current_bank import BankChange
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.style.theme import Theme
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
class Desk:
    """Does to banks in memory what the page asks for."""

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
            self.page.failed("The disk is full.")
            return
        before = self.editions.get(change.bank) or OwnBank(change.new_bank or TEA)
        self.editions[change.bank] = change.edit(before)
        self.show()
        self.page.done(change)

    def write(self, text: str) -> None:
        control = self.page.editor.form.fields_by_name["text"].control
        assert isinstance(control, QPlainTextEdit)
        control.setPlainText(text)

    @property
    def text(self) -> str:
        return str(self.page.editor.fields["text"])

    def bank(self, ident: str) -> Bank:
        return self.editions[ident].bank


@pytest.fixture
def desk(qtbot: QtBot, look: Theme) -> Desk:
    page = QuestionsPage()
    qtbot.addWidget(page)
    made = Desk(page)
    page.change_asked.connect(made.do)
    page.draft_changed.connect(made.drafts.append)
    made.show()
    page.resize(1000, 700)
    page.show()
    return made


def test_it_begins_with_the_first_question_of_the_first_bank(desk: Desk) -> None:
    assert desk.text == "Why green?"
    assert desk.page.pane.count == "2 questions"
    assert not desk.page.editor.bar.save.isEnabled()


def test_a_changed_question_is_saved_by_its_key_and_shown_as_saved(desk: Desk) -> None:
    desk.write("Why green tea?")
    assert desk.page.editor.bar.state.plain == "Not saved yet"
    QTest.keyClick(desk.page, Qt.Key.Key_S, CTRL)
    assert desk.bank("tea").questions[0].text == "Why green tea?"
    assert desk.page.draft is None
    assert desk.page.editor.note.plain == "You changed this question."
    assert desk.drafts[-1] is None


def test_save_is_there_only_while_something_is_not_saved(desk: Desk) -> None:
    bar = desk.page.editor.bar
    assert bar.isHidden()
    desk.write("Why green tea?")
    assert bar.save.isVisible()
    QTest.keyClick(desk.page, Qt.Key.Key_S, CTRL)
    assert (bar.state.plain, bar.isVisible(), bar.save.isVisible()) == ("Saved", True, False)
    desk.page.pane.list.chosen.emit("black")
    assert bar.isHidden()


def test_what_is_written_on_stays_in_view_where_save_takes_room(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(desk.page.isActiveWindow)
    row_of = desk.page.editor.form.lists["see_also"]
    row_of.add.click()
    row, scroll = row_of.rows[0], desk.page.editor._scroll

    def below() -> int:
        bottom = row.mapTo(scroll.viewport(), row.rect().bottomLeft()).y()
        return scroll.viewport().height() - bottom

    desk.page.resize(1000, 420)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    scroll.verticalScrollBar().setValue(0)
    scroll.ensureWidgetVisible(row, 0, 0)
    assert 0 <= below() < desk.page.editor.bar.height()
    row.changed.emit()
    assert desk.page.editor.bar.isVisible()
    assert below() > 0


def test_what_cannot_be_saved_says_why_at_its_field(desk: Desk) -> None:
    desk.write(" ")
    desk.page.editor.ask_save()
    assert desk.asked == []
    assert desk.page.editor.form.fields_by_name["text"].said == "Write the question."


def test_what_cannot_be_saved_is_scrolled_to(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(desk.page.isActiveWindow)
    desk.page.resize(1000, 420)
    points = [{"point": "A.", "mistaken": ["x" * 4001]}]
    wrong = {"text": "Why?", "section": "Leaves", "kind": "technical", "key_points": points}
    desk.page.open_draft(QuestionDraft("tea", "green", wrong))
    assert not desk.page.editor.ask_save()
    scroll = desk.page.editor._scroll

    def seen() -> bool:
        keyboard = desk.page.window().focusWidget()
        top = keyboard.mapTo(scroll.viewport(), keyboard.rect().topLeft()).y()
        return keyboard.accessibleName() == "Often said wrongly" and (
            0 <= top < scroll.viewport().height()
        )

    assert not seen()
    qtbot.waitUntil(seen)


def test_what_cannot_be_saved_is_shown_where_only_the_list_is(desk: Desk, qtbot: QtBot) -> None:
    desk.write(" ")
    desk.page.resize(560, 480)
    desk.page.show_list()
    qtbot.waitUntil(lambda: not desk.page.editor.isVisible())
    QTest.keyClick(desk.page, Qt.Key.Key_S, CTRL)
    assert desk.page.editor.isVisible()


def test_what_could_not_be_saved_stays_and_is_still_not_saved(desk: Desk) -> None:
    desk.working = False
    desk.write("Why green tea?")
    desk.page.editor.ask_save()
    assert desk.page.banner.text == "The disk is full."
    assert desk.page.draft is not None
    assert desk.text == "Why green tea?"


def test_another_question_waits_until_the_person_says_what_to_do(desk: Desk) -> None:
    desk.write("Why green tea?")
    desk.page.pane.list.chosen.emit("black")
    leaving = desk.page.editor.leaving
    assert leaving.text == "Your changes to this question are not saved."
    assert desk.text == "Why green tea?"
    assert not desk.page.editor.bar.isVisible()
    QTest.keyClick(leaving, Qt.Key.Key_Escape)
    assert desk.page.editor.bar.save.isVisible()
    assert (leaving.text, desk.text) == ("", "Why green tea?")


def test_saved_on_leaving_it_is_saved_and_then_left(desk: Desk) -> None:
    desk.write("Why green tea?")
    desk.page.pane.list.chosen.emit("black")
    desk.page.editor.leaving.save.click()
    assert desk.bank("tea").questions[0].text == "Why green tea?"
    assert desk.text == "Why black?"


def test_thrown_away_on_leaving_it_is_as_it_was(desk: Desk) -> None:
    desk.write("Why green tea?")
    desk.page.pane.banks.choose("own")
    desk.page.pane.banks.chosen.emit()
    desk.page.editor.leaving.drop.click()
    assert desk.text == "Why mine?"
    assert desk.asked == []
    assert desk.drafts[-1] is None


def test_banks_that_are_read_again_leave_what_is_written(desk: Desk) -> None:
    desk.write("Why green tea?")
    desk.show()
    assert desk.text == "Why green tea?"
    assert desk.page.draft is not None


def test_a_question_is_added_behind_the_others_with_an_id_of_its_own(desk: Desk) -> None:
    QTest.keyClick(desk.page, Qt.Key.Key_N, CTRL)
    desk.write("Why milk?")
    desk.page.editor.ask_save()
    added = desk.bank("tea").questions[-1]
    assert (added.id, added.section) == ("own-why-milk", "Leaves")
    assert desk.page.pane.count == "3 questions"
    assert desk.page.editor.bar.save.isEnabled() is False
    desk.write("Why more milk?")
    desk.page.editor.ask_save()
    assert [each.id for each in desk.bank("tea").questions] == ["green", "black", "own-why-milk"]


def test_a_duplicate_is_a_question_that_is_not_saved_yet(desk: Desk) -> None:
    desk.page.editor.acts.copy.click()
    assert desk.page.editor.dirty
    desk.page.editor.ask_save()
    assert [each.text for each in desk.bank("tea").questions].count("Why green?") == 2


def test_a_question_is_practised_by_its_key(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.page.practise_asked) as asked:
        QTest.keyClick(desk.page, Qt.Key.Key_Return, CTRL)
    assert asked.args == ["tea", "green"]
    with qtbot.waitSignal(desk.page.practise_asked):
        desk.page.editor.acts.practise.click()


def test_what_cannot_be_practised_says_why(desk: Desk, qtbot: QtBot) -> None:
    acts = desk.page.editor.acts
    desk.page.practise_asked.connect(pytest.fail)

    def refused() -> str:
        assert not acts.practise.isEnabled()
        desk.page.banner.clear()
        QTest.keyClick(desk.page, Qt.Key.Key_Return, CTRL)
        assert acts.practise.toolTip() == desk.page.banner.text
        return desk.page.banner.text

    desk.write("Why green tea?")
    assert refused() == "Save your changes first, then you can practise it."
    desk.page.editor.ask_save()
    assert acts.practise.isEnabled()
    acts.retire.click()
    assert refused() == "This question is retired. Bring it back to practise it."
    desk.page.add.click()
    assert refused() == "Save this question first, then you can practise it."


def test_a_question_leads_to_its_takes_where_there_are_any(desk: Desk, qtbot: QtBot) -> None:
    acts = desk.page.editor.acts
    assert acts.takes.accessibleDescription() == "Your takes are not read yet."
    desk.page.show_takes(
        [PracticedQuestion("tea", "Leaves", "green", 2), PracticedQuestion("tea", "", "green", 1)]
    )
    assert acts.takes.text() == "3 takes"
    with qtbot.waitSignal(desk.page.takes_asked) as asked:
        QTest.keyClick(desk.page, Qt.Key.Key_T, CTRL)
    assert asked.args == ["tea", "green"]
    desk.page.pane.list.chosen.emit("black")
    assert not acts.takes.isEnabled()
    QTest.keyClick(desk.page, Qt.Key.Key_T, CTRL)
    assert desk.page.banner.text == "You have not answered this question yet."
    desk.page.pane.list.chosen.emit("green")
    desk.page.add.click()
    assert (acts.takes.text(), acts.takes.isEnabled()) == ("Takes", False)


def test_a_question_is_retired_and_brought_back(desk: Desk) -> None:
    desk.page.editor.acts.retire.click()
    assert [each.id for each in desk.bank("tea").questions] == ["black"]
    assert "not asked any more" in desk.page.editor.state.plain
    desk.page.editor.acts.retire.click()
    assert desk.bank("tea") == TEA


def test_an_edit_is_undone_by_going_back_to_the_original(desk: Desk) -> None:
    assert desk.page.editor.restore.isHidden()
    desk.write("Mine?")
    desk.page.editor.ask_save()
    assert not desk.page.editor.restore.isHidden()
    desk.page.editor.restore.click()
    assert desk.bank("tea") == TEA
    assert desk.text == "Why green?"


def test_a_group_is_named_and_left_again(desk: Desk) -> None:
    desk.page.editor.acts.new_group_asked.emit()
    desk.page.naming.line.setText("Leaves")
    desk.page.naming.go.click()
    assert "already" in desk.page.naming.wrong
    desk.page.naming.line.setText("Friday")
    desk.page.naming.go.click()
    assert desk.bank("tea").groups[0].questions == ("green",)
    desk.page.editor.acts.group_asked.emit("Friday", False)
    assert desk.bank("tea").groups == ()


def test_a_new_bank_is_made_with_its_first_question(desk: Desk) -> None:
    desk.page.menu.new_asked.emit()
    desk.page.naming.line.setText("Own")
    desk.page.naming.go.click()
    assert set(desk.editions) == {"tea", "own"}
    desk.write("Why water?")
    desk.page.editor.ask_save()
    assert [each.text for each in desk.bank("own-2").questions] == ["Why water?"]
    assert desk.page.pane.banks.value == "own-2"


def test_words_of_a_bank_are_kept(desk: Desk) -> None:
    desk.page.menu.words_asked.emit()
    desk.page.words.lines.setPlainText("sencha\nmatcha")
    desk.page.words.go.click()
    assert [term.term for term in desk.bank("tea").vocabulary] == ["sencha", "matcha"]


def test_a_bank_is_deleted_only_when_that_is_confirmed(desk: Desk, qtbot: QtBot) -> None:
    desk.page.show_bank("own")
    assert desk.page.menu.own
    desk.page.menu.delete_asked.emit()
    assert "“Own”" in desk.page.confirm.text
    with qtbot.waitSignal(desk.page.delete_asked) as asked:
        desk.page.confirm.yes.click()
    assert asked.args == ["own"]


def test_a_bank_of_the_program_cannot_be_deleted(desk: Desk) -> None:
    assert not desk.page.menu.own


def test_a_bank_in_a_folder_can_be_read_and_not_written_on(desk: Desk) -> None:
    desk.page.show_bank("folder")
    assert "folder of files" in desk.page.editor.note.plain
    assert not desk.page.editor.form.isEnabled()
    assert not desk.page.add.isEnabled()


def test_what_was_not_saved_the_last_time_is_there_again(desk: Desk) -> None:
    fields = {"text": "Why black tea?", "section": "Leaves", "kind": "technical"}
    desk.page.open_draft(QuestionDraft("tea", "black", fields))
    assert desk.text == "Why black tea?"
    assert desk.page.editor.dirty
    desk.page.editor.ask_save()
    assert desk.bank("tea").questions[1].text == "Why black tea?"


@pytest.mark.parametrize(
    "draft",
    [QuestionDraft("gone", "black"), QuestionDraft("tea", "gone"), QuestionDraft("tea", "")],
)
def test_a_draft_whose_question_is_gone_is_a_new_question(desk: Desk, draft: QuestionDraft) -> None:
    fields = {"text": "Why black tea?", "section": "Leaves", "kind": "technical", "id": "x"}
    desk.page.open_draft(QuestionDraft(draft.bank, draft.question, fields))
    desk.page.editor.ask_save()
    assert desk.bank("tea").questions[-1].text == "Why black tea?"
    assert [each.text for each in desk.bank("tea").questions[:2]] == ["Why green?", "Why black?"]


def test_a_draft_is_told_once_the_person_pauses(desk: Desk, qtbot: QtBot) -> None:
    desk.write("Why green tea?")
    with qtbot.waitSignal(desk.page.editor.settled):
        desk.page.editor._pause.start(0)
    draft = desk.drafts[-1]
    assert draft is not None
    assert (draft.bank, draft.question, draft.fields["text"]) == ("tea", "green", "Why green tea?")


def test_the_field_to_search_says_which_key_leads_there(desk: Desk) -> None:
    assert "Ctrl+F" in desk.page.pane.search.placeholderText()


def test_the_search_filters_with_each_key(desk: Desk) -> None:
    QTest.keyClick(desk.page, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(desk.page.pane.search, "bla")
    assert desk.page.pane.count == "1 of 2 questions"
    QTest.keyClicks(desk.page.pane.search, "x")
    assert desk.page.pane.count == "No question has “blax”."
    QTest.keyClick(desk.page.pane.search, Qt.Key.Key_Escape)
    assert desk.page.pane.count == "2 questions"


def test_arrows_go_from_question_to_question(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(desk.page.isActiveWindow)
    desk.page.pane.list.setFocus()
    QTest.keyClick(desk.page.pane.list, Qt.Key.Key_Down)
    assert desk.text == "Why black?"


def test_where_there_is_little_width_list_and_question_take_turns(desk: Desk) -> None:
    desk.page.resize(560, 480)
    assert desk.page.pane.isVisible()
    assert not desk.page.editor.isVisible()
    desk.page.pane.list.chosen.emit("black")
    assert desk.page.editor.isVisible()
    assert not desk.page.pane.isVisible()
    QTest.keyClick(desk.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.page.pane.isVisible()


def test_what_an_update_of_the_bank_did_to_an_edit_is_said(desk: Desk) -> None:
    edited = OverlaidBank(TEA, BankOverlay(bank="tea")).put(question("green", 1, text="Mine?"))
    update = TEA.model_copy(update={"questions": (question("green", 1, text="New?"),)})
    desk.editions["tea"] = OverlaidBank(update, edited.overlay)
    desk.show()
    assert "yours is used" in desk.page.editor.note.plain


def test_everything_that_takes_the_keyboard_has_a_name(desk: Desk) -> None:
    desk.page.editor.form.lists["key_points"].add.click()
    assert nameless(desk.page) == []


@pytest.mark.parametrize("height", [700, 4000])
def test_fields_end_where_what_is_asked_above_them_ends_with_and_without_a_scroll_bar(
    desk: Desk, qtbot: QtBot, height: int
) -> None:
    editor = desk.page.editor
    desk.page.resize(1000, height)
    desk.write("Why green tea?")
    editor.ask_to_leave()
    field = editor.form.fields_by_name["text"].control

    def ends() -> list[int]:
        parts = (field, editor.leaving)
        return [part.mapTo(editor, part.rect().topRight()).x() for part in parts]

    qtbot.waitUntil(lambda: max(ends()) - min(ends()) <= 1)
    assert editor._scroll.verticalScrollBar().isEnabled() is (height == 700)


def test_files_to_import_and_export_are_chosen_in_a_dialog(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QFileDialog

    desk.page.menu.export_asked.emit("zip")
    (dialog,) = desk.page.findChildren(QFileDialog)
    with qtbot.waitSignal(desk.page.export_asked) as asked:
        dialog.fileSelected.emit(str(tmp_path / "tea.zip"))
    dialog.reject()
    assert asked.args == [desk.bank("tea"), "zip", tmp_path / "tea.zip"]


def test_in_a_narrow_window_arrows_go_down_the_list_and_enter_shows_a_question(
    qtbot: QtBot, desk: Desk
) -> None:
    page = desk.page
    page.resize(500, 600)
    qtbot.waitUntil(lambda: page.narrow)
    page.show_list()
    shown = page.pane.list
    qtbot.waitUntil(shown.hasFocus)
    first = desk.text
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert page.editor.isVisible()
    assert page.editor.isAncestorOf(page.window().focusWidget())
    assert desk.text != first


def test_before_there_are_banks_no_question_is_shown(qtbot: QtBot, look: Theme) -> None:
    page = QuestionsPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    desk = Desk(page)
    parts = (page.pane, page.editor)
    assert page._loading.isVisible()
    assert [part.isVisible() for part in parts] == [False, False]
    assert not page.add.isEnabled()
    desk.show()
    assert not page._loading.isVisible()
    assert [part.isVisible() for part in parts] == [True, True]
    assert page.pane.list.hasFocus()


@pytest.mark.parametrize("width", [582, 1000])
def test_the_rows_of_the_list_end_where_the_fields_above_them_do(
    desk: Desk, qtbot: QtBot, width: int
) -> None:
    page, pane = desk.page, desk.page.pane
    page.resize(width, 400)
    page.show_list()

    def ends() -> set[int]:
        parts = [pane.search, pane.banks, pane.list.viewport()]
        if page.narrow:
            parts.append(page.menu)
        return {part.mapTo(page, part.rect().topRight()).x() for part in parts}

    qtbot.waitUntil(lambda: page.narrow is (width == 582) and len(ends()) == 1)
