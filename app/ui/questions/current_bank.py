"""The bank and the question that the page shows, and edits to them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from mock_interviewer.app.banks.own_banks import BankEdit
from mock_interviewer.app.banks.question_draft import QuestionDraft
from mock_interviewer.questions.editing import EditedBank, OwnBank
from mock_interviewer.questions.ids import free_id, slug
from mock_interviewer.questions.importing.import_draft import same_question
from mock_interviewer.questions.model import (
    FIRST_VERSION,
    GENERAL_SECTION,
    Bank,
    KeyPoint,
    Question,
    QuestionGroup,
    VocabularyTerm,
)
from mock_interviewer.questions.question_fields import QuestionFields
from mock_interviewer.questions.shelf import BankShelf


class ShowAfterChange(Enum):
    """What the page shows after a change."""

    SAME = "same"
    """What it showed before."""
    SAVED = "saved"
    """The question that was saved, which may have been new."""
    RELOADED = "reloaded"
    """The question as it is in the bank then."""


def new_bank(name: str, taken: Collection[str]) -> Bank:
    """Return a bank with this name and no questions; ``taken`` are the ids of other banks."""
    ident = free_id(slug(name) or "bank", taken)
    return Bank(id=ident, name=name, version=FIRST_VERSION, questions=())


@dataclass(frozen=True)
class BankChange:
    """An edit that the person requested.

    ``question`` is the id of the question that it is about. ``new_bank`` is the bank that it
    creates, None if the bank exists. ``take`` is the id of the take whose sentences became key
    points, "" for any other change.
    """

    bank: str
    edit: BankEdit
    question: str
    shows: ShowAfterChange = ShowAfterChange.SAME
    new_bank: Bank | None = None
    take: str = ""


def save_question_edit(question: Question) -> BankEdit:
    """Return an edit that replaces the question with the same id, or adds it."""
    return lambda bank: bank.put(question)


def key_points_edit(question: str, texts: Collection[str]) -> BankEdit:
    """Return an edit that adds key points with these texts to a question."""

    def edit(bank: EditedBank) -> EditedBank:
        asked = next((each for each in bank.bank.all_questions if each.id == question), None)
        return bank if asked is None else bank.put(_with_points(asked, texts))

    return edit


def _with_points(question: Question, texts: Collection[str]) -> Question:
    points = list(question.key_points)
    for text in texts:
        ident = free_id(slug(text) or "point", {point.id for point in points})
        points.append(KeyPoint(id=ident, point=text))
    return question.model_copy(update={"key_points": tuple(points)})


def retire_question_edit(question: str, retire: bool) -> BankEdit:
    """Return an edit that retires a question, or unretires it."""
    return lambda bank: bank.retire(question) if retire else bank.unretire(question)


def restore_question_edit(question: str) -> BankEdit:
    """Return an edit that undoes all changes to a question that came with the program."""
    return lambda bank: bank.restore(question)


def group_question_edit(name: str, question: str, *, inside: bool) -> BankEdit:
    """Return an edit that adds a question to a group or removes it; empty groups are deleted."""

    def grouped(groups: Collection[QuestionGroup]) -> tuple[QuestionGroup, ...]:
        changed = {group.name: group.questions for group in groups}
        others = tuple(each for each in changed.get(name, ()) if each != question)
        changed[name] = (*others, question) if inside else others
        return tuple(
            QuestionGroup(name=each, questions=some) for each, some in changed.items() if some
        )

    return lambda bank: bank.set_groups(grouped(bank.bank.groups))


def bank_vocabulary_edit(terms: Collection[str]) -> BankEdit:
    """Return an edit that sets a bank's terms; other fields of present terms are kept."""

    def vocabulary(bank: Bank) -> list[VocabularyTerm]:
        known = {term.term: term for term in bank.vocabulary}
        return [known.get(term) or VocabularyTerm(term=term) for term in terms]

    return lambda bank: bank.set_vocabulary(vocabulary(bank.bank))


class CurrentBank:
    """``id`` is the bank's, and ``question`` its question's, "" for a new one."""

    def __init__(self) -> None:
        self.id = ""
        self.question = ""
        self._shelf: BankShelf | None = None
        self._pending: Bank | None = None

    @property
    def has_banks(self) -> bool:
        """Whether there are banks yet."""
        return self._shelf is not None

    @property
    def pending(self) -> bool:
        """Whether this bank is new, without a question and a file."""
        return self._pending is not None and self._pending.id == self.id

    @property
    def bank(self) -> Bank | None:
        """The bank; None before there are banks."""
        if self._pending is not None and self.pending:
            return self._pending
        return self._shelf.bank(self.id) if self._shelf is not None else None

    @property
    def edition(self) -> EditedBank | None:
        """The bank for editing; None if it can't be edited."""
        if self._pending is not None and self.pending:
            return OwnBank(self._pending)
        return self._shelf.editions.get(self.id) if self._shelf is not None else None

    @property
    def section(self) -> str:
        """The section of the current question, else the first one of the bank."""
        saved, bank = self.saved_question, self.bank
        if saved is not None:
            return saved.section
        return bank.sections[0] if bank is not None and bank.sections else GENERAL_SECTION

    @property
    def saved_question(self) -> Question | None:
        """The question as it is in the bank; None if it isn't there."""
        questions = self.bank.all_questions if self.bank is not None else ()
        return next((each for each in questions if each.id == self.question), None)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The ids and names of all banks."""
        banks = self._shelf.banks if self._shelf is not None else ()
        more = (self._pending,) if self._pending is not None else ()
        return [(bank.id, bank.name) for bank in (*banks, *more)]

    @property
    def editable_choices(self) -> list[tuple[str, str]]:
        """The ids and names of the banks with a file that questions can be added to."""
        editions = self._shelf.editions if self._shelf is not None else {}
        return [(ident, name) for ident, name in self.choices if ident in editions]

    def questions_of(self, bank: str) -> frozenset[str]:
        """Return the questions of a bank as ``same_question`` returns them."""
        found = self._shelf.bank(bank) if self._shelf is not None else None
        asked = found.all_questions if found is not None else ()
        return frozenset(same_question(each.text) for each in asked)

    def has_question(self, bank: str, question: str) -> bool:
        """Return whether a bank that can be edited has a question."""
        edition = self._shelf.editions.get(bank) if self._shelf is not None else None
        return edition is not None and any(
            each.id == question for each in edition.bank.all_questions
        )

    def set_shelf(self, shelf: BankShelf) -> None:
        """Replace the banks; select the first if the current one no longer exists."""
        self._shelf = shelf
        if self._pending is not None and shelf.bank(self._pending.id):
            self._pending = None
        if self.bank is None:
            self.select(shelf.ids[0])

    def select(self, bank: str, question: str = "") -> None:
        """Select a bank and a question; a pending bank is dropped if another one is selected."""
        if self._pending is not None and bank != self._pending.id:
            self._pending = None
        self.id, self.question = bank, question

    def start_new_bank(self, name: str) -> None:
        """Select a new bank, which is pending until its first question is saved."""
        taken = self._shelf.ids if self._shelf is not None else ()
        self._pending = new_bank(name, taken)
        self.select(self._pending.id)

    def restore(self, draft: QuestionDraft) -> bool:
        """Select the bank and question of a draft; select another bank and return False if gone."""
        self.select(draft.bank, draft.question)
        if self.bank is None and draft.bank_name:
            self.start_new_bank(draft.bank_name)
        gone = self.edition is None
        if gone and self._shelf is not None:
            self.select(self._shelf.ids[0])
        return not gone

    def draft(self, fields: QuestionFields) -> QuestionDraft:
        """Return unsaved fields of the current question as a draft."""
        name = self._pending.name if self._pending is not None else ""
        return QuestionDraft(self.id, self.question, fields, name)

    def change(
        self,
        edit: BankEdit,
        shows: ShowAfterChange = ShowAfterChange.SAME,
        question: str | None = None,
    ) -> BankChange:
        """Return a change to this bank that is about the current question, or another one."""
        about = self.question if question is None else question
        return BankChange(self.id, edit, about, shows, self._pending if self.pending else None)
