"""The feedback on one take, the few numbers of it that lists show, and its form as JSON data."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from mock_interviewer.app.feedback.coverage.coverage import Coverage
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.story.story import Story

if TYPE_CHECKING:
    from pydantic import TypeAdapter


FEEDBACK_VERSION = 4
"""Raised by every change after which the same take would get other feedback."""


class AdviceBasis(StrEnum):
    """What a piece of advice rests on."""

    POINT = "point"
    """A key point that was missed; ``Advice.finding`` is its id."""
    STORY = "story"
    """A part of a told experience; ``Advice.finding`` is the part, "we" or "measured"."""
    HABIT = "habit"
    """How it was said; ``Advice.finding`` is a measure's key in ``definitions``."""


@dataclass(frozen=True)
class FeedbackAdvice:
    """One thing to do next time, as a plain sentence, and the finding it rests on.

    ``example`` is what one could say, "" where there is none; ``at`` seconds into the recording
    where it can be heard, None where it cannot.
    """

    about: AdviceBasis
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
    advice: tuple[FeedbackAdvice, ...] = ()


@dataclass(frozen=True)
class FeedbackFigures:
    """Coverage is from 0 to 1, rates are a minute, lengths seconds; what cannot be told is None.

    The fields are the columns of the table ``figures``, in its order.
    """

    coverage: float | None
    made: int | None
    points: int | None
    words: int
    pace: float | None
    filler_rate: float | None
    first_word: float | None
    longest_pause: float | None
    pitch_variation: float | None

    @classmethod
    def from_feedback(cls, feedback: Feedback) -> Self:
        """Return the figures of feedback."""
        coverage, delivery = feedback.coverage, feedback.delivery
        longest = None if delivery.pauses is None else delivery.pauses.longest
        return cls(
            coverage=None if coverage is None else coverage.share,
            made=None if coverage is None else coverage.made,
            points=None if coverage is None else len(coverage.points),
            words=delivery.words,
            pace=delivery.pace,
            filler_rate=delivery.filler_rate,
            first_word=delivery.first_word,
            longest_pause=None if longest is None else longest.length,
            pitch_variation=None if delivery.pitch is None else delivery.pitch.variation,
        )


T = TypeVar("T")


def to_json_data(value: object) -> dict[str, Any]:
    """Return one of our frozen dataclasses as JSON data; enums become their values.

    Numbers that are not finite would be no JSON: raises ValueError for one.
    """
    plain = _adapter(cast("Any", type(value))).dump_python(value, mode="json")
    json.dumps(plain, allow_nan=False)
    return dict(plain)


def from_json_data(kind: type[T], data: object) -> T:
    """Rebuild a ``kind`` from what ``to_json_data`` gave.

    Raises ValueError (pydantic's, which says where) for data of another shape.
    """
    return cast("T", _adapter(cast("Any", kind)).validate_python(data))


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
