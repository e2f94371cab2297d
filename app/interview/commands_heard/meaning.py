"""What a word means: hearing that somebody asks, and answering from a question's vocabulary."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from mock_interviewer.app.feedback.spoken_words import word_set
from mock_interviewer.app.interview.commands_heard.likeness import likeness
from mock_interviewer.app.interview.commands_heard.patterns import Words
from mock_interviewer.app.interview.commands_heard.phrases import Frame, frames
from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand, Understood
from mock_interviewer.app.interview.commands_heard.wrapping import cores
from mock_interviewer.questions.model import Term

NO_DEFINITION: Final = "I have no definition of that here."
"""What is said where ``meaning_of`` knows none."""
_LONGEST_SUBJECT: Final = 5
"""Words."""
_LEAST_FRAME: Final = 0.85
_LEAST_TERM: Final = 80.0
"""Likeness of a term to what was asked about, of 100."""
_CLAUSE: Final = word_set(
    "i you we they he she it this that these those there is are was were am be been do does did "
    "has have had can could will would should because so but if when while since although which "
    "who whose then what why how where not or than as at from into about between during by "
    "means mean let let's please me us my your our"
)
"""Words of which no subject is made: what holds one is a clause."""


def asked_meaning(words: Words) -> Understood | None:
    """Return what meaning plain words ask for: "What do you mean by perplexity?"; None if none."""
    best: Understood | None = None
    for core in cores(words, asking=True):
        for frame in frames():
            subject, certainty = _framed(core, frame)
            if subject and (best is None or certainty > best.certainty):
                best = Understood(SpokenCommand.MEANING, certainty, " ".join(subject))
                if certainty == 1.0:
                    return best
    return best


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


def _framed(core: Words, frame: Frame) -> tuple[Words, float]:
    """Return the subject in a frame and how like the frame is; an empty one where there is none."""
    first, last = len(frame.before), len(core) - len(frame.after)
    subject = _named(core[first:last])
    if not 0 < len(subject) <= _LONGEST_SUBJECT or not _CLAUSE.isdisjoint(subject):
        return (), 0.0
    certainty = likeness(core[:first] + core[last:], frame.before + frame.after)
    return (subject, certainty) if certainty >= _LEAST_FRAME else ((), 0.0)


def _named(subject: Words) -> Words:
    """Return a subject without what only announces it: "the term", "a"."""
    if subject[:1] in {("a",), ("an",), ("the",)}:
        subject = subject[1:]
    kinds = ("term", "word", "phrase", "acronym", "expression", "concept")
    return subject[1:] if len(subject) > 1 and subject[0] in kinds else subject


def _letters(text: str) -> str:
    """Return the letters of a term, without the s of plurals."""
    return "".join(word.removesuffix("s") for word in plain_words(text))
