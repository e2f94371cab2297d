"""What was said in a take of a question, to make key points of."""

from dataclasses import dataclass

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.text.taken_back import kept_text


@dataclass(frozen=True)
class SpokenAnswer:
    """``take``, ``bank``, and ``question`` are ids. ``text`` is without what was taken back."""

    take: str
    bank: str
    question: str
    asked: str
    """The text of the question."""
    text: str


def answer_in_take(library: Library, take: str) -> SpokenAnswer:
    """Return the answer in a take. Raises StoreError if it isn't there."""
    return _answer(library.take(take))


def best_answer(library: Library, bank: str, question: str) -> SpokenAnswer:
    """Return the starred answer to a question, or else the latest; the latest of several starred.

    Raises StoreError if there is none with a transcript.
    """
    answers = [
        row
        for row in library.listing.of_question(bank, question)
        if row.has_transcript and row.follow_up is None and row.status is not TakeStatus.SKIPPED
    ]
    if not answers:
        raise StoreError("None of your answers to this question has a transcript yet.")
    best = max(answers, key=lambda row: (row.starred, row.number))
    return _answer(library.take(best.id))


def _answer(take: TakeRecord) -> SpokenAnswer:
    said = take.transcript.text if take.transcript is not None else ""
    return SpokenAnswer(take.id, take.bank, take.question, take.text, kept_text(said))
