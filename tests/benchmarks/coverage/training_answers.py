"""Training answers for a scorer, to other questions than the evaluation uses.

A text file holds a heading ``# question`` and under it answers, each with a heading ``## kind``.
``{id: words}`` marks the words that make a key point, ``{~id: words}`` such as make it partly; a
key point without a mark is not made.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict

FOLDER = Path(__file__).parent / "training"
_MARK = re.compile(r"\{(~?)([a-z0-9-]+): ([^{}]*)\}")


@dataclass(frozen=True)
class Mark:
    """The range of words that make a key point, or make it partly."""

    covered: CoverageVerdict
    start: int
    end: int


@dataclass(frozen=True)
class TrainingAnswer:
    """One answer; ``marks`` by the ids of key points."""

    question: str
    kind: str
    text: str
    marks: Mapping[str, Mark]


def training_answers(folder: Path = FOLDER) -> list[TrainingAnswer]:
    """Return all answers of a folder of text files."""
    return [
        answer
        for path in sorted(folder.rglob("*.txt"))
        for answer in parsed(path.read_text("utf-8"))
    ]


def parsed(text: str) -> Iterator[TrainingAnswer]:
    """Yield the answers in the text of one file."""
    for question in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        name, _, answers = question.partition("\n")
        for answer in re.split(r"^## ", answers, flags=re.MULTILINE)[1:]:
            kind, _, marked = answer.partition("\n")
            yield _answer(name.strip(), kind.strip(), " ".join(marked.split()))


def _answer(question: str, kind: str, marked: str) -> TrainingAnswer:
    text, at = "", 0
    marks: dict[str, Mark] = {}
    for mark in _MARK.finditer(marked):
        partly, point, words = mark.groups()
        text += marked[at : mark.start()]
        covered = CoverageVerdict.UNSURE if partly else CoverageVerdict.MADE
        marks[point] = Mark(covered, len(text), len(text) + len(words))
        text += words
        at = mark.end()
    return TrainingAnswer(question, kind, text + marked[at:], marks)
