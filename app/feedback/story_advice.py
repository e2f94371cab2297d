"""Says what to do about how an experience was told, in one sentence."""

from collections.abc import Mapping
from typing import Final

from mock_interviewer.app.feedback.coverage import Covered, Evidence
from mock_interviewer.app.feedback.feedback import About, Advice
from mock_interviewer.app.feedback.story import Story
from mock_interviewer.questions.model import StarPart

_WE_FAR_OVER_I: Final = 2
_WE_OFTEN: Final = 3
"""Where "we" acted this often, and so many times as often as "I", the teller is hidden."""

_TELL: Final[Mapping[StarPart, str]] = {
    StarPart.RESULT: "Say what came of it: how it ended, and what was different afterwards.",
    StarPart.ACTION: "Say what you did yourself, one step after the other.",
    StarPart.TASK: "Say what had to be reached, and that it was yours to reach.",
    StarPart.SITUATION: "Begin with where and when it was, and what was at stake.",
}
"""What to say where a part is missing, the most valuable part first."""
_PLAN: Final[Mapping[StarPart, str]] = {
    StarPart.RESULT: "Say what would come of it, and how you would know.",
    StarPart.ACTION: "Say what you would do, one step after the other.",
    StarPart.TASK: "Say what would have to be reached, and what matters most.",
    StarPart.SITUATION: "Begin with a case of your own, or with what you take for granted.",
}
"""The same where one is asked what one would do."""
_MEASURE: Final = "Put a figure to the result: how much, how many or how long, before and after."


def story_advice(story: Story, *, case: bool, said: str | None) -> Advice | None:
    """Return the most valuable thing to tell otherwise, None where there is none.

    ``case`` is for questions on what one would do; ``said`` is a part about which something is said
    already, and which is passed over.
    """
    told = {part.part: part for part in story.parts}
    for part, sentence in (_PLAN if case else _TELL).items():
        if part in told and part != said and told[part].told is Covered.NOT:
            return Advice(About.STORY, part, sentence)
    if _hides(story):
        return Advice(About.STORY, "we", _say_i(story))
    result = told.get(StarPart.RESULT)
    unmeasured = story.measured_result is None and said != StarPart.RESULT
    if result is not None and result.told is Covered.MADE and unmeasured and not case:
        return Advice(About.STORY, "measured", _MEASURE, at=_begins(result.evidence))
    return None


def _hides(story: Story) -> bool:
    """Tell whether the teller disappears behind the team."""
    return story.we_acted >= max(_WE_OFTEN, _WE_FAR_OVER_I * story.i_acted)


def _say_i(story: Story) -> str:
    we, me = _times(story.we_acted), _times(story.i_acted)
    if not story.i_acted:
        return f"Say “I” where you mean yourself: “we” did something {we}, “I” never did."
    return f"Say “I” where you mean yourself: “we” did something {we}, “I” only {me}."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _begins(evidence: Evidence | None) -> float | None:
    return None if evidence is None else evidence.begins
