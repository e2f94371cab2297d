"""Hearing that somebody asks what a word means, and which word."""

from typing import Final

from mock_interviewer.app.feedback.spoken_words import word_set
from mock_interviewer.app.interview.commands_heard.likeness import likeness
from mock_interviewer.app.interview.commands_heard.patterns import Words
from mock_interviewer.app.interview.commands_heard.phrases import Frame, frames
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand, Understood
from mock_interviewer.app.interview.commands_heard.wrapping import cores

_LONGEST_SUBJECT: Final = 5
"""Words."""
_ANNOUNCED: Final = 2
"""Words that may announce it."""
_LEAST_FRAME: Final = 0.85
_CLAUSE: Final = word_set(
    "i you we they he she it this that these those there is are was were am be been do does did "
    "has have had can could will would should because so but if when while since although which "
    "who whose then what why how where not or than as at from into about between during by "
    "means mean let let's please me us my your our"
)
"""Words of which no subject is made: what holds one is a clause."""


def asked_meaning(words: Words) -> Understood | None:
    """Return what meaning plain words ask for: "What do you mean by perplexity?"; None if none."""
    found = [
        (certainty, -len(subject), subject)
        for core in cores(words, asking=True)
        for frame in frames()
        for subject, certainty in [_framed(core, frame)]
        if subject
    ]
    if not found:
        return None
    # Of equal ones the shortest subject: "here" is none of it.
    certainty, _, subject = max(found)
    return Understood(SpokenCommand.MEANING, certainty, " ".join(subject))


def _framed(core: Words, frame: Frame) -> tuple[Words, float]:
    """Return the subject in a frame and how like the frame is; an empty one where there is none."""
    first, last = len(frame.before), len(core) - len(frame.after)
    if not first < last <= first + _LONGEST_SUBJECT + _ANNOUNCED:
        return (), 0.0
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
