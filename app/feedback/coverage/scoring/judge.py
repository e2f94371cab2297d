"""The judge: how likely an answer makes or contradicts each key point, and by which sentence.

A network reads the question, several of its points, and a piece of the answer at once.
``tests/benchmarks/coverage/learning`` trains it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage.scoring.judge_files import (
    JudgeFiles,
    judge_files,
    onnx_session,
)
from mock_interviewer.app.feedback.coverage.scoring.judge_input import (
    MOST_POINTS,
    JudgeInput,
    TokenizedAnswer,
    Tokens,
    judge_tokenizer,
    tokenized,
)
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.packaged_models import INSTALL_AGAIN

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_NOT, _PARTLY, _OPPOSITE, _MADE = range(4)
"""The order of the network's verdict."""
_REMEMBERED = 4096
"""Texts whose tokens are kept, such as the points of a bank."""


@dataclass(frozen=True)
class PointReading:
    """What the judge reads in an answer about one point.

    ``made`` and ``opposite`` are probabilities from 0 to 1, each that of the piece of the answer
    where it is highest; ``makes`` and ``contradicts`` are the numbers, from 0, of the sentences
    that carry them.
    """

    made: float
    opposite: float
    makes: int
    contradicts: int

    def mean_with(self, other: "PointReading") -> "PointReading":
        """Return the mean of two readings, with the sentences of the surer one."""
        makes = max(self, other, key=lambda reading: reading.made)
        contradicts = max(self, other, key=lambda reading: reading.opposite)
        return PointReading(
            (self.made + other.made) / 2,
            (self.opposite + other.opposite) / 2,
            makes.makes,
            contradicts.contradicts,
        )


class Judge:
    """Reads answers; use it on one thread at a time."""

    def __init__(self, session: "InferenceSession", tokenizer: "Tokenizer") -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._tokens = lru_cache(maxsize=_REMEMBERED)(self._tokenized)

    @classmethod
    def load(cls, files: JudgeFiles | None = None) -> Self:
        """Verify the files and load the network, which takes about a second.

        Raises ModelError if a file or a library is missing or damaged.
        """
        files = files or judge_files()
        try:
            return cls(onnx_session(files.model), judge_tokenizer(files.tokenizer))
        except (ImportError, OSError) as error:
            raise ModelError(
                f"The libraries of the judge are not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error

    def read(
        self, question: str, points: Sequence[str], sentences: Sequence[str]
    ) -> tuple[PointReading, ...]:
        """Return a reading for each point.

        ``sentences`` are all sentences of the answer, in order, and at least one. Takes about
        0.4 s for each eight points and 350 words of the answer on two cores.
        """
        found = list[PointReading]()
        for group in _groups(points):
            pieces = list(self._pieces(question, group, sentences))
            found += [_reading(pieces, number) for number in range(len(group))]
        return tuple(found)

    def _pieces(
        self, question: str, points: Sequence[str], sentences: Sequence[str]
    ) -> Iterator["_ReadPiece"]:
        """Yield what is read in each piece of an answer."""
        asked, named = self._tokens(question), [self._tokens(point) for point in points]
        said = TokenizedAnswer(tuple(tokenized(self._tokenizer, each) for each in sentences))
        for piece in said.pieces(JudgeInput.room(asked, named)):
            row = JudgeInput.made(asked, named, [said.sentences[number] for number in piece])
            verdicts, evidence = self.judge(row)
            yield _ReadPiece(piece.start, verdicts, evidence)

    def judge(self, row: JudgeInput) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return probabilities (points, 4) and the evidence's logits (points, sentences).

        The probabilities are in the order not, partly, opposite, made. Rows are not batched: a
        batch does not fit into the processor's caches and takes longer.
        """
        given = {
            "tokens": np.array([row.tokens], dtype=np.int64),
            "points": row.points,
            "sentences": row.sentences,
        }
        verdicts, evidence = self._session.run(["verdicts", "evidence"], given)
        return _softmax(verdicts), evidence

    def _tokenized(self, text: str) -> Tokens:
        return tokenized(self._tokenizer, text)


def _groups(points: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the points in as few groups as possible, of about one size."""
    count = ceil(len(points) / MOST_POINTS)
    for number in range(count):
        yield points[len(points) * number // count : len(points) * (number + 1) // count]


@dataclass(frozen=True)
class _ReadPiece:
    """The number of the first sentence of a piece, and what the network found in it."""

    start: int
    verdicts: NDArray[np.float32]
    evidence: NDArray[np.float32]

    def sentence(self, point: int) -> int:
        """Return the number, in the whole answer, of the sentence with the most evidence."""
        return self.start + int(self.evidence[point].argmax())


def _reading(pieces: Sequence[_ReadPiece], point: int) -> PointReading:
    """Return the reading of one point, given all pieces of the answer."""
    making = max(pieces, key=lambda piece: float(piece.verdicts[point, _MADE]))
    contradicting = max(pieces, key=lambda piece: float(piece.verdicts[point, _OPPOSITE]))
    return PointReading(
        float(making.verdicts[point, _MADE]),
        float(contradicting.verdicts[point, _OPPOSITE]),
        making.sentence(point),
        contradicting.sentence(point),
    )


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    raised: NDArray[np.float32] = np.exp(logits - logits.max(axis=-1, keepdims=True))
    found: NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return found
