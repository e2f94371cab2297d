"""The key points and the story of an answer, as shown in the report."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
)
from mock_interviewer.app.feedback.coverage.points_bar import PlacedBarPart, parts_of, place_parts
from mock_interviewer.app.feedback.story.story import Story as ToldStory
from mock_interviewer.app.feedback.story.story import StoryPart
from mock_interviewer.app.feedback.words import acted_line, beside_headline, headline, told, verdict
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
    """All key points of an answer, with a summary."""

    headline: str
    beside: str
    bar: ReportBar
    points: tuple[ReportPoint, ...]


def report_bar(coverage: Coverage, width: float) -> ReportBar:
    """Return the bar of a coverage, ``width`` pixels wide."""
    return ReportBar(width, place_parts(parts_of(coverage), width, _GAP))


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
                remark="essential" if point.essential else "",
                evidence=report_evidence(point.evidence, text, recording),
                say="" if point.covered is CoverageVerdict.MADE else examples.get(point.id, ""),
            )
            for point in coverage.points
        ),
    )


@dataclass(frozen=True)
class ReportStoryPart:
    """A part of the story; ``mark`` is a value of CoverageVerdict."""

    name: str
    mark: str
    verdict: str
    evidence: ReportEvidence


@dataclass(frozen=True)
class ReportStory:
    """A story. ``acted`` says who acted how often; ``measured`` is the measured result, if any."""

    parts: tuple[ReportStoryPart, ...]
    acted: str
    measured: ReportEvidence | None


def report_story(story: ToldStory, text: str, recording: ReportRecording) -> ReportStory:
    """Return a story with its evidence in ``text``, which is the transcript's."""
    measured = story.measured_result
    return ReportStory(
        parts=tuple(_part(part, text, recording) for part in story.parts),
        acted=acted_line(story),
        measured=None if measured is None else report_evidence(measured, text, recording),
    )


def _part(part: StoryPart, text: str, recording: ReportRecording) -> ReportStoryPart:
    return ReportStoryPart(
        name=part.part.capitalize(),
        mark=part.told.value,
        verdict=told(part.told),
        evidence=report_evidence(part.evidence, text, recording),
    )
