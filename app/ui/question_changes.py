"""What a person can do to a bank on the page of questions, as edits to its file."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from mock_interviewer.app.bank_edits import Edit
from mock_interviewer.questions.importing.drafts import FIRST_VERSION, slug
from mock_interviewer.questions.model import Bank, Group, Question, Term
from mock_interviewer.questions.overlaying import free_id


class Shows(Enum):
    """What is shown once a change is done."""

    SAME = "same"
    """Whatever was."""
    SAVED = "saved"
    """The question that was saved, which may have been new."""
    ANEW = "anew"
    """The question as the bank has it then."""


@dataclass(frozen=True)
class Change:
    """An edit that the person wants done to the file of a bank.

    ``question`` is the one that it is about. ``new_bank`` is the bank to be made by it, None where
    it is there already.
    """

    bank: str
    edit: Edit
    question: str
    shows: Shows = Shows.SAME
    new_bank: Bank | None = None


def keeping(question: Question) -> Edit:
    """Put a question in place of that of its id, or add it."""
    return lambda bank: bank.keep(question)


def retiring(question: str, retire: bool) -> Edit:
    """Let a question be asked no more, or again."""
    return lambda bank: bank.retire(question) if retire else bank.bring_back(question)


def restoring(question: str) -> Edit:
    """Undo all changes to a question that came with the program."""
    return lambda bank: bank.restore(question)


def grouping(name: str, question: str, *, inside: bool) -> Edit:
    """Have a question in a group, or not; a group without questions is gone."""

    def grouped(groups: Collection[Group]) -> tuple[Group, ...]:
        changed = {group.name: group.questions for group in groups}
        others = tuple(each for each in changed.get(name, ()) if each != question)
        changed[name] = (*others, question) if inside else others
        return tuple(Group(name=each, questions=some) for each, some in changed.items() if some)

    return lambda bank: bank.group(grouped(bank.bank.groups))


def expecting(terms: Collection[str]) -> Edit:
    """Have these terms for all questions of a bank; what is known of one of them is kept."""

    def vocabulary(bank: Bank) -> list[Term]:
        known = {term.term: term for term in bank.vocabulary}
        return [known.get(term) or Term(term=term) for term in terms]

    return lambda bank: bank.expect(vocabulary(bank.bank))


def new_bank(name: str, taken: Collection[str]) -> Bank:
    """Return a bank of this name without a question yet; ``taken`` are the ids of others."""
    ident = free_id(slug(name) or "bank", taken)
    return Bank(id=ident, name=name, version=FIRST_VERSION, questions=())
