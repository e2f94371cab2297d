"""Actions on a whole bank: create, import, export, delete, edit its vocabulary."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mock_interviewer.app.ui.questions.current_bank import CurrentBank, bank_vocabulary_edit
from mock_interviewer.app.ui.questions.layout import QuestionsLayout
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog
from mock_interviewer.questions.ids import slug
from mock_interviewer.questions.model import Bank

_IMPORT_FILTER = "Questions (*.yaml *.yml *.csv *.md *.markdown *.zip)"


def choose_bank_to_import(parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Open a dialog for a file of questions."""
    dialog = file_dialog(parent, "A file of questions", chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_IMPORT_FILTER, "All files (*)"])
    dialog.open()
    return dialog


def choose_bank_export(
    parent: QWidget, bank: Bank, form: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Open a dialog for where to write a bank; ``form`` is the ending of the file's name."""
    dialog = file_dialog(parent, f"Where to write “{bank.name}”", chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(form)
    dialog.selectFile(f"{bank.id}.{form}")
    dialog.open()
    return dialog


RunAfterSaving = Callable[[Callable[[], object]], None]
"""Does something once what is written is saved or dropped."""


class BankActions(QObject):
    """Asks on the page what is not known yet, then tells what the person wants. GUI thread only."""

    edit_asked = Signal(object)
    """An Edit to the bank."""
    begin_asked = Signal(str)
    """The name of a bank to be made with its first question."""
    delete_asked = Signal(str)
    """The id of a bank of the person's own."""
    import_asked = Signal(object)
    """The Path of a file to make a bank of."""
    export_asked = Signal(object, str, object)
    """A Bank, one of ``bank_menu.FORMS``, and the Path of the file to write."""

    def __init__(self, page: QuestionsLayout, at: CurrentBank, leave: RunAfterSaving) -> None:
        super().__init__(page)
        self._page = page
        self._at = at
        self._leave = leave
        menu = page.menu
        menu.new_asked.connect(self._name)
        menu.import_asked.connect(lambda: choose_bank_to_import(page, self.import_asked.emit))
        menu.export_asked.connect(self._export)
        menu.words_asked.connect(self._ask_words)
        menu.delete_asked.connect(lambda: leave(self._ask_to_delete))
        page.words.given.connect(lambda terms: self.edit_asked.emit(bank_vocabulary_edit(terms)))
        page.confirm.confirmed.connect(lambda: self.delete_asked.emit(at.id))

    def offer(self) -> None:
        """Offer what can be done with the bank that is shown now."""
        edition, made = self._at.edition, not self._at.pending
        self._page.menu.own = edition is not None and edition.own and made
        self._page.menu.editable = edition is not None and made
        self._page.add.setEnabled(edition is not None)

    def _name(self) -> None:
        self._page.naming.ask(
            "What is the new bank called? It is kept with its first question.",
            lambda name: self._leave(partial(self.begin_asked.emit, name)),
            lambda name: "" if slug(name) else "Write a name with letters from a to z.",
        )

    def _ask_words(self) -> None:
        bank = self._at.bank
        if bank is not None:
            self._page.words.ask(bank.name, [term.term for term in bank.vocabulary])

    def _ask_to_delete(self) -> None:
        bank = self._at.bank
        if bank is not None:
            self._page.confirm.ask(
                f"Delete the bank “{bank.name}” with all its questions? It cannot be brought back. "
                "Answers you gave to them are kept."
            )

    def _export(self, form: str) -> None:
        bank = self._at.bank
        if bank is not None:
            choose_bank_export(self._page, bank, form, partial(self.export_asked.emit, bank, form))
