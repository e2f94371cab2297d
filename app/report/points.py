"""The key points of an answer as the page lists them, and what became of them as a bar."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage import Asked, Coverage, Covered
from mock_interviewer.app.feedback.points_bar import Placed, parts_of, placed
from mock_interviewer.app.feedback.words import beside_headline, headline, verdict
from mock_interviewer.app.report.evidence import Shown, shown
from mock_interviewer.app.report.places import Recording

_GAP = 2.0


@dataclass(frozen=True)
class Bar:
    """The key points side by side in the bank's order."""

    width: float
    parts: tuple[Placed, ...]


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
    beside: str
    bar: Bar
    points: tuple[Point, ...]


def points_bar(coverage: Coverage, width: float) -> Bar:
    """Return the bar of a coverage, ``width`` wide."""
    return Bar(width, placed(parts_of(coverage), width, _GAP))


def key_points(
    coverage: Coverage, asked: Asked | None, text: str, recording: Recording, bar: float
) -> KeyPoints:
    """Return the points with their evidence in ``text``; ``bar`` is how wide the bar is.

    ``asked`` gives those that were not made an example; None where it is not known any more.
    """
    examples = {point.id: point.said[0] for point in asked.points if point.said} if asked else {}
    return KeyPoints(
        headline=headline(coverage),
        beside=beside_headline(coverage),
        bar=points_bar(coverage, bar),
        points=tuple(
            Point(
                mark=point.covered.value,
                verdict=verdict(point.covered),
                point=point.point,
                remark="essential" if point.essential else "",
                evidence=shown(point.evidence, text, recording),
                say="" if point.covered is Covered.MADE else examples.get(point.id, ""),
            )
            for point in coverage.points
        ),
    )
