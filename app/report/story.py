"""The story of an answer in a report: its STAR parts, with the words that tell them."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.story.story import Story as ToldStory
from mock_interviewer.app.feedback.story.story import StoryPart
from mock_interviewer.app.feedback.words import acted_line, told
from mock_interviewer.app.report.places import ReportEvidence, ReportRecording, report_evidence


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
