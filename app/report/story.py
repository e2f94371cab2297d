"""How an experience was told, as the page shows it."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.story import PartTold
from mock_interviewer.app.feedback.story import Story as ToldStory
from mock_interviewer.app.feedback.words import acted_line, told
from mock_interviewer.app.report.evidence import Shown, shown
from mock_interviewer.app.report.places import Recording


@dataclass(frozen=True)
class Part:
    """One part of the story; ``mark`` is a value of Covered."""

    name: str
    mark: str
    verdict: str
    evidence: Shown


@dataclass(frozen=True)
class Story:
    """``acted`` says who did something how often; ``measured`` is empty where no figure was put."""

    parts: tuple[Part, ...]
    acted: str
    measured: Shown | None


def story_shown(story: ToldStory, text: str, recording: Recording) -> Story:
    """Return a story with its evidence in ``text``, the transcript's."""
    measured = story.measured_result
    return Story(
        parts=tuple(_part(part, text, recording) for part in story.parts),
        acted=acted_line(story),
        measured=None if measured is None else shown(measured, text, recording),
    )


def _part(part: PartTold, text: str, recording: Recording) -> Part:
    return Part(
        name=part.part.capitalize(),
        mark=part.told.value,
        verdict=told(part.told),
        evidence=shown(part.evidence, text, recording),
    )
