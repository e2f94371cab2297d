"""The scorer of key points: the verdict on each, with its evidence in the answer."""

from collections.abc import Sequence
from typing import Protocol

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.coverage.scoring.judge import PointReading
from mock_interviewer.app.text.sentences import TextWindow, sentences

MADE_FROM = 0.46
"""The probability from which a point is made.

Of 2,635 labeled points of the development share, those above it were made in 78 of 100 cases, and
77 of 100 that were made are above it. A lower one counts more that is not made, a higher one misses
more; their harmonic mean hardly changes between 0.3 and 0.5.
"""
NOT_UP_TO = 0.26
"""The probability up to which a point is not made: right in 90 of 100 cases."""
OPPOSITE_FROM = 0.7
"""The probability from which a point is contradicted, if it is also likelier than being made.

The judge is often wrong about contradictions: below 0.6, four in ten of those points were made.
"""
NOT_OPPOSITE_UP_TO = 0.3
"""A point that may well be contradicted is not simply missed."""
SHARED_FROM = 0.5
"""The probability from which a sentence makes a point although it makes another one more surely."""


class ReadsAnswers(Protocol):
    """What the scorer needs of ``Judge``."""

    def read(
        self, question: str, points: Sequence[str], sentences: Sequence[str]
    ) -> tuple[PointReading, ...]:
        """Return a reading for each point."""


class KeyPointScorer:
    """Scores answers in English; use it on one thread at a time. Accepts any text."""

    def __init__(self, judge: ReadsAnswers) -> None:
        self._judge = judge

    def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
        """Return the verdict on each key point; evidence has no seconds yet.

        Takes less than two seconds for an answer of two minutes on two cores.
        """
        said = sentences(answer)
        if not said:
            return Coverage(tuple(_missed(point, 0.0) for point in asked.points))
        readings = self.read(asked, [sentence.text for sentence in said])
        verdicts = with_shared_sentences(readings, [verdict(reading) for reading in readings])
        return Coverage(
            tuple(
                _point(point, reading, found, said)
                for point, reading, found in zip(asked.points, readings, verdicts, strict=True)
            )
        )

    def read(self, asked: CoverageQuestion, said: Sequence[str]) -> tuple[PointReading, ...]:
        """Return a reading of the sentences of an answer for each point.

        A point that has examples is read in the words of the first one too, and the mean counts.
        """
        readings = self._judge.read(asked.text, [point.point for point in asked.points], said)
        examples = {
            number: point.said[0] for number, point in enumerate(asked.points) if point.said
        }
        again = self._judge.read(asked.text, [*examples.values()], said) if examples else ()
        second = dict(zip(examples, again, strict=True))
        return tuple(
            reading.mean_with(second[number]) if number in second else reading
            for number, reading in enumerate(readings)
        )


def verdict(reading: PointReading) -> CoverageVerdict:
    """Return the verdict on a point by itself."""
    if reading.opposite >= OPPOSITE_FROM and reading.opposite > reading.made:
        return CoverageVerdict.OPPOSITE
    if reading.made >= MADE_FROM:
        return CoverageVerdict.MADE
    if reading.made <= NOT_UP_TO and reading.opposite <= NOT_OPPOSITE_UP_TO:
        return CoverageVerdict.NOT
    return CoverageVerdict.UNSURE


def with_shared_sentences(
    readings: Sequence[PointReading], verdicts: Sequence[CoverageVerdict]
) -> tuple[CoverageVerdict, ...]:
    """Return the verdicts, where a sentence makes one point unless it is sure to make more.

    Of several points that one sentence would make, the surest is made.
    """
    surest = dict[int, float]()
    for reading, given in zip(readings, verdicts, strict=True):
        if given is CoverageVerdict.MADE:
            surest[reading.makes] = max(reading.made, surest.get(reading.makes, 0.0))

    def shared(reading: PointReading, given: CoverageVerdict) -> CoverageVerdict:
        if given is not CoverageVerdict.MADE or reading.made >= SHARED_FROM:
            return given
        alone = reading.made == surest[reading.makes]
        return given if alone else CoverageVerdict.UNSURE

    return tuple(shared(reading, given) for reading, given in zip(readings, verdicts, strict=True))


def _point(
    point: ExpectedPoint,
    reading: PointReading,
    covered: CoverageVerdict,
    said: Sequence[TextWindow],
) -> PointCoverage:
    if covered is CoverageVerdict.NOT:
        return _missed(point, reading.made)
    contradicted = covered is CoverageVerdict.OPPOSITE or reading.opposite > reading.made
    sentence = said[reading.contradicts if contradicted else reading.makes]
    return PointCoverage(
        point.id,
        point.point,
        covered,
        reading.made,
        Evidence(sentence.start, sentence.end),
        point.essential,
        point.weight,
    )


def _missed(point: ExpectedPoint, score: float) -> PointCoverage:
    return PointCoverage(
        point.id, point.point, CoverageVerdict.NOT, score, None, point.essential, point.weight
    )
