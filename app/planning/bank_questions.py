"""Conversion of a bank's questions for sessions, recognition, and feedback."""

from collections.abc import Sequence
from functools import lru_cache

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, ExpectedPoint
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.questions.bank_loader import shipped_banks
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    all_terms,
    section_terms,
)
from mock_interviewer.questions.shelf import BankShelf


def question_terms(question: Question) -> tuple[ExpectedTerm, ...]:
    """Return the hotwords of a question, each with its common mishearings."""
    heard_as = {term.term: term.heard_as for term in question.vocabulary}
    return tuple(ExpectedTerm(term, heard_as.get(term, ())) for term in question.hotwords)


def expected_terms(bank: Bank, question: Question) -> tuple[ExpectedTerm, ...]:
    """Return the terms that answers to a question of ``bank`` may use, likeliest first.

    The question's own terms are followed by the bank's and those that questions of its section
    share, and then by the distant ones: those of all questions of the bank and of the banks that
    come with the program. Only the question's own are hotwords: others did not improve recognition
    as such.
    """
    own = question_terms(question)
    known = {term.term.casefold() for term in own}
    shared = []
    for term in (*bank.vocabulary, *section_terms(bank.questions, question.section)):
        if term.term.casefold() not in known:
            known.add(term.term.casefold())
            shared.append(ExpectedTerm(term.term, term.heard_as, hotword=False))
    distant = _distant_terms(_SameBank(bank))
    return (*own, *shared, *(term for term in distant if term.term.casefold() not in known))


class _SameBank:
    """A bank as a key: comparing all of its texts would take longer than what it is the key of."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameBank) and other.bank is self.bank

    def __hash__(self) -> int:
        return id(self.bank)


@lru_cache(maxsize=4)
def _distant_terms(key: _SameBank) -> tuple[ExpectedTerm, ...]:
    found: dict[str, ExpectedTerm] = {}
    for bank in (key.bank, *shipped_banks()):
        for term in all_terms(bank.questions):
            distant = ExpectedTerm(term.term, term.heard_as, hotword=False, distant=True)
            found.setdefault(term.term.casefold(), distant)
    return tuple(found.values())


def expected_terms_by_id(shelf: BankShelf, bank: str, question: str) -> tuple[ExpectedTerm, ...]:
    """Return the likely terms of a question, by its id and its bank's.

    Empty if the question no longer exists.
    """
    found = shelf.find(f"{bank}/{question}")
    return () if found is None else expected_terms(*found)


def planned_question(bank: Bank, question: Question) -> PlannedQuestion:
    """Return a question of ``bank`` as a session needs it."""
    return PlannedQuestion(
        bank=bank.id,
        id=question.id,
        text=question.text,
        spoken=question.spoken or question.text,
        section=question.section,
        vocabulary=expected_terms(bank, question),
        rephrased=question.rephrased or "",
    )


def planned_questions(bank: Bank, questions: Sequence[Question]) -> tuple[PlannedQuestion, ...]:
    """Return ``questions`` as a session needs them, in their order."""
    return tuple(planned_question(bank, question) for question in questions)


def asked_question(question: Question) -> CoverageQuestion:
    """Return the text of a question and its key points, in the bank's order."""
    points = tuple(_point(point) for point in question.key_points)
    return CoverageQuestion(question.text, points, str(question.kind))


def asked_follow_up(follow_up: FollowUp) -> CoverageQuestion:
    """Return the text of a follow-up and its key points.

    It has no kind, because an answer to a follow-up never tells a whole story again.
    """
    return CoverageQuestion(follow_up.text, tuple(_point(point) for point in follow_up.key_points))


def asked_by_words(question: Question, follow_up: str | None = None) -> CoverageQuestion | None:
    """Return a question or, by its text, a follow-up to it; None if it no longer exists.

    A follow-up has no id, and its position may change with the bank, so only its text ensures that
    an answer is scored on the right key points.
    """
    if follow_up is None:
        return asked_question(question)
    found = (asked_follow_up(each) for each in question.follow_ups if each.text == follow_up)
    return next(found, None)


def find_asked(
    shelf: BankShelf, bank: str, question: str, follow_up: str | None = None
) -> CoverageQuestion | None:
    """Return a question by its id and its bank's, or a follow-up to it by its text.

    None if it no longer exists.
    """
    found = shelf.find(f"{bank}/{question}")
    return None if found is None else asked_by_words(found[1], follow_up)


def follow_up_words(take: TakeRecord) -> str | None:
    """Return the text of the follow-up that a take answers, or None if it answers no follow-up."""
    return None if take.follow_up is None else take.text


def asked_in_take(shelf: BankShelf, take: TakeRecord) -> CoverageQuestion | None:
    """Return the question that a take answers, or None if it is no longer in its bank."""
    return find_asked(shelf, take.bank, take.question, follow_up_words(take))


def _point(point: KeyPoint) -> ExpectedPoint:
    return ExpectedPoint(
        id=point.id,
        point=point.point,
        essential=point.essential,
        weight=point.weight,
        said=point.said,
        part=None if point.part is None else str(point.part),
    )
