"""What a word that was asked about means, from the vocabulary of the question."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.questions.model import Term

NO_DEFINITION: Final = "I have no definition of that here."
"""What is said where ``meaning_of`` knows none."""
_LEAST_TERM: Final = 80.0
"""Likeness of a term to what was asked about, of 100."""


def meaning_of(subject: str, vocabulary: Sequence[Term]) -> str | None:
    """Return the definition of the term that was asked about, as a question's vocabulary has it.

    ``subject`` is as it was heard; the term most like it is meant. None where no term is, or where
    it has no definition.
    """
    asked = _letters(subject)
    if not asked:
        return None
    best, definition = _LEAST_TERM, None
    for term in vocabulary:
        for name in (term.term, *term.heard_as):
            alike = fuzz.ratio(asked, _letters(name))
            if alike > best or (alike == best and definition is None):
                best, definition = alike, term.definition
    return definition


def _letters(text: str) -> str:
    """Return the letters of a term, without the s of plurals."""
    return "".join(word.removesuffix("s") for word in plain_words(text))
