"""Answers written without sight of the key points, labeled twice; how is in ``blind/*.md``.

Each answer was written from its question alone. The labels of a point are those of the two
labelings, and a third one where the first two do not agree on whether the point was made.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mock_interviewer.questions.bank_loader import bank_ids, load_bank

FOLDER = Path(__file__).parent / "blind"
_LABELINGS = ("labels-first.jsonl", "labels-second.jsonl", "labels-third.jsonl")


class Share(StrEnum):
    """The part of the set that an answer is in, drawn by question and by field."""

    TRAINING = "training"
    DEVELOPMENT = "development"
    """Thresholds and choices are made on it."""
    TEST = "test"
    """Looked at once, at the end."""


class PointLabel(StrEnum):
    """What a labeler found; ``blind/labeling.md`` defines it."""

    MADE = "m"
    PARTLY = "p"
    OPPOSITE = "o"
    NOT = "n"


@dataclass(frozen=True)
class Label:
    """One label and the numbers, from 0, of the sentences that carry it."""

    label: PointLabel
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class LabeledPoint:
    """A key point of the question, with its labels for one answer."""

    id: str
    point: str
    essential: bool
    labels: tuple[Label, ...]

    @property
    def decided(self) -> PointLabel | None:
        """The label that counts in the end; None if nothing decides between "made" and another.

        Where two labelings disagree only on how a point was not made, the first one counts.
        """
        found = [one.label for one in self.labels]
        made = found.count(PointLabel.MADE)
        if 2 * made == len(found):
            return None
        if 2 * made > len(found):
            return PointLabel.MADE
        return next(one for one in found if one is not PointLabel.MADE)


@dataclass(frozen=True)
class BlindAnswer:
    """One answer and the labels of its question's key points.

    ``field`` is the id of a bank of ours or the name of another field; ``question`` is the id in
    it, for a follow-up with its number from 0 ("ID/0"). ``asked`` is what the writer saw, even if
    the bank words the question in another way by now. ``person`` and ``transcript`` are as drawn
    for the writer.
    """

    id: str
    field: str
    question: str
    asked: str
    person: str
    transcript: str
    text: str
    share: Share
    points: tuple[LabeledPoint, ...]

    @property
    def ours(self) -> bool:
        """Whether the question is from one of our banks."""
        return self.field in bank_ids()

    @property
    def follow_up(self) -> bool:
        """Whether the question is a follow-up."""
        return self.ours and "/" in self.question


def blind_answers(share: Share | None = None) -> list[BlindAnswer]:
    """Return the answers of one part of the set, or all."""
    return [answer for answer in _answers() if share is None or answer.share is share]


@dataclass(frozen=True)
class AskedQuestion:
    """A question or follow-up, and its points: id, text, and whether it is essential."""

    text: str
    points: tuple[tuple[str, str, bool], ...]


@cache
def asked_questions() -> Mapping[str, AskedQuestion]:
    """Return all questions by field or bank and id ("FIELD/ID", follow-ups "BANK/ID/0")."""
    return dict(_questions())


@cache
def _answers() -> tuple[BlindAnswer, ...]:
    asked = asked_questions()
    labels = [_labels(FOLDER / name) for name in _LABELINGS]
    entries = [
        json.loads(line)
        for path in sorted((FOLDER / "answers").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return tuple(_answer(entry, asked[entry["question"]], labels) for entry in entries)


def _answer(
    entry: Mapping[str, str],
    asked: AskedQuestion,
    labelings: Sequence[Mapping[str, Mapping[str, str]]],
) -> BlindAnswer:
    field, _, question = entry["question"].partition("/")
    found = [each[entry["id"]] for each in labelings if entry["id"] in each]
    return BlindAnswer(
        entry["id"],
        field,
        question,
        entry.get("asked", asked.text),
        entry["person"],
        entry["transcript"],
        entry["text"],
        share_of(field, question),
        tuple(
            LabeledPoint(
                ident,
                point,
                essential,
                tuple(_label(each[ident]) for each in found if ident in each),
            )
            for ident, point, essential in asked.points
        ),
    )


def share_of(field: str, question: str) -> Share:
    """Return the share of a question, by its field or bank and its id."""
    split = _split()
    main = f"{field}/{question.partition('/')[0]}"
    for share in (Share.DEVELOPMENT, Share.TEST):
        if field in split[f"{share}_fields"] or main in split[f"{share}_questions"]:
            return share
    return Share.TRAINING


@cache
def _split() -> Mapping[str, list[str]]:
    return tomllib.loads((FOLDER / "split.toml").read_text("utf-8"))


def _questions() -> Iterator[tuple[str, AskedQuestion]]:
    for path in sorted((FOLDER / "fields").glob("*.yaml")):
        for question in yaml.safe_load(path.read_text("utf-8"))["questions"]:
            yield f"{path.stem}/{question['id']}", _field_question(question)
    for bank in bank_ids():
        for each in load_bank(bank).questions:
            points = tuple((point.id, point.point, point.essential) for point in each.key_points)
            yield f"{bank}/{each.id}", AskedQuestion(each.text, points)
            for number, follow_up in enumerate(each.follow_ups):
                points = tuple((p.id, p.point, p.essential) for p in follow_up.key_points)
                yield f"{bank}/{each.id}/{number}", AskedQuestion(follow_up.text, points)


def _field_question(question: Mapping[str, Any]) -> AskedQuestion:
    points = question["points"]
    return AskedQuestion(
        question["text"],
        tuple((each["id"], each["point"], each.get("essential", False)) for each in points),
    )


def _labels(path: Path) -> dict[str, Mapping[str, str]]:
    if not path.exists():
        return {}
    entries = map(json.loads, path.read_text("utf-8").splitlines())
    return {entry["id"]: entry["points"] for entry in entries}


def _label(text: str) -> Label:
    numbers = tuple(int(number) - 1 for number in text[1:].split(",") if number)
    return Label(PointLabel(text[0]), numbers)
