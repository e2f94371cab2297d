"""Spoken answers that were written to make given key points; texts for other benchmarks.

They are no evidence of how well points are judged: who wrote them saw the points.

Written and labelled before there was a scorer. A key point is made when a fair interviewer who has
only this answer would tick it, in whatever words; partly made when the answer touches it, says one
half of it, or so vaguely that one would ask back. Denied, turned round or only named, it is not
made. A second judge who did not see the labels gave another one to 7 of the 599 points that either
held for made or partly made; the first judge's stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

DEVELOPMENT = "development"
"""The half of the questions that thresholds are found with."""
TEST = "test"
"""The half that is looked at once, at the end."""


class Kind(StrEnum):
    """The kind of an answer."""

    FULL = "full"
    """Most key points, in words of its own."""
    PARTIAL = "partial"
    PARAPHRASED = "paraphrased"
    """Key points made without any of their terms."""
    WRONG = "wrong"
    """The right words, and what they say is false."""
    OFF_TOPIC = "off-topic"
    PARROTED = "parroted"
    """The question said back."""
    SOUP = "soup"
    """Terms without a claim."""
    NEGATED = "negated"
    """Key points denied, or not known."""


@dataclass(frozen=True)
class LabelledAnswer:
    """One answer; ``made`` and ``partly`` map ids of key points to the words that make them."""

    question: str
    bank: str
    kind: Kind
    text: str
    made: Mapping[str, str]
    partly: Mapping[str, str]


def labelled(half: str) -> list[LabelledAnswer]:
    """Return the answers of one half of the questions."""
    entries = yaml.safe_load((Path(__file__).parent / f"{half}.yaml").read_text("utf-8"))
    return [_answer(entry, answer) for entry in entries for answer in entry["answers"]]


def _answer(entry: Mapping[str, Any], answer: Mapping[str, Any]) -> LabelledAnswer:
    return LabelledAnswer(
        entry["question"],
        entry["bank"],
        Kind(answer["kind"]),
        answer["text"],
        answer.get("made", {}),
        answer.get("partly", {}),
    )
