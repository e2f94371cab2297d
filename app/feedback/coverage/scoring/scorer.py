"""Key points of a question judged against an answer, each verdict with the words it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import (
    AnswerPiece,
    CrossEncoder,
    PointAnswerPair,
    PointJudgment,
    answer_pieces,
    mean_judgment,
    point_tokens,
)
from mock_interviewer.app.feedback.coverage.scoring.similarity import THRESHOLDS, PointSimilarity
from mock_interviewer.app.text.sentences import TextWindow, sentences, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer


_UNSURE = 0.05
"""A first reading nearer than this to nothing or to everything is left as it is: F1 on labelled
points does not fall by that, and it spares seven of ten second readings."""


@dataclass(frozen=True)
class PointReading:
    """The piece of an answer that makes a point best, and what is thought of it."""

    piece: AnswerPiece
    judgment: PointJudgment


class KeyPointScorer:
    """Judges answers in English; one thread at a time.

    Takes any text. The verdict on a point is the network's on the piece of the answer that makes it
    best, made likelier or less by how alike the answer and what the bank says of the point are.
    """

    def __init__(self, network: CrossEncoder, similarity: PointSimilarity) -> None:
        self._network = network
        self._similarity = similarity

    def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
        """Return what became of each key point; evidence without seconds, they are not known here.

        Some 0.2 s a point for an answer of two minutes on two cores.
        """
        reads = self.read(asked, answer)
        if not reads:
            return Coverage(
                tuple(_verdict(point, 0.0, CoverageVerdict.NOT) for point in asked.points)
            )
        shown = windows(answer)
        found = zip(asked.points, reads, strict=True)
        return Coverage(tuple(self._point(point, read, shown) for point, read in found))

    def read(self, asked: CoverageQuestion, answer: str) -> tuple[PointReading, ...]:
        """Return the best reading of the answer for each key point; none where it has no words."""
        said = [sentence.text for sentence in sentences(answer)]
        cut = answer_pieces(self._network.tokenizer, answer) if said else []
        if not cut:
            return ()
        reads = [self._best(point, cut) for point in asked.points]
        return tuple(
            PointReading(read.piece, read.judgment.shifted_by(log_odds))
            for read, log_odds in zip(reads, self._similarity.log_odds(asked, said), strict=True)
        )

    def _best(self, point: ExpectedPoint, cut: Sequence[AnswerPiece]) -> PointReading:
        """Return the reading of the piece that makes a point best; in doubt it is read again."""
        first, *further = _point_variants(self._network.tokenizer, point)
        reads = [
            PointReading(piece, self._network.judge(PointAnswerPair(first, piece))) for piece in cut
        ]
        best = max(reads, key=lambda read: read.judgment.score)
        if not _UNSURE <= best.judgment.score <= 1.0 - _UNSURE:
            return best
        again = [self._network.judge(PointAnswerPair(way, best.piece)) for way in further]
        return PointReading(best.piece, mean_judgment([best.judgment, *again]))

    def _point(
        self, point: ExpectedPoint, read: PointReading, shown: Sequence[TextWindow]
    ) -> PointCoverage:
        made_from, partly_from = self._network.thresholds if point.said else THRESHOLDS
        covered = CoverageVerdict.NOT
        if read.judgment.made >= made_from:
            covered = CoverageVerdict.MADE
        elif read.judgment.at_least_partly >= partly_from:
            covered = CoverageVerdict.PARTLY
        evidence = None if covered is CoverageVerdict.NOT else _evidence(read, shown)
        return _verdict(point, read.judgment.score, covered, evidence)


def _point_variants(tokenizer: "Tokenizer", point: ExpectedPoint) -> list[tuple[int, ...]]:
    """Return a point's tokens with all of its sentences, then with the first half of them.

    Two readings, averaged, agree with people more often than either (F1 0.86 for 0.85).
    """
    half = replace(point, said=point.said[: len(point.said) // 2])
    return list(dict.fromkeys(point_tokens(tokenizer, each) for each in (point, half)))


def _verdict(
    point: ExpectedPoint, score: float, covered: CoverageVerdict, evidence: Evidence | None = None
) -> PointCoverage:
    return PointCoverage(
        point.id, point.point, covered, score, evidence, point.essential, point.weight
    )


def _evidence(read: PointReading, shown: Sequence[TextWindow]) -> Evidence:
    """Return the sentence, or two neighbors, in which the signs of the point gather."""
    starts = np.array([start for start, _ in read.piece.offsets])
    chances = 1.0 / (1.0 + np.exp(-read.judgment.evidence))
    best = max(shown, key=lambda window: _gathered(window, starts, chances))
    return Evidence(best.start, best.end)


def _gathered(
    window: TextWindow, starts: NDArray[np.int64], chances: NDArray[np.floating]
) -> float:
    """Return how well a window and the signs cover each other, from 0 to 1 (Dice 1945)."""
    inside = (starts >= window.start) & (starts < window.end)
    return float(2.0 * chances[inside].sum() / (inside.sum() + chances.sum()))
