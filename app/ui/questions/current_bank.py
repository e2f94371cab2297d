"""The bank and question in view, and edits to them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from mock_interviewer.app.banks.own_banks import BankEdit
from mock_interviewer.app.banks.question_draft import QuestionDraft
from mock_interviewer.questions.editing import EditedBank, OwnBank
from mock_interviewer.questions.ids import free_id, slug
from mock_interviewer.questions.model import (
    FIRST_VERSION,
    Bank,
    Question,
    QuestionGroup,
    VocabularyTerm,
)
from mock_interviewer.questions.question_fields import QuestionFields
from mock_interviewer.questions.shelf import BankShelf


class ShowAfterChange(Enum):
    """What is shown once a change is done."""

    SAME = "same"
    """Whatever was."""
    SAVED = "saved"
    """The question that was saved, which may have been new."""
    ANEW = "anew"
    """The question as the bank has it then."""


def new_bank(name: str, taken: Collection[str]) -> Bank:
    """Return a bank of this name without a question yet; ``taken`` are the ids of others."""
    ident = free_id(slug(name) or "bank", taken)
    return Bank(id=ident, name=name, version=FIRST_VERSION, questions=())


@dataclass(frozen=True)
class BankChange:
    """An edit that the person wants done to the file of a bank.

    ``question`` is the one that it is about. ``new_bank`` is the bank to be made by it, None where
    it is there already.
    """

    bank: str
    edit: BankEdit
    question: str
    shows: ShowAfterChange = ShowAfterChange.SAME
    new_bank: Bank | None = None


def save_question_edit(question: Question) -> BankEdit:
    """Put a question in place of that of its id, or add it."""
    return lambda bank: bank.put(question)


def retire_question_edit(question: str, retire: bool) -> BankEdit:
    """Let a question be asked no more, or again."""
    return lambda bank: bank.retire(question) if retire else bank.unretire(question)


def restore_question_edit(question: str) -> BankEdit:
    """Undo all changes to a question that came with the program."""
    return lambda bank: bank.restore(question)


def group_question_edit(name: str, question: str, *, inside: bool) -> BankEdit:
    """Have a question in a group, or not; a group without questions is gone."""

    def grouped(groups: Collection[QuestionGroup]) -> tuple[QuestionGroup, ...]:
        changed = {group.name: group.questions for group in groups}
        others = tuple(each for each in changed.get(name, ()) if each != question)
        changed[name] = (*others, question) if inside else others
        return tuple(
            QuestionGroup(name=each, questions=some) for each, some in changed.items() if some
        )

    return lambda bank: bank.set_groups(grouped(bank.bank.groups))


def bank_vocabulary_edit(terms: Collection[str]) -> BankEdit:
    """Have these terms for all questions of a bank; what is known of one of them is kept."""

    def vocabulary(bank: Bank) -> list[VocabularyTerm]:
        known = {term.term: term for term in bank.vocabulary}
        return [known.get(term) or VocabularyTerm(term=term) for term in terms]

    return lambda bank: bank.set_vocabulary(vocabulary(bank.bank))


class CurrentBank:
    """``question`` is the id of the one that is shown, "" for one that is new."""

    def __init__(self) -> None:
        self.id = ""
        self.question = ""
        self._shelf: BankShelf | None = None
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
        every = self.bank.all_questions if self.bank is not None else ()
        return next((each for each in every if each.id == self.question), None)

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The ids and names of all banks."""
        banks = self._shelf.banks if self._shelf is not None else ()
        more = (self._pending,) if self._pending is not None else ()
        return [(bank.id, bank.name) for bank in (*banks, *more)]

    def use(self, shelf: BankShelf) -> None:
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

    def take_up(self, draft: QuestionDraft) -> bool:
        """Go to where a draft was written; returns False, in some bank, where that is gone."""
        self.go(draft.bank, draft.question)
        if self.bank is None and draft.bank_name:
            self.begin(draft.bank_name)
        gone = self.edition is None
        if gone and self._shelf is not None:
            self.go(self._shelf.ids[0])
        return not gone

    def draft(self, fields: QuestionFields) -> QuestionDraft:
        """Return what is written here as a draft."""
        name = self._pending.name if self._pending is not None else ""
        return QuestionDraft(self.id, self.question, fields, name)

    def change(
        self,
        edit: BankEdit,
        shows: ShowAfterChange = ShowAfterChange.SAME,
        question: str | None = None,
    ) -> BankChange:
        """Return an edit to this bank; it is about the question that is shown, or another one."""
        about = self.question if question is None else question
        return BankChange(self.id, edit, about, shows, self._pending if self.pending else None)
