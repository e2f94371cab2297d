"""What is done with a whole bank on the page of questions: made, given out, deleted, its words."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.ui.bank_dialogs import choose_export, choose_import
from mock_interviewer.app.ui.current_bank import CurrentBank
from mock_interviewer.app.ui.pages.questions_layout import QuestionsLayout
from mock_interviewer.app.ui.question_changes import expecting
from mock_interviewer.questions.importing.drafts import slug

Leave = Callable[[Callable[[], object]], None]
"""Does something once what is written is saved or dropped."""


class BankActs(QObject):
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

    def __init__(self, page: QuestionsLayout, at: CurrentBank, leave: Leave) -> None:
        super().__init__(page)
        self._page = page
        self._at = at
        self._leave = leave
        menu = page.menu
        menu.new_asked.connect(self._name)
        menu.import_asked.connect(lambda: choose_import(page, self.import_asked.emit))
        menu.export_asked.connect(self._export)
        menu.words_asked.connect(self._ask_words)
        menu.delete_asked.connect(lambda: leave(self._ask_to_delete))
        page.words.given.connect(lambda terms: self.edit_asked.emit(expecting(terms)))
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
            choose_export(self._page, bank, form, partial(self.export_asked.emit, bank, form))
