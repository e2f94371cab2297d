"""How an experience was told, as the page shows it."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage import Covered
from mock_interviewer.app.feedback.story import PartTold
from mock_interviewer.app.feedback.story import Story as ToldStory
from mock_interviewer.app.report.evidence import Shown, shown
from mock_interviewer.app.report.places import Recording
from mock_interviewer.app.wording import counted

_VERDICTS = {Covered.MADE: "told", Covered.PARTLY: "partly told", Covered.NOT: "not told"}


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
        acted=f"“I” acted in {counted(story.i_acted, 'clause')}, “we” in {story.we_acted}.",
        measured=None if measured is None else shown(measured, text, recording),
    )


def _part(part: PartTold, text: str, recording: Recording) -> Part:
    return Part(
        name=part.part.capitalize(),
        mark=part.told.value,
        verdict=_VERDICTS[part.told],
        evidence=shown(part.evidence, text, recording),
    )
