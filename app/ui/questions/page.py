"""The questions page: every bank to search, and each question to edit.

``show_shelf`` gives it the banks, and ``open_draft`` the unsaved draft of the last run; its signals
say what the person wants. It reads and writes no file.
"""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.banks.own_banks import BankEdit
from mock_interviewer.app.banks.question_draft import QuestionDraft
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.text.dates_in_words import LOADING
from mock_interviewer.app.ui.questions.bank_actions import BankActions
from mock_interviewer.app.ui.questions.current_bank import (
    BankChange,
    CurrentBank,
    ShowAfterChange,
    group_question_edit,
    restore_question_edit,
    retire_question_edit,
    save_question_edit,
)
from mock_interviewer.app.ui.questions.editor.editor_content import (
    editor_content,
    missing_question_notes,
)
from mock_interviewer.app.ui.questions.editor.question_editor import UnsavedChangesGuard
from mock_interviewer.app.ui.questions.instead_of_list import InsteadOfList
from mock_interviewer.app.ui.questions.list_and_editor import ListAndEditor, row_without_scroll_bar
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, add_shortcuts
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.column import SCROLL_BAR_WIDTH, TWO_COLUMN_WIDTH, margin
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.questions.model import GENERAL_SECTION
from mock_interviewer.questions.question_fields import (
    QuestionFields,
    copied_fields,
    new_fields,
    question_from_fields,
)
from mock_interviewer.questions.shelf import BankShelf


class QuestionsPage(QWidget):
    """Shows the banks, and emits what the person wants. GUI thread only."""

    change_requested = Signal(object)
    """A BankChange."""
    delete_requested = Signal(str)
    """The id of a person's own bank."""
    export_requested = Signal(object, str, object)
    """A Bank, one of ``bank_menu.EXPORT_FORMATS``, and the Path of the file to write."""
    draft_changed = Signal(object)
    """The QuestionDraft to keep, None if there are no unsaved changes."""
    practice_requested = Signal(str, str)
    """The ids of a bank and of one of its questions, to practice."""
    takes_requested = Signal(str, str)
    """The ids of a bank and of one of its questions, whose takes to show."""
    best_answer_requested = Signal(str, str)
    """The ids of a bank and of one of its questions, to make key points of its best answer."""
    shown = Signal()
    """The page became visible."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._current = CurrentBank()
        self._draft: QuestionDraft | None = None
        """A draft to show as soon as there are banks."""
        self._takes: Counter[tuple[str, str]] | None = None
        self._loading = TextLabel(LOADING, kind="muted")
        self.banner = Banner()
        self.name_panel = NamePanel()
        self.body = ListAndEditor()
        self.pane, self.editor = self.body.pane, self.body.editor
        self.add = KeyHintButton("Ctrl+N", "Add a question", kind="")
        self.add.set_edge(Spacing.S)
        self.add.setAccessibleName("Add a question to this bank")
        self.add.setEnabled(False)
        self.back = QPushButton("All questions")
        set_kind(self.back, "quiet")
        self.back.setAccessibleName("Back to the list of questions")
        self.back.setToolTip("Back to the list (Alt+Left)")
        for button in (self.add, self.back):
            button.setAutoDefault(True)
        self._unsaved = UnsavedChangesGuard(self.editor)
        self._after_saving = self._unsaved.run_after_saving
        self.instead = InsteadOfList(self, self._current, self._after_saving)
        self.bank_actions = BankActions(self, self._current, self.name_panel, self._after_saving)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        set_icon(self.back, Icon.BACK, roles().text)
        self._show_back()

    @property
    def narrow(self) -> bool:
        """Whether there is only room for the list or the editor."""
        return self.body.narrow

    @property
    def loading(self) -> bool:
        """Whether the page still waits for the banks."""
        return not self._loading.isHidden()

    @property
    def draft(self) -> QuestionDraft | None:
        """The unsaved changes, or None."""
        return self._current.draft(self.editor.fields) if self.editor.dirty else None

    def open_draft(self, draft: QuestionDraft) -> None:
        """Show unsaved changes from the last run, as soon as there are banks."""
        self._draft = draft
        if self._current.has_banks:
            self._restore_draft()

    def show_shelf(self, shelf: BankShelf) -> None:
        """Show these banks; unsaved changes stay."""
        current = self._current
        first = not current.has_banks
        current.set_shelf(shelf)
        self.pane.offer_banks(current.choices, current.id)
        if self._draft is not None:
            self._restore_draft()
        elif first or (not current.question and not self.editor.dirty):
            self._open(current.id, current.question)
        else:
            self._refresh()
        self.show_parts(has_banks=True)

    def show_parts(self, *, has_banks: bool) -> None:
        """Show the list and the editor, or neither without banks; the page is no longer loading."""
        listed = has_banks and not self.instead.is_open
        appeared = listed and self.body.isHidden()
        self._loading.hide()
        self.body.setVisible(listed)
        self._show_back()
        if appeared and self.isVisible() and self.name_panel.isHidden():
            self.body.take_keyboard()

    def change_saved(self, change: BankChange) -> None:
        """Show the result of a change; ``show_shelf`` has shown the changed banks before."""
        current = self._current
        here = current.id == change.bank and current.question in {"", change.question}
        if here and change.shows is not ShowAfterChange.SAME:
            current.question = change.question
            self._refresh(reload=change.shows is ShowAfterChange.RELOADED)
            self.pane.reveal(change.question)
            self._update_bank_actions()
            self.draft_changed.emit(self.draft)
        self._unsaved.saved()

    def show_takes(self, practiced: Sequence[PracticedQuestion]) -> None:
        """Show how many takes each question has."""
        self._takes = Counter()
        for each in practiced:
            self._takes[each.bank, each.question] += each.takes
        self._update_takes()

    def show_error(self, sentence: str) -> None:
        """Show why something failed; unsaved changes stay."""
        self._unsaved.cancel()
        self.banner.say(NoticeKind.ERROR, sentence)

    def show_info(self, sentence: str) -> None:
        """Show what was done."""
        self.banner.say(NoticeKind.INFO, sentence)

    def show_bank(self, bank: str, question: str = "") -> None:
        """Show another bank, or a question of a bank."""
        if bank != self._current.id or question:
            self._after_saving(lambda: self._open(bank, question))

    def start_search(self) -> None:
        """Give the keyboard to the search field."""
        self.body.show_list()
        self.pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Give the keyboard to the list or the editor, unless a part of the page has it."""
        super().showEvent(event)
        self.shown.emit()
        if not event.spontaneous() and not self.isAncestorOf(self.window().focusWidget()):
            self.body.take_keyboard()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the list and the editor side by side if there is room."""
        super().resizeEvent(event)
        width = event.size().width()
        side = margin(width)
        used = min(width - 2 * side, TWO_COLUMN_WIDTH)
        left = (width - used) // 2
        self._column.setContentsMargins(left, side, width - used - left - SCROLL_BAR_WIDTH, 0)
        self.body.fit(width, used)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "back"):
            set_icon(self.back, Icon.BACK, roles().text)

    def _show_back(self) -> None:
        """Show the way back to the list instead of the title, if the editor is shown alone."""
        self.back.setVisible(self.body.editor_alone and not self.instead.is_open)
        self._title.setVisible(self.back.isHidden())
        self._title.show_text(self.instead.title or "Questions")
        for part in (self.add, self.bank_actions.menu):
            part.setVisible(not self.instead.is_open)

    def _show_instead(self) -> None:
        """Show an import or new key points instead of the list and the editor, or these again."""
        self.banner.clear()
        self.bank_actions.close_panels()
        self.show_parts(has_banks=self._current.has_banks)

    def _lay_out(self) -> None:
        self._title = TextLabel("Questions", FontSize.TITLE, strong=True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(Spacing.S)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, 0)
        head.setSpacing(Spacing.XS)
        head.addWidget(self.back)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.add)
        head.addWidget(self.bank_actions.menu)
        self._column.addLayout(head)
        bank = self.bank_actions
        for part in (self.banner, bank.confirm, self.name_panel, bank.vocabulary_panel):
            self._column.addLayout(row_without_scroll_bar(part))
        self._column.addWidget(self._loading, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self.body, 1)
        self._column.addWidget(self.instead, 1)

    def _connect(self) -> None:
        editor, actions, bank = self.editor, self.editor.question_actions, self.bank_actions
        current = self._current
        self.back.clicked.connect(lambda _checked: self.body.show_list())
        self.body.arranged.connect(self._show_back)
        self.pane.bank_chosen.connect(self.show_bank)
        self.pane.chosen.connect(self._choose)
        self.add.clicked.connect(lambda _checked: self._add())
        editor.save_requested.connect(self._save)
        editor.paused.connect(lambda: self.draft_changed.emit(self.draft))
        editor.restore_requested.connect(
            lambda: self._request(restore_question_edit(current.question), ShowAfterChange.RELOADED)
        )
        actions.practice_requested.connect(
            lambda: self.practice_requested.emit(current.id, current.question)
        )
        actions.takes_requested.connect(
            lambda: self.takes_requested.emit(current.id, current.question)
        )
        actions.points_requested.connect(
            lambda: self.best_answer_requested.emit(current.id, current.question)
        )
        actions.refused.connect(self.show_info)
        actions.duplicate_requested.connect(lambda: self._after_saving(self._duplicate))
        actions.retire_requested.connect(
            lambda retire: self._request(retire_question_edit(current.question, retire))
        )
        actions.group_requested.connect(
            lambda name, inside: self._request(
                group_question_edit(name, current.question, inside=inside)
            )
        )
        actions.new_group_requested.connect(self._name_group)
        self._unsaved.prompted.connect(self._keep_editing)
        self._unsaved.discarded.connect(self._discard)
        self.name_panel.closed.connect(editor.form.focus_field)
        bank.vocabulary_panel.closed.connect(editor.form.focus_field)
        bank.edit_requested.connect(self._request)
        bank.new_bank_named.connect(self._start_new_bank)
        bank.delete_requested.connect(self.delete_requested)
        bank.import_requested.connect(self.instead.importing.open_start)
        self.instead.toggled.connect(self._show_instead)
        self.instead.question_shown.connect(self._open)
        self.instead.change_requested.connect(self.change_requested)
        self.instead.refused.connect(self.show_info)
        bank.export_requested.connect(self.export_requested)

    def _add_shortcuts(self) -> None:
        actions = self.editor.question_actions
        practice, takes = actions.practice_button, actions.takes_button
        keys: dict[str, ShortcutAction] = {
            "Ctrl+F": Shortcut("Search the questions", self.start_search),
            "Alt+Left": Shortcut("Back to the list", self.body.show_list, self.back.isVisible),
            "Ctrl+N": Shortcut("Add a question to this bank", self._add, self.add.isEnabled),
            "Ctrl+S": Shortcut("Save the changes to this question", self._request_save),
            "Ctrl+Return": Shortcut(
                "Practice this question", actions.request_practice, practice.isEnabled
            ),
            "Ctrl+Enter": actions.request_practice,
            "Ctrl+T": Shortcut(
                "All answers to this question", actions.request_takes, takes.isEnabled
            ),
        }
        outside = self.instead.while_closed
        add_shortcuts(self, {key: outside(action) for key, action in keys.items()})

    def _open(self, bank: str, question: str = "", *, reading: bool = False) -> None:
        """Open a bank with one of its questions, or the first; ``reading`` shows the editor."""
        current = self._current
        if bank != current.id:
            self.bank_actions.close_panels()
        current.select(bank, question)
        if current.bank is None:
            return
        self.pane.offer_banks(current.choices, bank)
        self.pane.show_bank(current.bank, current.edition, question)
        current.question = question or self.pane.first
        self._update_bank_actions()
        self._refresh(reload=True)
        if notes := missing_question_notes(current.edition):
            self.show_info(notes)
        if reading:
            self.body.show_question()

    def _refresh(self, *, reload: bool = False) -> None:
        """Show the question as it is in the bank now; only ``reload`` discards edits."""
        current, saved = self._current, self._current.saved_question
        if current.bank is None:
            return
        self.pane.show_bank(current.bank, current.edition, current.question)
        self._update_takes()
        if reload:
            fields = None if saved is not None else new_fields(self._section())
            self.editor.show_question(editor_content(current.bank, current.edition, saved, fields))
        elif saved is not None:
            self.editor.show_saved(editor_content(current.bank, current.edition, saved))

    def _update_bank_actions(self) -> None:
        self.bank_actions.update_menu()
        self.add.setEnabled(self._current.edition is not None)

    def _update_takes(self) -> None:
        current, takes = self._current, self._takes
        self.editor.question_actions.show_takes(
            None if takes is None else takes[current.id, current.question]
        )

    def _choose(self, question: str) -> None:
        if question == self._current.question:
            self.body.show_question()
        else:
            self._after_saving(lambda: self._open(self._current.id, question, reading=True))

    def _keep_editing(self) -> None:
        """Select the edited question in the list again."""
        self.pane.show_question(self._current.question)
        self.pane.banks.choose(self._current.id)
        self.body.show_question()

    def _discard(self) -> None:
        self._refresh(reload=True)
        self.draft_changed.emit(None)

    def _request_save(self) -> None:
        if not self.editor.request_save() and not self.editor.isVisible():
            self.body.show_question()
            self.editor.request_save()

    def _section(self) -> str:
        """Return the section for a new question."""
        return self.pane.section or self._current.section

    def _add(self) -> None:
        if self.add.isEnabled():
            self._after_saving(lambda: self._start_question(new_fields(self._section())))

    def _start_question(self, fields: QuestionFields, *, edited: bool = False) -> None:
        """Show a new question; with ``edited`` its fields are unsaved changes."""
        current = self._current
        if current.bank is None:
            return
        current.question = ""
        self.pane.show_question("")
        self._update_takes()
        content = editor_content(current.bank, current.edition, None, fields)
        self.editor.show_question(content, edited=edited)
        self.body.show_question()
        self.editor.form.focus_field()

    def _duplicate(self) -> None:
        saved = self._current.saved_question
        if saved is not None:
            self._start_question(copied_fields(saved), edited=True)

    def _restore_draft(self) -> None:
        """Show the draft of the last run; as a new question if its own no longer exists."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        current = self._current
        same_bank = current.restore(draft)
        self._open(current.id, current.question)
        saved = current.saved_question
        if saved is None or saved.id != draft.question or current.bank is None:
            self._start_question(draft.fields, edited=True)
        else:
            content = editor_content(current.bank, current.edition, saved, draft.fields)
            self.editor.show_question(content, edited=True)
        gone = "" if same_bank else f" Its bank “{draft.bank}” no longer exists."
        self.show_info(f"This question wasn't saved when the window was closed.{gone}")

    def _request(
        self,
        edit: BankEdit,
        shows: ShowAfterChange = ShowAfterChange.SAME,
        question: str | None = None,
    ) -> None:
        self.banner.clear()
        self.change_requested.emit(self._current.change(edit, shows, question))

    def _save(self) -> None:
        edition, fields = self._current.edition, self.editor.fields
        if edition is not None:
            ident = self._current.question or edition.new_id(fields["text"])
            edit = save_question_edit(question_from_fields(fields, ident))
            self._request(edit, ShowAfterChange.SAVED, ident)

    def _name_group(self) -> None:
        question, bank = self._current.question, self._current.bank
        sections = bank.sections if bank is not None else ()
        taken = "A section with this name already exists. Choose another name."
        self.name_panel.ask(
            "Name the group. You can choose it as a topic for practice.",
            lambda name: self._request(group_question_edit(name, question, inside=True)),
            lambda name: taken if name in sections else "",
        )

    def _start_new_bank(self, name: str) -> None:
        self._current.start_new_bank(name)
        self._open(self._current.id)
        self._start_question(new_fields(GENERAL_SECTION))
