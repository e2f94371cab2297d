"""Where a person is among the banks: in which of them, and at which question."""

from mock_interviewer.app.bank_edits import Edit
from mock_interviewer.app.question_draft import Draft
from mock_interviewer.app.ui.question_changes import Change, Shows, new_bank
from mock_interviewer.questions.drafted import Fields
from mock_interviewer.questions.editing import EditedBank, OwnBank
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.shelf import Shelf


class CurrentBank:
    """``question`` is the id of the one that is shown, "" for one that is new."""

    def __init__(self) -> None:
        self.id = ""
        self.question = ""
        self._shelf: Shelf | None = None
        self._pending: Bank | None = None

    @property
    def there(self) -> bool:
        """Whether there are banks yet."""
        return self._shelf is not None

    @property
    def pending(self) -> bool:
        """Whether this bank has no question yet, and no file."""
        return self._pending is not None and self._pending.id == self.id

    @property
    def bank(self) -> Bank | None:
        """The bank; None until there are banks."""
        if self._pending is not None and self.pending:
            return self._pending
        return self._shelf.bank(self.id) if self._shelf is not None else None

    @property
    def edition(self) -> EditedBank | None:
        """The bank as it can be edited; None where it cannot."""
        if self._pending is not None and self.pending:
            return OwnBank(self._pending)
        return self._shelf.editions.get(self.id) if self._shelf is not None else None

    @property
    def found(self) -> Question | None:
        """The question as the bank has it; None for one that it does not have."""
        every = self.bank.every if self.bank is not None else ()
        return next((each for each in every if each.id == self.question), None)

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The ids and names of all banks."""
        banks = self._shelf.banks if self._shelf is not None else ()
        more = (self._pending,) if self._pending is not None else ()
        return [(bank.id, bank.name) for bank in (*banks, *more)]

    def use(self, shelf: Shelf) -> None:
        """Stay here among the banks as they are now; go to the first where this one is gone."""
        self._shelf = shelf
        if self._pending is not None and shelf.bank(self._pending.id):
            self._pending = None
        if self.bank is None:
            self.go(shelf.ids[0])

    def go(self, bank: str, question: str = "") -> None:
        """Go to another bank or question; a bank without a question is given up by that."""
        if self._pending is not None and bank != self._pending.id:
            self._pending = None
        self.id, self.question = bank, question

    def begin(self, name: str) -> None:
        """Begin a bank, which is made with its first question."""
        taken = self._shelf.ids if self._shelf is not None else ()
        self._pending = new_bank(name, taken)
        self.go(self._pending.id)

    def take_up(self, draft: Draft) -> bool:
        """Go to where a draft was written; returns False, in some bank, where that is gone."""
        self.go(draft.bank, draft.question)
        if self.bank is None and draft.bank_name:
            self.begin(draft.bank_name)
        gone = self.edition is None
        if gone and self._shelf is not None:
            self.go(self._shelf.ids[0])
        return not gone

    def draft(self, fields: Fields) -> Draft:
        """Return what is written here as a draft."""
        name = self._pending.name if self._pending is not None else ""
        return Draft(self.id, self.question, fields, name)

    def change(self, edit: Edit, shows: Shows = Shows.SAME, question: str | None = None) -> Change:
        """Return an edit to this bank; it is about the question that is shown, or another one."""
        about = self.question if question is None else question
        return Change(self.id, edit, about, shows, self._pending if self.pending else None)
