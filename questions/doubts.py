"""Finds sentences in a sound bank that are of no use as they are.

Coverage compares an answer with a key point's ``said``, sentences that make it, and ``mistaken``,
which only sound like it. Who asks for other words hears a question's ``rephrased``. A doubt keeps
no bank from being used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mock_interviewer.questions.errors import quoted
from mock_interviewer.questions.model import Bank, KeyPoint, Question
from mock_interviewer.questions.rephrasing import rephrasing_faults

FEWEST_WORDS = 4
MOST_WORDS = 40
"""A sentence that someone may say has this many words."""


@dataclass(frozen=True)
class Doubt:
    """A doubt about a sentence; ``what`` and ``remedy`` are clauses.

    ``point`` is the key point that it belongs to, None for a rephrasing. ``str()`` is a whole
    sentence that says where.
    """

    question: str
    point: str | None
    what: str
    remedy: str

    def __str__(self) -> str:
        where = "rephrased" if self.point is None else f"key point {self.point}"
        return f"Question {self.question}, {where}: {self.what}; {self.remedy}."


def doubts(bank: Bank) -> tuple[Doubt, ...]:
    """Return what is doubtful in a bank, in its order; case and punctuation make no difference."""
    return tuple(doubt for question in bank.questions for doubt in _in_question(question))


def _in_question(question: Question) -> Iterator[Doubt]:
    if question.rephrased:
        for what, remedy in rephrasing_faults(question.text, question.rephrased):
            yield Doubt(question.id, None, what, remedy)
    asked_back = [point for follow_up in question.follow_ups for point in follow_up.key_points]
    first: dict[str, str] = {}
    for point in (*question.key_points, *asked_back):
        for what, remedy in (*_in_point(point), *_said_before(point, first)):
            yield Doubt(question.id, point.id, what, remedy)


def _in_point(point: KeyPoint) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the sentences of a point by themselves."""
    said = {_words(sentence) for sentence in point.said}
    for sentence in point.said:
        count = len(sentence.split())
        if _words(sentence) == _words(point.point):
            yield f"{quoted(sentence)} repeats the point", "say it as a candidate would"
        if count < FEWEST_WORDS:
            yield f"{quoted(sentence)} is short for a sentence", f"use {FEWEST_WORDS} words or more"
        if count > MOST_WORDS:
            yield (
                f"{quoted(sentence)} has {count} words",
                f"say it in {MOST_WORDS} or fewer, as a person would in one breath",
            )
    seen: set[str] = set()
    for sentence in point.mistaken:
        words = _words(sentence)
        if words in said:
            yield f"{quoted(sentence)} is both said and mistaken", "keep it in one of the two"
        if words in seen:
            yield f"{quoted(sentence)} stands twice under mistaken", "keep one of the two"
        seen.add(words)


def _said_before(point: KeyPoint, first: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield sentences that were said for this or an earlier point; ``first`` is kept up to date."""
    for sentence in point.said:
        words = _words(sentence)
        if words in first:
            where = "this point" if first[words] == point.id else f"key point {first[words]}"
            yield f"{quoted(sentence)} is already said for {where}", "keep one of the two"
        first.setdefault(words, point.id)


def _words(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.replace("\u2019", "'").casefold()))
