"""The questions page: every bank to search, and each question to edit.

``show_shelf`` gives it the banks and ``open_draft`` the unsaved draft of the last run; its signals
say what the person wants. It reads and writes no file.
"""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.banks.own_banks import BankEdit
from mock_interviewer.app.banks.question_draft import QuestionDraft
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.search.listing import PracticedQuestion
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
    notes_on_missing_questions,
)
from mock_interviewer.app.ui.questions.editor.question_editor import UnsavedChangesGuard
from mock_interviewer.app.ui.questions.layout import QuestionsLayout
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, add_shortcuts
from mock_interviewer.questions.model import GENERAL_SECTION
from mock_interviewer.questions.question_fields import (
    QuestionFields,
    copied_fields,
    new_fields,
    question_from_fields,
)
from mock_interviewer.questions.shelf import BankShelf


class QuestionsPage(QuestionsLayout):
    """Shows the banks and tells what the person wants. GUI thread only."""

    change_asked = Signal(object)
    """A Change."""
    delete_asked = Signal(str)
    """The id of a bank of the person's own."""
    import_asked = Signal(object)
    """The Path of a file to make a bank of."""
    export_asked = Signal(object, str, object)
    """A Bank, one of ``bank_menu.FORMS``, and the Path of the file to write."""
    draft_changed = Signal(object)
    """The Draft to keep, None where all is saved."""
    practise_asked = Signal(str, str)
    """The ids of a bank and of one of its questions, to be practised."""
    takes_asked = Signal(str, str)
    """The ids of a bank and of one of its questions, whose takes are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = CurrentBank()
        self._unsaved = UnsavedChangesGuard(self.editor)
        self._leave = self._unsaved.leave
        self._bank = BankActions(self, self._at, self._leave)
        self._draft: QuestionDraft | None = None
        """What is to be shown as soon as there are banks."""
        self._takes: Counter[tuple[str, str]] | None = None
        self._connect()

    @property
    def draft(self) -> QuestionDraft | None:
        """What is written and not saved."""
        return self._at.draft(self.editor.fields) if self.editor.dirty else None

    def open_draft(self, draft: QuestionDraft) -> None:
        """Show what was written and not saved, as soon as there are banks."""
        self._draft = draft
        if self._at.there:
            self._take_up_draft()

    def show_shelf(self, shelf: BankShelf) -> None:
        """Show these banks; what is written and not saved stays."""
        first = not self._at.there
        self._at.use(shelf)
        self.pane.offer_banks(self._at.offered, self._at.id)
        if self._draft is not None:
            self._take_up_draft()
        elif first or (not self._at.question and not self.editor.dirty):
            self._go(self._at.id, self._at.question)
        else:
            self._refresh()
        self.show_parts(there=True)

    def done(self, change: BankChange) -> None:
        """Know that a change is in the banks that were shown last."""
        here = self._at.id == change.bank and self._at.question in {"", change.question}
        if here and change.shows is not ShowAfterChange.SAME:
            self._at.question = change.question
            self._refresh(anew=change.shows is ShowAfterChange.ANEW)
            self.pane.reveal(change.question)
            self._bank.offer()
            self.draft_changed.emit(self.draft)
        self._unsaved.saved()

    def show_takes(self, practised: Sequence[PracticedQuestion]) -> None:
        """Know how many takes each question has."""
        self._takes = Counter()
        for each in practised:
            self._takes[each.bank, each.question] += each.takes
        self._show_takes()

    def failed(self, sentence: str) -> None:
        """Say why something was not done; what is written stays."""
        self._unsaved.forget()
        self.banner.say(NoticeKind.ERROR, sentence)

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.banner.say(NoticeKind.INFO, sentence)

    def show_bank(self, bank: str) -> None:
        """Go to another bank."""
        if bank != self._at.id:
            self._leave(lambda: self._go(bank))

    def _connect(self) -> None:
        editor, acts, bank, at = self.editor, self.editor.acts, self._bank, self._at
        self.pane.bank_chosen.connect(self.show_bank)
        self.pane.chosen.connect(self._choose)
        self.add.clicked.connect(lambda _checked: self._add())
        editor.save_asked.connect(self._save)
        editor.settled.connect(lambda: self.draft_changed.emit(self.draft))
        acts.practise_asked.connect(lambda: self.practise_asked.emit(at.id, at.question))
        acts.takes_asked.connect(lambda: self.takes_asked.emit(at.id, at.question))
        acts.refused.connect(self.tell)
        acts.copy_asked.connect(lambda: self._leave(self._copy))
        acts.retire_asked.connect(
            lambda retire: self._ask(retire_question_edit(at.question, retire))
        )
        editor.restore_asked.connect(
            lambda: self._ask(restore_question_edit(at.question), ShowAfterChange.ANEW)
        )
        acts.group_asked.connect(
            lambda name, inside: self._ask(group_question_edit(name, at.question, inside=inside))
        )
        acts.new_group_asked.connect(self._name_group)
        self._unsaved.asked.connect(self._stay)
        self._unsaved.dropped.connect(self._drop)
        self.naming.closed.connect(editor.form.take_keyboard)
        self.words.closed.connect(editor.form.take_keyboard)
        bank.edit_asked.connect(self._ask)
        bank.begin_asked.connect(self._begin_bank)
        bank.delete_asked.connect(self.delete_asked)
        bank.import_asked.connect(self.import_asked)
        bank.export_asked.connect(self.export_asked)
        practise = Shortcut("Practise this question", acts.ask_practise, acts.practise.isEnabled)
        keys: dict[str, ShortcutAction] = {
            "Ctrl+N": Shortcut("Add a question to this bank", self._add, self.add.isEnabled),
            "Ctrl+S": Shortcut("Save the changes to this question", self._ask_save),
            "Ctrl+Return": practise,
            "Ctrl+Enter": acts.ask_practise,
            "Ctrl+T": Shortcut("All takes of this question", acts.ask_takes, acts.takes.isEnabled),
        }
        add_shortcuts(self, keys)

    def _go(self, bank: str, question: str = "", *, reading: bool = False) -> None:
        """Show a bank with one of its questions, the first where none is named."""
        at = self._at
        if bank != at.id:
            self.put_away()
        at.go(bank, question)
        if at.bank is None:
            return
        self.pane.offer_banks(at.offered, bank)
        self.pane.show_bank(at.bank, at.edition, question)
        at.question = question or self.pane.first
        self._bank.offer()
        self._refresh(anew=True)
        if beside := notes_on_missing_questions(at.edition):
            self.tell(beside)
        if reading:
            self.show_question()

    def _refresh(self, *, anew: bool = False) -> None:
        """Show the question as it is in the bank now; what is written stays but for ``anew``."""
        at, found = self._at, self._at.found
        if at.bank is None:
            return
        self.pane.show_bank(at.bank, at.edition, at.question)
        self._show_takes()
        if anew:
            fields = None if found is not None else new_fields(self._section())
            self.editor.show_question(editor_content(at.bank, at.edition, found, fields))
        elif found is not None:
            self.editor.saved(editor_content(at.bank, at.edition, found))

    def _show_takes(self) -> None:
        at, takes = self._at, self._takes
        self.editor.acts.show_takes(None if takes is None else takes[at.id, at.question])

    def _choose(self, question: str) -> None:
        if question == self._at.question:
            self.show_question()
        else:
            self._leave(lambda: self._go(self._at.id, question, reading=True))

    def _stay(self) -> None:
        """Show the question that is written on as the chosen one again."""
        self.pane.show_question(self._at.question)
        self.pane.banks.choose(self._at.id)
        self.show_question()

    def _drop(self) -> None:
        self._refresh(anew=True)
        self.draft_changed.emit(None)

    def _ask_save(self) -> None:
        if not self.editor.ask_save() and not self.editor.isVisible():
            self.show_question()
            self.editor.ask_save()

    def _section(self) -> str:
        """Return the section of a new question."""
        found, bank = self._at.found, self._at.bank
        there = bank.sections if bank is not None else ()
        first = there[0] if there else GENERAL_SECTION
        return self.pane.section or (found.section if found is not None else first)

    def _add(self) -> None:
        if self.add.isEnabled():
            self._leave(lambda: self._begin(new_fields(self._section())))

    def _begin(self, fields: QuestionFields, *, touched: bool = False) -> None:
        """Show a question that is new."""
        at = self._at
        if at.bank is None:
            return
        at.question = ""
        self.pane.show_question("")
        self._show_takes()
        shown = editor_content(at.bank, at.edition, None, fields)
        self.editor.show_question(shown, touched=touched)
        self.show_question()
        self.editor.form.take_keyboard()

    def _copy(self) -> None:
        found = self._at.found
        if found is not None:
            self._begin(copied_fields(found), touched=True)

    def _take_up_draft(self) -> None:
        """Show what was written the last time; as a new question where its own is gone."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        same = self._at.take_up(draft)
        self._go(self._at.id, self._at.question)
        at, found = self._at, self._at.found
        if found is None or found.id != draft.question or at.bank is None:
            self._begin(draft.fields, touched=True)
        else:
            shown = editor_content(at.bank, at.edition, found, draft.fields)
            self.editor.show_question(shown, touched=True)
        gone = "" if same else f" Its bank “{draft.bank}” is not there any more."
        self.tell(f"This question was not saved when the window was closed.{gone}")

    def _ask(
        self,
        edit: BankEdit,
        shows: ShowAfterChange = ShowAfterChange.SAME,
        question: str | None = None,
    ) -> None:
        self.banner.clear()
        self.change_asked.emit(self._at.change(edit, shows, question))

    def _save(self) -> None:
        edition, fields = self._at.edition, self.editor.fields
        if edition is not None:
            ident = self._at.question or edition.new_id(fields["text"])
            self._ask(
                save_question_edit(question_from_fields(fields, ident)),
                ShowAfterChange.SAVED,
                ident,
            )

    def _name_group(self) -> None:
        question, bank = self._at.question, self._at.bank
        sections = bank.sections if bank is not None else ()
        taken = "There is a section of that name already; choose another one."
        self.naming.ask(
            "What is the group called? It can be chosen as a topic when you practise.",
            lambda name: self._ask(group_question_edit(name, question, inside=True)),
            lambda name: taken if name in sections else "",
        )

    def _begin_bank(self, name: str) -> None:
        self._at.begin(name)
        self._go(self._at.id)
        self._begin(new_fields(GENERAL_SECTION))
