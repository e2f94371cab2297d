"""Warnings about sentences in a valid bank that serve no purpose as they are.

Coverage compares an answer with a key point's ``said``, sentences that make it, and ``mistaken``,
which only sound like it. A person who asks for a rephrasing hears a question's ``rephrased``.
A bank with warnings can be used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mock_interviewer.questions.errors import quoted
from mock_interviewer.questions.model import Bank, KeyPoint, Question

MOST_REPHRASED_WORDS = 45
MOST_REPHRASED_SENTENCES = 2
MOST_SHARED_WORDS = 0.5
"""The largest share of the words of a question and its rephrasing that may be in both."""
_ENDS = (".", "?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}", "。")
_SENTENCE_END = re.compile(r"[.?!](?=\s|$)|[\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}。]")
_UNSAID = re.compile(r"[()\[\]{}<>/\\|*_#@&%+=~^$€£§°\N{EM DASH}\N{EN DASH}]")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|a\.k\.a|w\.r\.t|etc|vs|cf|approx|resp)\b", re.IGNORECASE)


def rephrasing_faults(text: str, rephrased: str) -> Iterator[tuple[str, str]]:
    """Yield each fault of a rephrasing of the question ``text``, with its remedy.

    Both are clauses. Whether the two ask for the same thing is not checked.
    """
    if (count := len(rephrased.split())) > MOST_REPHRASED_WORDS:
        yield f"it has {count} words", f"use {MOST_REPHRASED_WORDS} or fewer"
    if (count := len(_SENTENCE_END.findall(rephrased))) > MOST_REPHRASED_SENTENCES:
        yield f"it has {count} sentences", "use one or two"
    if not rephrased.endswith(_ENDS):
        yield "it ends in mid-sentence", "end it with a question mark or a period"
    unsaid = (*_UNSAID.findall(rephrased), *_ABBREVIATED.findall(rephrased))
    if unsaid:
        signs = " ".join(sorted(set(unsaid)))
        yield f"{signs} can't be read aloud", "spell it out"
    if shared_words(text, rephrased) > MOST_SHARED_WORDS:
        yield "it is worded much like the question", "use other words"


def shared_words(one: str, other: str) -> float:
    """Return the Jaccard index of the words of two texts, from 0, none shared, to 1, all shared.

    That is the number of words in both over the number in either, each counted once, ignoring case.
    """
    first, second = _different_words(one), _different_words(other)
    union = first | second
    return len(first & second) / len(union) if union else 1.0


def _different_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


FEWEST_SENTENCE_WORDS = 4
MOST_SENTENCE_WORDS = 40
"""The range for the number of words of a sentence that somebody says."""


@dataclass(frozen=True)
class LintWarning:
    """A warning about a sentence; ``what`` and ``remedy`` are clauses.

    ``path`` leads from the question's fields to the key point that it is about, whose id is
    ``point``, or to the rephrasing, whose ``point`` is None. ``str()`` is a whole sentence.
    """

    question: str
    path: tuple[str | int, ...]
    point: str | None
    what: str
    remedy: str

    def __str__(self) -> str:
        where = "rephrased" if self.point is None else f"key point {self.point}"
        return f"Question {self.question}, {where}: {self.what}; {self.remedy}."


def lint_bank(bank: Bank) -> tuple[LintWarning, ...]:
    """Return warnings about a bank, in its order; case and punctuation make no difference."""
    return tuple(warning for question in bank.questions for warning in _in_question(question))


def _in_question(question: Question) -> Iterator[LintWarning]:
    if question.rephrased:
        for what, remedy in rephrasing_faults(question.text, question.rephrased):
            yield LintWarning(question.id, ("rephrased",), None, what, remedy)
    first: dict[str, str] = {}
    for path, point in _points(question):
        for what, remedy in (*_in_point(point), *_said_before(point, first)):
            yield LintWarning(question.id, path, point.id, what, remedy)


def _points(question: Question) -> Iterator[tuple[tuple[str | int, ...], KeyPoint]]:
    """Yield each key point of a question and of its follow-ups, with the path to it."""
    for index, point in enumerate(question.key_points):
        yield ("key_points", index), point
    for number, follow_up in enumerate(question.follow_ups):
        for index, point in enumerate(follow_up.key_points):
            yield ("follow_ups", number, "key_points", index), point


def _in_point(point: KeyPoint) -> Iterator[tuple[str, str]]:
    """Yield the faults in the sentences of one key point."""
    said = {_words(sentence) for sentence in point.said}
    for sentence in point.said:
        count = len(sentence.split())
        if _words(sentence) == _words(point.point):
            yield f"{quoted(sentence)} repeats the point", "say it as a candidate would"
        if count < FEWEST_SENTENCE_WORDS:
            yield (
                f"{quoted(sentence)} is short for a sentence",
                f"use {FEWEST_SENTENCE_WORDS} words or more",
            )
        if count > MOST_SENTENCE_WORDS:
            yield (
                f"{quoted(sentence)} has {count} words",
                f"say it in {MOST_SENTENCE_WORDS} or fewer, as a person would in one breath",
            )
    seen: set[str] = set()
    for sentence in point.mistaken:
        words = _words(sentence)
        if words in said:
            yield f"{quoted(sentence)} is both said and mistaken", "keep it in one of the two"
        if words in seen:
            yield f"{quoted(sentence)} is listed twice under mistaken", "delete one of them"
        seen.add(words)


def _said_before(point: KeyPoint, first: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield sentences already used for this or an earlier point; updates ``first``."""
    for sentence in point.said:
        words = _words(sentence)
        if words in first:
            where = "this point" if first[words] == point.id else f"key point {first[words]}"
            yield f"{quoted(sentence)} is already under said for {where}", "delete one of them"
        first.setdefault(words, point.id)


def _words(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.replace("\u2019", "'").casefold()))
