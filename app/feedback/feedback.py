"""The feedback on one take, the figures that lists show, and its conversion to JSON data."""

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


FEEDBACK_VERSION = 8
"""Incremented by every change that gives the same take different findings."""


class AdviceBasis(StrEnum):
    """What a piece of advice is based on."""

    POINT = "point"
    """A missed key point; ``FeedbackAdvice.finding`` is its id."""
    STORY = "story"
    """The story; ``FeedbackAdvice.finding`` is a part, "we", or "measured"."""
    HABIT = "habit"
    """Delivery; ``FeedbackAdvice.finding`` is a key of ``MEASURES``."""


@dataclass(frozen=True)
class FeedbackAdvice:
    """One thing to do next time, as a plain sentence, and the finding it is based on.

    ``example`` is what to say, or "". ``at`` is where to listen, in seconds into the recording, or
    None.
    """

    about: AdviceBasis
    finding: str
    text: str
    example: str = ""
    at: float | None = None


@dataclass(frozen=True)
class Feedback:
    """The feedback on one take.

    ``coverage`` is None if it could not be determined, and ``coverage_untold`` says why. ``story``
    is present for questions that ask for an experience. ``advice`` has at most three entries, most
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
    """The figures of feedback that lists show; None where they could not be determined.

    ``coverage`` is from 0 to 1, rates are per minute, and lengths are in seconds. The fields are
    the columns of the table ``figures``, in its order.
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
    unsure: int | None

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
            unsure=None if coverage is None else coverage.unsure,
        )


T = TypeVar("T")


def to_json_data(value: object) -> dict[str, Any]:
    """Return a frozen dataclass as JSON data; enums become their values.

    Raises ValueError for a number that is not finite, which JSON cannot represent.
    """
    plain = _adapter(cast("Any", type(value))).dump_python(value, mode="json")
    json.dumps(plain, allow_nan=False)
    return dict(plain)


def from_json_data(kind: type[T], data: object) -> T:
    """Rebuild a ``kind`` from the result of ``to_json_data``.

    Raises ValueError (pydantic's, which says where) if the data does not fit.
    """
    return cast("T", _adapter(cast("Any", kind)).validate_python(data))


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
