"""Input rows of the judge, and batches of them as tensors."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from benchmarks.coverage.learning.texts import TaughtPoint, TaughtText
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from mock_interviewer.app.feedback.coverage.scoring.judge_input import (
    MOST_POINTS,
    JudgeInput,
    TokenizedAnswer,
    judge_tokenizer,
    tokenized,
)

_PADDING = 1


@dataclass(frozen=True)
class Row:
    """An input of the judge with what it should find.

    ``shares`` (points, labels) and ``weights`` (points,); ``evidence`` (points, sentences) is 1
    where a sentence carries a point, ``known`` whether anything is known about that.
    """

    given: JudgeInput
    shares: NDArray[np.float32]
    weights: NDArray[np.float32]
    evidence: NDArray[np.float32]
    known: bool

    def __len__(self) -> int:
        return len(self.given.tokens)


class RowMaker:
    """Makes rows of texts; points in random order, and only part of a text if it is too long."""

    def __init__(self, tokenizer: Path, draw: random.Random) -> None:
        self._tokenizer: Tokenizer = judge_tokenizer(tokenizer)
        self._draw = draw
        self._tokens = cache(self._tokenized)

    def row(self, text: TaughtText, cut: float = 0.0) -> Row | None:
        """Return a row, of a random window of a few sentences with probability ``cut``.

        None if nothing is left of the text or of its points.
        """
        count = len(text.sentences)
        if count > 2 and self._draw.random() < cut:
            length = self._draw.randint(1, min(6, count - 1))
            start = self._draw.randint(0, count - length)
            text = text.window(start, start + length)
        points = self._draw.sample(text.points, min(MOST_POINTS, len(text.points)))
        text = TaughtText(text.question, text.sentences, tuple(points))
        said = [self._tokens(sentence) for sentence in text.sentences]
        asked = [self._tokens(point.text) for point in points]
        answer = TokenizedAnswer(tuple(said))
        room = JudgeInput.room(self._tokens(text.question), asked)
        pieces = answer.pieces(room)
        if not pieces or not points:
            return None
        piece = self._draw.choice(pieces)
        if len(piece) < count:
            text = text.window(piece.start, piece.stop)
            if not text.points:
                return None
            asked = [self._tokens(point.text) for point in text.points]
        return self._made(text, asked, [said[number] for number in piece])

    def _made(
        self, text: TaughtText, asked: Sequence[tuple[int, ...]], said: Sequence[tuple[int, ...]]
    ) -> Row:
        given = JudgeInput.made(self._tokens(text.question), asked, said)
        evidence = np.zeros((len(text.points), len(said)), dtype=np.float32)
        for number, point in enumerate(text.points):
            evidence[number, list(point.evidence)] = 1.0
        return Row(
            given,
            np.array([point.shares for point in text.points], dtype=np.float32),
            np.array([point.weight for point in text.points], dtype=np.float32),
            evidence,
            _is_known(text.points),
        )

    def _tokenized(self, text: str) -> tuple[int, ...]:
        return tokenized(self._tokenizer, text)


def _is_known(points: Sequence[TaughtPoint]) -> bool:
    return all(point.evidence or point.shares[0] > 0.0 for point in points)


@dataclass(frozen=True)
class Batch:
    """Rows of about one length; absent points have the weight 0."""

    tokens: Tensor
    real: Tensor
    points: Tensor
    sentences: Tensor
    shares: Tensor
    weights: Tensor
    evidence: Tensor
    known: Tensor
    """Like ``evidence``: 1 where it is known whether a sentence carries a point."""


def batch(rows: Sequence[Row]) -> Batch:
    """Return rows as tensors, padded to the longest."""
    count, length = len(rows), max(map(len, rows))
    most_points = max(len(row.shares) for row in rows)
    most_said = max(row.evidence.shape[1] for row in rows)
    tokens = torch.full((count, length), _PADDING, dtype=torch.long)
    real, weights = torch.zeros(count, length), torch.zeros(count, most_points)
    points = torch.zeros(count, most_points, length)
    said = torch.zeros(count, most_said, length)
    shares = torch.zeros(count, most_points, 4)
    evidence, known = (torch.zeros(count, most_points, most_said) for _ in range(2))
    for at, row in enumerate(rows):
        asked, pieces = row.evidence.shape
        tokens[at, : len(row)] = torch.tensor(row.given.tokens)
        real[at, : len(row)] = 1.0
        points[at, :asked, : len(row)] = torch.from_numpy(row.given.points)
        said[at, :pieces, : len(row)] = torch.from_numpy(row.given.sentences)
        shares[at, :asked] = torch.from_numpy(row.shares)
        weights[at, :asked] = torch.from_numpy(row.weights)
        evidence[at, :asked, :pieces] = torch.from_numpy(row.evidence)
        known[at, :asked, :pieces] = float(row.known)
    return Batch(tokens, real, points, said, shares, weights, evidence, known)


def batches(rows: Sequence[Row], most_tokens: int) -> list[Batch]:
    """Return all rows, sorted by length, in batches of at most ``most_tokens`` with padding."""
    found, group = list[Batch](), list[Row]()
    for row in sorted(rows, key=len):
        if group and len(row) * (len(group) + 1) > most_tokens:
            found.append(batch(group))
            group = []
        group.append(row)
    if group:
        found.append(batch(group))
    return found
