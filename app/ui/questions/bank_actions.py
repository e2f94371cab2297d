"""Actions on a whole bank: create, import, export, delete, edit its vocabulary."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mock_interviewer.app.ui.questions.bank_menu import BankMenu, BankVocabularyPanel
from mock_interviewer.app.ui.questions.current_bank import CurrentBank, bank_vocabulary_edit
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel
from mock_interviewer.questions.ids import slug
from mock_interviewer.questions.model import Bank


def choose_bank_export(
    parent: QWidget, bank: Bank, suffix: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Open a dialog to choose the file to write a bank to, with a suffix for its name."""
    dialog = file_dialog(parent, f"Export “{bank.name}”", chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"{bank.id}.{suffix}")
    dialog.open()
    return dialog


RunAfterSaving = Callable[[Callable[[], object]], None]
"""Runs an action once unsaved changes are saved or discarded."""


class BankActions(QObject):
    """Asks on the page for what an action needs, then emits the action. GUI thread only."""

    edit_requested = Signal(object)
    """A BankEdit."""
    new_bank_named = Signal(str)
    """The name of a bank to create with its first question."""
    delete_requested = Signal(str)
    """The id of a person's own bank."""
    import_requested = Signal()
    """The person wants to import questions."""
    export_requested = Signal(object, str, object)
    """A Bank, one of ``bank_menu.EXPORT_FORMATS``, and the Path of the file to write."""

    def __init__(
        self,
        page: QWidget,
        current: CurrentBank,
        name_panel: NamePanel,
        run_after_saving: RunAfterSaving,
    ) -> None:
        """``page`` is the parent of dialogs, and lays out the menu and the panels."""
        super().__init__(page)
        self._page = page
        self._current = current
        self._name_panel = name_panel
        self._run_after_saving = run_after_saving
        self.confirm = ConfirmationPanel("Delete", "Keep")
        self.vocabulary_panel = BankVocabularyPanel()
        self.menu = menu = BankMenu()
        menu.new_requested.connect(self._ask_name)
        menu.import_requested.connect(self.import_requested)
        menu.export_requested.connect(self._export)
        menu.vocabulary_requested.connect(self._ask_vocabulary)
        menu.delete_requested.connect(lambda: run_after_saving(self._ask_to_delete))
        self.vocabulary_panel.given.connect(
            lambda terms: self.edit_requested.emit(bank_vocabulary_edit(terms))
        )
        self.confirm.confirmed.connect(lambda: self.delete_requested.emit(current.id))

    def update_menu(self) -> None:
        """Enable the actions that are possible for the current bank."""
        edition, exists = self._current.edition, not self._current.pending
        self.menu.deletable = edition is not None and edition.own and exists
        self.menu.editable = edition is not None and exists

    def close_panels(self) -> None:
        """Close the questions about another bank."""
        for panel in (self.confirm, self._name_panel, self.vocabulary_panel):
            panel.hide()

    def _ask_name(self) -> None:
        self._name_panel.ask(
            "Name the new bank. It is saved with its first question.",
            lambda name: self._run_after_saving(partial(self.new_bank_named.emit, name)),
            lambda name: "" if slug(name) else "Enter a name that contains letters from A to Z.",
        )

    def _ask_vocabulary(self) -> None:
        bank = self._current.bank
        if bank is not None:
            self.vocabulary_panel.ask(bank.name, [term.term for term in bank.vocabulary])

    def _ask_to_delete(self) -> None:
        bank = self._current.bank
        if bank is not None:
            self.confirm.ask(
                f"Delete the bank “{bank.name}” and all its questions? This can't be undone. "
                "Your answers to them are kept."
            )

    def _export(self, suffix: str) -> None:
        bank = self._current.bank
        if bank is not None:
            chosen = partial(self.export_requested.emit, bank, suffix)
            choose_bank_export(self._page, bank, suffix, chosen)
