"""Coverage of key points by an answer: the question, the verdicts, and the interface of a scorer.

The weight of a point comes from its bank; coverage only adds up weights and grades nothing. Every
verdict of the judge other than "not" has evidence, as offsets into the transcript's text and as
seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

UNSURE_COUNTS = 0.5
"""The share of its weight that a point counts while it is open."""
_EARLIER_VERDICTS = {"partly": "unsure"}
"""What the verdicts in saved feedback of earlier versions are called now."""


class CoverageVerdict(StrEnum):
    """Whether an answer makes a key point."""

    MADE = "made"
    """A fair interviewer would check it off, given only this answer."""
    UNSURE = "unsure"
    """The judge could not tell; there is a passage to check."""
    OPPOSITE = "opposite"
    """The answer says the contrary."""
    NOT = "not"
    """Not said, or only mentioned by name."""

    @classmethod
    def _missing_(cls, value: object) -> "CoverageVerdict | None":
        """Return the verdict that an earlier version saved under another name."""
        name = _EARLIER_VERDICTS.get(value) if isinstance(value, str) else None
        return None if name is None else cls(name)

    @property
    def counts(self) -> float:
        """The share of its weight, from 0 to 1, that a point with this verdict counts."""
        return {CoverageVerdict.MADE: 1.0, CoverageVerdict.UNSURE: UNSURE_COUNTS}.get(self, 0.0)

    @property
    def mending_rank(self) -> int:
        """How much there is to mend, from 0: made, unsure, missed, contradicted."""
        order = (
            CoverageVerdict.MADE,
            CoverageVerdict.UNSURE,
            CoverageVerdict.NOT,
            CoverageVerdict.OPPOSITE,
        )
        return order.index(self)


@dataclass(frozen=True)
class ExpectedPoint:
    """A key point as coverage needs it.

    ``said`` are example sentences that make it; ``part`` is the part of a story it belongs to (a
    value of ``StarPart``), or None.
    """

    id: str
    point: str
    essential: bool = False
    weight: float = 1.0
    said: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True)
class CoverageQuestion:
    """A question as coverage needs it: its text and its key points."""

    text: str
    points: tuple[ExpectedPoint, ...]
    kind: str = ""
    """A value of ``QuestionKind``; "" if unknown."""


@dataclass(frozen=True)
class Evidence:
    """The words that support a verdict.

    ``start`` and ``end`` are character offsets into the answer's text, with ``end`` exclusive;
    ``begins`` and ``ends`` are seconds from the start of the recording, or None without word
    times.
    """

    start: int
    end: int
    begins: float | None = None
    ends: float | None = None


@dataclass(frozen=True)
class SecondOpinion:
    """The verdict of a language model on a point of which the judge is unsure.

    ``passage`` is what it quotes from the answer; None if and only if its verdict is "not".
    """

    covered: CoverageVerdict
    passage: Evidence | None = None


@dataclass(frozen=True)
class PointCoverage:
    """The verdict on one key point.

    ``score``, from 0 to 1, is how certain it is that the point was made. ``evidence`` is the
    passage that the judge based its verdict on; None if and only if that verdict is "not".
    ``judged`` is the judge's verdict if the person gave the verdict that counts, ``covered``;
    otherwise None. ``opinion`` is the second opinion on a point of which the judge was unsure, or
    None; ``evidence`` is then its passage, if it has one.
    """

    id: str
    point: str
    covered: CoverageVerdict
    score: float
    evidence: Evidence | None = None
    essential: bool = False
    weight: float = 1.0
    judged: CoverageVerdict | None = None
    opinion: CoverageVerdict | None = None

    @property
    def by_judge(self) -> CoverageVerdict:
        """The verdict of the judge, even if another one counts."""
        if self.judged is not None:
            return self.judged
        return self.covered if self.opinion is None else CoverageVerdict.UNSURE

    @property
    def by_program(self) -> CoverageVerdict:
        """The second opinion or else the judge's verdict, even if the person gave another."""
        return self.by_judge if self.opinion is None else self.opinion

    @property
    def is_opinion(self) -> bool:
        """Whether the second opinion is the verdict that counts."""
        return self.opinion is not None and self.judged is None

    @property
    def passage(self) -> Evidence | None:
        """The evidence, if there is any and the point does not count as not said."""
        return None if self.covered is CoverageVerdict.NOT else self.evidence

    def with_verdict(self, given: CoverageVerdict | None) -> "PointCoverage":
        """Return the point with the verdict that the person gave; None for the program's own."""
        if given is None:
            return replace(self, covered=self.by_program, judged=None)
        return replace(self, covered=given, judged=self.by_judge)

    def with_opinion(self, opinion: SecondOpinion) -> "PointCoverage":
        """Return the point with a second opinion; the verdict of the person still counts.

        Unchanged if the judge was not unsure.
        """
        if self.by_judge is not CoverageVerdict.UNSURE:
            return self
        return replace(
            self,
            covered=opinion.covered if self.judged is None else self.covered,
            opinion=opinion.covered,
            evidence=opinion.passage or self.evidence,
        )


@dataclass(frozen=True)
class Coverage:
    """The verdicts on the key points of a question, in the bank's order."""

    points: tuple[PointCoverage, ...]

    @property
    def total_weight(self) -> float:
        """The total weight of all points."""
        return sum(point.weight for point in self.points)

    @property
    def covered_weight(self) -> float:
        """The weight of the points made, plus half of the weight of those to check."""
        return sum(point.weight * point.covered.counts for point in self.points)

    @property
    def share(self) -> float | None:
        """The covered weight over the total, from 0 to 1; None if the total is 0."""
        return self.covered_weight / self.total_weight if self.total_weight > 0 else None

    @property
    def made(self) -> int:
        """The number of points made."""
        return self._count(CoverageVerdict.MADE)

    @property
    def unsure(self) -> int:
        """The number of points to check."""
        return self._count(CoverageVerdict.UNSURE)

    @property
    def opposite(self) -> int:
        """The number of points whose contrary was said."""
        return self._count(CoverageVerdict.OPPOSITE)

    @property
    def contradicted_first(self) -> tuple[PointCoverage, ...]:
        """The points that the judge found contradicted, then all others, in the bank's order.

        A point stays in its place when the person or a second opinion gives another verdict on
        it, since the list may just be in use.
        """
        return tuple(
            sorted(self.points, key=lambda point: point.by_judge is not CoverageVerdict.OPPOSITE)
        )

    @property
    def essential(self) -> "Coverage":
        """The coverage of the essential points alone."""
        return Coverage(tuple(point for point in self.points if point.essential))

    def with_verdicts(self, given: Mapping[str, CoverageVerdict]) -> "Coverage":
        """Return it with the verdicts that the person gave, by the ids of their points.

        All other points have the program's own verdict. Ids of other points are ignored.
        """
        return Coverage(tuple(point.with_verdict(given.get(point.id)) for point in self.points))

    def with_opinion(self, point: str, opinion: SecondOpinion) -> "Coverage":
        """Return it with a second opinion on the point with this id."""
        return Coverage(
            tuple(each.with_opinion(opinion) if each.id == point else each for each in self.points)
        )

    def with_opinions_of(self, earlier: "Coverage") -> "Coverage":
        """Return it with the second opinions of an earlier coverage of the same answer.

        An opinion is kept only on a point whose text is still the same.
        """
        had = {(point.id, point.point): point for point in earlier.points}

        def kept(point: PointCoverage) -> PointCoverage:
            before = had.get((point.id, point.point))
            if before is None or before.opinion is None:
                return point
            return point.with_opinion(SecondOpinion(before.opinion, before.evidence))

        return Coverage(tuple(kept(point) for point in self.points))

    def _count(self, verdict: CoverageVerdict) -> int:
        return sum(point.covered is verdict for point in self.points)


class CoverageScorer(Protocol):
    """Scores which key points an answer makes; implemented in ``coverage.scoring``."""

    def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
        """Return the verdict on each key point; evidence has no seconds yet.

        Accepts any text, including an empty one or one of 30 minutes.
        """
