"""Which key points an answer made: the shapes of the question and of the verdict.

A point's weight is the bank's; nothing here grades, it only adds up. Every verdict that is not
"not" names the words it rests on, as offsets into the transcript's text and as seconds.
"""

from dataclasses import dataclass
from enum import StrEnum

PARTLY_COUNTS = 0.5
"""Share of its weight that a partly made point counts."""


class Covered(StrEnum):
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
        return {Covered.MADE: 1.0, Covered.PARTLY: PARTLY_COUNTS, Covered.NOT: 0.0}[self]


@dataclass(frozen=True)
class PointToMake:
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
class Asked:
    """A question as coverage needs it: its words, and what a good answer says."""

    text: str
    points: tuple[PointToMake, ...]
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
    covered: Covered
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
        return sum(point.covered is Covered.MADE for point in self.points)

    @property
    def partly(self) -> int:
        """How many points were partly made."""
        return sum(point.covered is Covered.PARTLY for point in self.points)

    @property
    def essential(self) -> "Coverage":
        """What became of the essential ones alone."""
        return Coverage(tuple(point for point in self.points if point.essential))
