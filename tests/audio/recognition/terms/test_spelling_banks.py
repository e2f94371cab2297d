"""How often spelling is right on the banks' own answers, and how often it changes what it must not.

Recall: each term of a model answer is replaced by each of its declared mishearings. Precision: the
answers to other questions, read with this question's vocabulary, say none of its mishearings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from mock_interviewer.audio.recognition.terms.spelling import with_terms_spelled
from mock_interviewer.audio.recognition.terms.tokens import letters
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import TranscriptWord
from mock_interviewer.questions.bank_loader import shipped_banks
from mock_interviewer.questions.model import Question

SURE, DOUBTED = 0.95, 0.4
_EVERY = 31
"""One pair of questions in so many is read for precision; all 33 000 would take minutes."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True)
class Case:
    """A term misheard in its place; ``before`` and ``after`` are sentences around it."""

    question: Question
    term: str
    heard: str
    before: str
    after: str

    def recovered(self, probability: float) -> bool:
        """Say whether the term is back, at most without the end that was not heard."""
        words = _words(self.before, SURE)
        tail = self.after.split(" ", 1)
        head = self.before[len(self.before.rstrip()) :] or not self.before
        said = self.heard + tail[0] if head else words.pop().text + self.heard + tail[0]
        first = len(words)
        words += _words(said, probability, first)
        last = len(words)
        words += _words(" ".join(tail[1:]), SURE, last)
        start, end = words[first].start, words[last - 1].end
        result = [
            word
            for word in with_terms_spelled(words, _vocabulary(self.question))
            if word.start < end and word.end > start
        ]
        text = " ".join(word.text for word in result)
        changed = any(word.heard for word in result)
        return letters(self.term) in letters(text) or (
            changed and letters(self.term).startswith(letters(text))
        )


def _words(text: str, probability: float, first: int = 0) -> list[TranscriptWord]:
    return [
        TranscriptWord(part, at * 0.3, at * 0.3 + 0.25, probability)
        for at, part in enumerate(text.split(), first)
    ]


@cache
def _vocabulary(question: Question) -> tuple[ExpectedTerm, ...]:
    return tuple(ExpectedTerm(term.term, term.heard_as) for term in question.vocabulary)


@cache
def questions() -> tuple[Question, ...]:
    return tuple(
        question for bank in shipped_banks() for question in bank.questions if question.model_answer
    )


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for question in questions() for case in _cases_of(question))


def _cases_of(question: Question) -> Iterator[Case]:
    sentences = _SENTENCE.split(question.model_answer or "")
    for term in question.vocabulary:
        whole = re.compile(rf"(?<![\w-]){re.escape(term.term)}(?![\w-])")
        for at, sentence in enumerate(sentences):
            found = whole.search(sentence)
            if found:
                before = " ".join([*sentences[max(0, at - 1) : at], sentence[: found.start()]])
                after = " ".join([sentence[found.end() :], *sentences[at + 1 : at + 2]])
                for heard in term.heard_as:
                    yield Case(question, term.term, heard, before, after)
                break


def wrong_changes(probability: float) -> tuple[list[tuple[str, str]], int]:
    """Return what was changed in other questions' answers beyond the form, and how many words."""
    wrong: list[tuple[str, str]] = []
    read = 0
    for at, question in enumerate(questions()):
        for other in questions()[at % _EVERY :: _EVERY]:
            if other is question:
                continue
            words = _words(other.model_answer or "", probability)
            read += len(words)
            wrong += [
                (word.heard, word.text)
                for word in with_terms_spelled(words, _vocabulary(question))
                if word.heard and letters(word.heard) != letters(word.text)
            ]
    return wrong, read


@pytest.mark.parametrize(("probability", "least"), [(SURE, 0.8), (DOUBTED, 0.86)])
def test_most_misheard_terms_come_back(probability: float, least: float) -> None:
    missed = [case for case in cases() if not case.recovered(probability)]
    recall = 1 - len(missed) / len(cases())
    assert len(cases()) > 1000
    assert recall >= least, [(case.term, case.heard) for case in missed]


def test_surely_heard_answers_to_other_questions_gain_no_term() -> None:
    wrong, read = wrong_changes(SURE)
    assert read > 150_000
    assert wrong == []


def test_of_doubted_answers_to_other_questions_hardly_a_word_becomes_a_term() -> None:
    wrong, read = wrong_changes(DOUBTED)
    recovered = sum(case.recovered(DOUBTED) for case in cases())
    assert len(wrong) <= read / 50_000, wrong
    assert recovered / (recovered + len(wrong)) >= 0.995
