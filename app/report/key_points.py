"""The key points of an answer in a report: which were made, and a bar of them."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    PointCoverage,
)
from mock_interviewer.app.feedback.coverage.points_bar import PlacedBarPart, parts_of, place_parts
from mock_interviewer.app.feedback.words import (
    beside_headline,
    headline,
    verdict,
    verdict_source,
)
from mock_interviewer.app.report.places import ReportEvidence, ReportRecording, report_evidence

_GAP = 2.0


@dataclass(frozen=True)
class ReportBar:
    """A bar of the key points, in the bank's order."""

    width: float
    parts: tuple[PlacedBarPart, ...]


@dataclass(frozen=True)
class ReportPoint:
    """A key point; ``mark`` is a value of CoverageVerdict, ``say`` an example sentence or ""."""

    mark: str
    verdict: str
    point: str
    remark: str
    evidence: ReportEvidence
    say: str


@dataclass(frozen=True)
class ReportKeyPoints:
    """All key points of an answer, contradicted ones first, with a summary."""

    headline: str
    beside: str
    bar: ReportBar
    points: tuple[ReportPoint, ...]


def report_bar(coverage: Coverage, width: float) -> ReportBar:
    """Return the bar of a coverage, ``width`` pixels wide."""
    return ReportBar(width, place_parts(parts_of(coverage), width, _GAP))


def _remark(point: PointCoverage) -> str:
    remarks = ("essential" if point.essential else "", verdict_source(point))
    return ", ".join(remark for remark in remarks if remark)


def report_key_points(
    coverage: Coverage,
    asked: CoverageQuestion | None,
    text: str,
    recording: ReportRecording,
    bar: float,
) -> ReportKeyPoints:
    """Return the points with their evidence in ``text``; ``bar`` is the width of the bar.

    ``asked`` has example sentences for missed points; None if the question no longer exists.
    """
    examples = {point.id: point.said[0] for point in asked.points if point.said} if asked else {}
    return ReportKeyPoints(
        headline=headline(coverage),
        beside=beside_headline(coverage),
        bar=report_bar(coverage, bar),
        points=tuple(
            ReportPoint(
                mark=point.covered.value,
                verdict=verdict(point.covered),
                point=point.point,
                remark=_remark(point),
                evidence=report_evidence(point.passage, text, recording),
                say="" if point.covered is CoverageVerdict.MADE else examples.get(point.id, ""),
            )
            for point in coverage.contradicted_first
        ),
    )
