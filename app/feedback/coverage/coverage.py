"""Which key points an answer made: the question, the verdicts, and the interface of a scorer.

A point has the weight that its bank gives it; nothing here grades, it only adds up. Every verdict
other than "not" has the words it rests on, as offsets into the text of the transcript and as
seconds.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

PARTLY_COUNTS = 0.5
"""Share of its weight that a partly made point counts."""


class CoverageVerdict(StrEnum):
    """Whether an answer makes a key point."""

    MADE = "made"
    """A fair interviewer who has only this answer would tick it."""
    PARTLY = "partly"
    """Touched, half said, or so vaguely that one would ask back."""
    NOT = "not"
    """Not said, denied, or only named."""

    @property
    def counts(self) -> float:
        """The share of its weight, from 0 to 1, that a point counts of which this is said."""
        return {
            CoverageVerdict.MADE: 1.0,
            CoverageVerdict.PARTLY: PARTLY_COUNTS,
            CoverageVerdict.NOT: 0.0,
        }[self]


@dataclass(frozen=True)
class ExpectedPoint:
    """A key point as coverage needs it.

    ``said`` are sentences that make it; ``part`` is the part of a told experience it belongs to (a
    value of ``StarPart``), None elsewhere.
    """

    id: str
    point: str
    essential: bool = False
    weight: float = 1.0
    said: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True)
class CoverageQuestion:
    """A question as coverage needs it: its words, and what a good answer says."""

    text: str
    points: tuple[ExpectedPoint, ...]
    kind: str = ""
    """A value of ``questions.model.Kind``; "" where it is not known."""


@dataclass(frozen=True)
class Evidence:
    """The words that a verdict rests on.

    ``start`` and ``end`` are offsets in characters into the answer's text, the end left out;
    ``begins`` and ``ends`` seconds from the start of the recording, None where words have no times.
    """

    start: int
    end: int
    begins: float | None = None
    ends: float | None = None


@dataclass(frozen=True)
class PointCoverage:
    """What became of one key point.

    ``score`` from 0 to 1 says how sure the reading is that it was made. ``evidence`` is None
    exactly where it was not made.
    """

    id: str
    point: str
    covered: CoverageVerdict
    score: float
    evidence: Evidence | None = None
    essential: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Coverage:
    """The key points of a question in the bank's order, each with what became of it."""

    points: tuple[PointCoverage, ...]

    @property
    def total_weight(self) -> float:
        """The weights of all points together."""
        return sum(point.weight for point in self.points)

    @property
    def covered_weight(self) -> float:
        """The weights of what was made, and half of those partly made."""
        return sum(point.weight * point.covered.counts for point in self.points)

    @property
    def share(self) -> float | None:
        """The covered weight over the total, from 0 to 1; None where no point weighs anything."""
        return self.covered_weight / self.total_weight if self.total_weight > 0 else None

    @property
    def made(self) -> int:
        """How many points were made."""
        return sum(point.covered is CoverageVerdict.MADE for point in self.points)

    @property
    def partly(self) -> int:
        """How many points were partly made."""
        return sum(point.covered is CoverageVerdict.PARTLY for point in self.points)

    @property
    def essential(self) -> "Coverage":
        """What became of the essential ones alone."""
        return Coverage(tuple(point for point in self.points if point.essential))


class CoverageScorer(Protocol):
    """Judges which key points an answer makes; ``coverage.scoring`` has the real one."""

    def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
        """Return what became of each key point; evidence without seconds, they are not known here.

        Any text is taken, also an empty one and one of 30 minutes.
        """
