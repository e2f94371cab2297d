"""Labeled texts to learn from: one answer, and what each of its sentences does for each key point.

Nothing here belongs to a question of the development or the test share.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.coverage.blind_set import (
    BlindAnswer,
    LabeledPoint,
    PointLabel,
    Share,
    asked_questions,
    blind_answers,
    share_of,
)
from benchmarks.coverage.training_answers import FOLDER as WRITTEN_FOLDER
from benchmarks.coverage.training_answers import Mark, training_answers

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.text.sentences import sentences
from mock_interviewer.questions.bank_loader import bank_ids, load_bank
from mock_interviewer.questions.model import KeyPoint

LABELS = (PointLabel.NOT, PointLabel.PARTLY, PointLabel.OPPOSITE, PointLabel.MADE)
"""The order of the shares of a ``TaughtPoint`` and of the network's verdict."""

Shares = tuple[float, float, float, float]
NOT: Shares = (1.0, 0.0, 0.0, 0.0)
PARTLY: Shares = (0.0, 1.0, 0.0, 0.0)
OPPOSITE: Shares = (0.0, 0.0, 1.0, 0.0)
MADE: Shares = (0.0, 0.0, 0.0, 1.0)
_MISTAKEN: Shares = (0.4, 0.0, 0.6, 0.0)
"""A misconception of the bank: most contradict their point, some only miss it."""
_UNCHECKED = 0.4
"""The weight of a point whose sentences stand beside those that were written for another point."""


@dataclass(frozen=True)
class TaughtPoint:
    """A point, the share of labelers that gave it each label, and the sentences that carry it."""

    text: str
    shares: Shares
    evidence: frozenset[int]
    weight: float = 1.0


@dataclass(frozen=True)
class TaughtText:
    """A question, the sentences of an answer to it, and its points."""

    question: str
    sentences: tuple[str, ...]
    points: tuple[TaughtPoint, ...]

    def window(self, start: int, end: int) -> "TaughtText":
        """Return it with the sentences from ``start`` up to ``end``.

        A point whose sentences are all outside is not made; one that is torn apart is left out.
        """
        inside = range(start, end)
        points = list[TaughtPoint]()
        for point in self.points:
            kept = point.evidence.intersection(inside)
            if kept == point.evidence:
                moved = frozenset(number - start for number in kept)
                points.append(replace(point, evidence=moved))
            elif not kept:
                points.append(TaughtPoint(point.text, NOT, frozenset(), point.weight))
        return TaughtText(self.question, self.sentences[start:end], tuple(points))


def blind_texts(share: Share = Share.TRAINING) -> list[TaughtText]:
    """Return the blind answers of one share, with the mean of their labels."""
    return [_blind_text(answer) for answer in blind_answers(share)]


def _blind_text(answer: BlindAnswer) -> TaughtText:
    said = tuple(sentence.text for sentence in sentences(answer.text))
    return TaughtText(
        answer.asked, said, tuple(_labeled(point, len(said)) for point in answer.points)
    )


def _labeled(point: LabeledPoint, count: int) -> TaughtPoint:
    found = [label.label for label in point.labels]
    not_made, partly, opposite, made = (found.count(label) / len(found) for label in LABELS)
    numbers = {number for label in point.labels for number in label.sentences if number < count}
    return TaughtPoint(point.point, (not_made, partly, opposite, made), frozenset(numbers))


def written_texts() -> list[TaughtText]:
    """Return the answers that were written to make or to contradict given points."""
    found = [
        _marked(f"{bank}/{answer.question}", answer.text, answer.marks)
        for answer in training_answers()
        for bank in bank_ids()
        if f"{bank}/{answer.question}" in asked_questions()
    ]
    for entry in _entries(WRITTEN_FOLDER / "contradicting.jsonl"):
        labels = {"m": CoverageVerdict.MADE, "o": CoverageVerdict.OPPOSITE}
        labels["p"] = CoverageVerdict.UNSURE
        marks = {
            each["point"]: Mark(labels[each["label"]], each["start"], each["end"])
            for each in entry["marks"]
            if each["label"] in labels
        }
        found.append(_marked(entry["question"], entry["text"], marks))
    return [text for text in found if text is not None]


def _marked(place: str, text: str, marks: Mapping[str, Mark]) -> TaughtText | None:
    if not _may_learn(place):
        return None
    asked, said = asked_questions()[place], sentences(text)
    shares = {
        CoverageVerdict.MADE: MADE,
        CoverageVerdict.UNSURE: PARTLY,
        CoverageVerdict.OPPOSITE: OPPOSITE,
    }
    points = list[TaughtPoint]()
    for ident, point, _ in asked.points:
        mark = marks.get(ident)
        if mark is None:
            points.append(TaughtPoint(point, NOT, frozenset()))
            continue
        numbers = frozenset(
            number
            for number, sentence in enumerate(said)
            if sentence.start < mark.end and mark.start < sentence.end
        )
        points.append(TaughtPoint(point, shares[mark.covered], numbers))
    return TaughtText(asked.text, tuple(sentence.text for sentence in said), tuple(points))


def _may_learn(place: str) -> bool:
    field, _, question = place.partition("/")
    return share_of(field, question) is Share.TRAINING


@dataclass(frozen=True)
class PointSentences:
    """A key point and sentences about it, each with the label it gives the point."""

    point: str
    said: tuple[tuple[str, Shares], ...]


@cache
def point_sentences() -> Mapping[str, tuple[str, tuple[PointSentences, ...]]]:
    """Return the text and the points of each question that has such sentences, by its place."""
    asked = asked_questions()
    found: dict[tuple[str, str], list[tuple[str, Shares]]] = {}
    for entry in _entries(WRITTEN_FOLDER / "contrasting.jsonl"):
        said = found.setdefault((entry["question"], entry["point"]), [])
        said += [(text, MADE) for text in entry["made"]]
        said += [(text, OPPOSITE) for text in entry["opposite"]]
        said += [(entry["partly"], PARTLY), (entry["near"], NOT)]
    for place, point in _bank_points():
        said = found.setdefault((place, point.id), [])
        said += [(text, MADE) for text in point.said]
        said += [(text, _MISTAKEN) for text in point.mistaken]
    questions = dict[str, tuple[str, tuple[PointSentences, ...]]]()
    for place, question in asked.items():
        points = tuple(
            PointSentences(text, ((text, MADE), *found[place, ident]))
            for ident, text, _ in question.points
            if (place, ident) in found
        )
        if points and _may_learn(place):
            questions[place] = question.text, points
    return questions


def _bank_points() -> Iterator[tuple[str, KeyPoint]]:
    for bank in bank_ids():
        for question in load_bank(bank).questions:
            yield from ((f"{bank}/{question.id}", point) for point in question.key_points)
            for number, follow_up in enumerate(question.follow_ups):
                place = f"{bank}/{question.id}/{number}"
                yield from ((place, point) for point in follow_up.key_points)


@cache
def wordings() -> Mapping[str, tuple[str, ...]]:
    """Return the sentences that make each key point, by the text of the point."""
    return {
        point.point: tuple(text for text, shares in point.said[1:] if shares == MADE)
        for _, points in point_sentences().values()
        for point in points
    }


def reworded(text: TaughtText, draw: random.Random) -> TaughtText:
    """Return it with its points in the words of sentences that make them, where there are any."""
    points = tuple(
        replace(point, text=draw.choice(wordings().get(point.text) or (point.text,)))
        for point in text.points
    )
    return replace(text, points=points)


class Composer:
    """Composes texts from the sentences of key points, and texts that make nothing."""

    def __init__(self, answers: Sequence[TaughtText], draw: random.Random) -> None:
        self._answers = answers
        self._questions = list(point_sentences().values())
        self._draw = draw

    def composed(self) -> TaughtText:
        """Return sentences that make, contradict, touch, or miss some points of a question."""
        question, points = self._draw.choice(self._questions)
        chosen = self._draw.sample(points, self._draw.randint(1, min(4, len(points))))
        parts = list[tuple[str, PointSentences | None, Shares]]()
        for point in chosen:
            wanted = self._draw.choices((MADE, OPPOSITE, PARTLY, NOT), (45, 25, 12, 18))[0]
            fitting = [each for each in point.said if each[1] == wanted] or list(point.said)
            text, shares = self._draw.choice(fitting)
            parts.append((text, point, shares))
        for _ in range(self._draw.choice((0, 0, 1, 2, 4))):
            stranger = self._draw.choice(self._draw.choice(self._answers).sentences)
            parts.insert(self._draw.randint(0, len(parts)), (stranger, None, NOT))
        numbers = {part[1].point: number for number, part in enumerate(parts) if part[1]}
        shares_of = {part[1].point: part[2] for part in parts if part[1]}
        return TaughtText(
            question,
            tuple(part[0] for part in parts),
            tuple(self._point(point.point, numbers, shares_of) for point in points),
        )

    def single(self) -> TaughtText:
        """Return one sentence about one point, sometimes among other points of its question."""
        question, points = self._draw.choice(self._questions)
        point = self._draw.choice(points)
        text, shares = self._draw.choice(point.said)
        evidence = frozenset[int]() if shares == NOT else frozenset({0})
        others = [each.point for each in points if each is not point]
        asked = self._draw.sample(others, min(len(others), self._draw.choice((0, 0, 1, 3))))
        return TaughtText(
            question,
            (text,),
            (
                TaughtPoint(point.point, shares, evidence),
                *(TaughtPoint(each, NOT, frozenset(), _UNCHECKED) for each in asked),
            ),
        )

    def _point(
        self, point: str, numbers: Mapping[str, int], shares: Mapping[str, Shares]
    ) -> TaughtPoint:
        if point not in numbers:
            return TaughtPoint(point, NOT, frozenset(), _UNCHECKED)
        carries = shares[point] != NOT
        return TaughtPoint(
            point, shares[point], frozenset({numbers[point]} if carries else ()), 1.0
        )

    def empty(self) -> TaughtText:
        """Return an answer that makes nothing: to another question, or the question said back."""
        asked = self._draw.choice(self._answers)
        points = tuple(replace(point, shares=NOT, evidence=frozenset()) for point in asked.points)
        if self._draw.random() < 0.5:
            other = self._draw.choice(self._answers)
            while other.question == asked.question:
                other = self._draw.choice(self._answers)
            return TaughtText(asked.question, other.sentences, points)
        before = self._draw.choice(("", "That's a good question.", "Okay, so you're asking me."))
        after = self._draw.choice(("", "That is really important.", "Let me think about that."))
        said = tuple(part for part in (before, asked.question, after) if part)
        return TaughtText(asked.question, said, points)


def _entries(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text("utf-8").strip("\n").split("\n")
    return [json.loads(line) for line in lines]
