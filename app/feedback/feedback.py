"""All that is said of one take, and the version of what computed it."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.feedback.coverage import Coverage
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.story import Story

VERSION = 4
"""Raised by every change after which the same take would get other feedback."""


class About(StrEnum):
    """What a piece of advice rests on."""

    POINT = "point"
    """A key point that was missed; ``Advice.finding`` is its id."""
    STORY = "story"
    """A part of a told experience; ``Advice.finding`` is the part, "we" or "measured"."""
    HABIT = "habit"
    """How it was said; ``Advice.finding`` is a measure's key in ``definitions``."""


@dataclass(frozen=True)
class Advice:
    """One thing to do next time, as a plain sentence, and the finding it rests on.

    ``example`` is what one could say, "" where there is none; ``at`` seconds into the recording
    where it can be heard, None where it cannot.
    """

    about: About
    finding: str
    text: str
    example: str = ""
    at: float | None = None


@dataclass(frozen=True)
class Feedback:
    """``coverage`` is None where it cannot be told, and ``coverage_untold`` says why.

    ``story`` is there for questions that ask for an experience. At most three advices, the most
    valuable first.
    """

    version: int
    delivery: Delivery
    coverage: Coverage | None = None
    coverage_untold: str = ""
    story: Story | None = None
    advice: tuple[Advice, ...] = ()
