"""What an answer is likely to say, as recognition takes it."""

from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.section_terms import section_terms
from mock_interviewer.questions.shelf import Shelf


def terms_of(question: Question) -> tuple[Expected, ...]:
    """Return the hotwords of a question, each with what it is sometimes heard as."""
    heard_as = {term.term: term.heard_as for term in question.vocabulary}
    return tuple(Expected(term, heard_as.get(term, ())) for term in question.hotwords)


def expected_in(bank: Bank, question: Question) -> tuple[Expected, ...]:
    """Return what answers to a question of ``bank`` are likely to say, the likeliest first.

    Behind the question's own terms come the bank's, then those that its section's questions share.
    These are only spelled right: as hotwords they were measured to keep no term more.
    """
    known = {term.casefold() for term in question.hotwords}
    shared = []
    for term in (*bank.vocabulary, *section_terms(bank.questions, question.section)):
        if term.term.casefold() not in known:
            known.add(term.term.casefold())
            shared.append(Expected(term.term, term.heard_as, hinted=False))
    return (*terms_of(question), *shared)


def expected_of(shelf: Shelf, bank: str, question: str) -> tuple[Expected, ...]:
    """Return what answers to a question are likely to say, by its id and its bank's.

    None where it is gone.
    """
    found = shelf.find(f"{bank}/{question}")
    return () if found is None else expected_in(*found)
