"""The few numbers of an answer's feedback that lists, charts and tables show."""

from dataclasses import dataclass
from typing import Self

from mock_interviewer.app.feedback.feedback import Feedback


@dataclass(frozen=True)
class Figures:
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
    def of(cls, feedback: Feedback) -> Self:
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
