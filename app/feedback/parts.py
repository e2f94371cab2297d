"""Who does what in an analysis."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.feedback.coverage import Asked, Coverage
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.feedback import Advice
from mock_interviewer.app.feedback.story import Story
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class Parts:
    """The pieces of an analysis besides the scorer.

    ``tell`` returns None where the question asks for no experience; ``advise`` gets the question,
    the coverage, why there is none, the story and the delivery.
    """

    measure: Callable[[Transcript, Path | None], Delivery]
    tell: Callable[[Asked, str, Coverage | None], Story | None]
    advise: Callable[
        [Asked | None, Coverage | None, str, Story | None, Delivery], tuple[Advice, ...]
    ]


def real_parts() -> Parts:
    """Return the parts of the program; what they need is imported now."""
    from mock_interviewer.app.feedback.advising import advise
    from mock_interviewer.app.feedback.delivering import measure
    from mock_interviewer.app.feedback.habits import furthest_habit
    from mock_interviewer.app.feedback.telling import tell

    def with_habit(
        asked: Asked | None,
        coverage: Coverage | None,
        untold: str,
        story: Story | None,
        delivery: Delivery,
    ) -> tuple[Advice, ...]:
        judged = None if untold else coverage
        whole = judged is not None and 0 < judged.made == len(judged.points)
        habit = furthest_habit(delivery, whole=whole)
        return advise(asked, coverage, untold, story, delivery, habit=habit)

    return Parts(measure, tell, with_habit)
