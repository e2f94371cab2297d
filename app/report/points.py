"""The key points of an answer as the page lists them, and their weights as a bar."""

from collections.abc import Mapping
from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage import (
    PARTLY_COUNTS,
    Asked,
    Coverage,
    Covered,
    PointCoverage,
)
from mock_interviewer.app.feedback.words import headline, verdict, weight_line
from mock_interviewer.app.report.evidence import Shown, shown
from mock_interviewer.app.report.places import Recording

_SHARES: Mapping[Covered, float] = {
    Covered.MADE: 1.0,
    Covered.PARTLY: PARTLY_COUNTS,
    Covered.NOT: 0.0,
}
_GAP = 2.0


@dataclass(frozen=True)
class BarPart:
    """The part of a bar that stands for one point; ``filled`` of its ``width`` is covered."""

    x: float
    width: float
    filled: float


@dataclass(frozen=True)
class Bar:
    """Points side by side, as wide as they weigh; the filled part is the covered weight."""

    width: float
    parts: tuple[BarPart, ...]


@dataclass(frozen=True)
class Point:
    """One key point: ``mark`` is a value of Covered; ``say`` how one could say it, or ""."""

    mark: str
    verdict: str
    point: str
    remark: str
    evidence: Shown
    say: str


@dataclass(frozen=True)
class KeyPoints:
    """All key points of an answer, with what they come to."""

    headline: str
    by_weight: str
    bar: Bar
    points: tuple[Point, ...]


def weight_bar(coverage: Coverage, width: float) -> Bar:
    """Return the bar of a coverage, ``width`` wide, in the points' order."""
    total = coverage.total_weight
    if not coverage.points or total <= 0:
        return Bar(width, ())
    gap = min(_GAP, width / len(coverage.points) / 4)
    room = width - gap * (len(coverage.points) - 1)
    parts, x = [], 0.0
    for point in coverage.points:
        wide = room * point.weight / total
        parts.append(BarPart(x, wide, wide * _SHARES[point.covered]))
        x += wide + gap
    return Bar(width, tuple(parts))


def key_points(
    coverage: Coverage, asked: Asked | None, text: str, recording: Recording, bar: float
) -> KeyPoints:
    """Return the points with their evidence in ``text``; ``bar`` is how wide the bar is.

    ``asked`` gives those that were not made an example; None where it is not known any more.
    """
    examples = {point.id: point.said[0] for point in asked.points if point.said} if asked else {}
    return KeyPoints(
        headline=headline(coverage),
        by_weight=weight_line(coverage),
        bar=weight_bar(coverage, bar),
        points=tuple(
            Point(
                mark=point.covered.value,
                verdict=verdict(point.covered),
                point=point.point,
                remark=_remark(point, coverage),
                evidence=shown(point.evidence, text, recording),
                say="" if point.covered is Covered.MADE else examples.get(point.id, ""),
            )
            for point in coverage.points
        ),
    )


def _remark(point: PointCoverage, coverage: Coverage) -> str:
    """Say what sets a point apart: that it is essential, and its weight where weights differ."""
    differ = len({one.weight for one in coverage.points}) > 1
    said = ["essential"] if point.essential else []
    if differ:
        said.append(f"weight {point.weight:.3g}")
    return ", ".join(said)
