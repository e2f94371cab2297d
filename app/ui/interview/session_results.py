"""The results of a session: its points, its strongest and weakest answers, and its advice."""

from collections.abc import Iterable
from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import Coverage
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import made_range
from mock_interviewer.app.interview.speech.closing_words import (
    ClosingAdvice,
    NumberedFeedback,
    closing_advice,
)
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.text.formatting import counted, spoken_length

_MOST_AGAIN = 2


@dataclass(frozen=True)
class SessionAnswer:
    """One take of a session; ``position`` is that of its question, from 1.

    ``result`` is the feedback, why there is none, or None while it is being computed. ``saved`` is
    False for a take that was skipped before anything was recorded.
    """

    take: str
    question: PlannedQuestion
    position: int
    result: Feedback | str | None
    saved: bool = True

    @property
    def coverage(self) -> Coverage | None:
        """The verdicts on its key points; None without any."""
        coverage = self.result.coverage if isinstance(self.result, Feedback) else None
        return coverage if coverage is not None and coverage.points else None

    @property
    def share(self) -> float | None:
        """The share of the key points that was covered, 0 if it was skipped, None if unknown."""
        if not self.saved:
            return 0.0
        return None if self.coverage is None else self.coverage.share


def last_attempts(answers: Iterable[SessionAnswer]) -> tuple[SessionAnswer, ...]:
    """Return the last attempt at each question and follow-up, in the order they were first asked.

    A skipped attempt does not replace an answer.
    """
    last: dict[tuple[int, PlannedQuestion], SessionAnswer] = {}
    for answer in answers:
        key = answer.position, answer.question
        if answer.saved or key not in last:
            last[key] = answer
    return tuple(last.values())


@dataclass(frozen=True)
class SessionResults:
    """The results of a session.

    ``answers`` are its last attempts; ``given`` is the number of all saved answers, and
    ``seconds`` their length.
    """

    answers: tuple[SessionAnswer, ...]
    given: int
    seconds: float

    @property
    def pending(self) -> int:
        """The number of answers that are being analyzed."""
        return sum(answer.saved and answer.result is None for answer in self.answers)

    @property
    def headline(self) -> str:
        """The points made of all, as in "11 of 24 key points"; without any, the answers."""
        found = [answer.coverage for answer in self.answers if answer.coverage is not None]
        points = sum(len(coverage.points) for coverage in found)
        if not points:
            return counted(self.given, "answer")
        made, unsure = sum(each.made for each in found), sum(each.unsure for each in found)
        return f"{made_range(made, unsure)} of {counted(points, 'key point')}"

    @property
    def details(self) -> str:
        """The answers and the time spoken, and how many answers are being analyzed."""
        answers = counted(self.given, "answer")
        parts = (
            answers if answers != self.headline else "",
            f"{spoken_length(self.seconds)} spoken" if self.seconds else "",
            f"{self.pending} still being analyzed" if self.pending else "",
        )
        return " · ".join(part for part in parts if part)

    @property
    def strongest(self) -> SessionAnswer | None:
        """The answer that covered the most; None if no two can be compared, or none made a point.

        Of equals, it is the earliest.
        """
        scored = [answer for answer in self.answers if answer.coverage is not None]
        best = max(scored, key=lambda answer: answer.share or 0.0, default=None)
        made = best is not None and best.coverage is not None and best.coverage.made > 0
        return best if made and len(scored) > 1 else None

    @property
    def advice(self) -> ClosingAdvice | None:
        """The one thing to work on, the same that the interviewer may have said."""
        return closing_advice(
            [
                NumberedFeedback(answer.position, answer.result)
                for answer in self.answers
                if isinstance(answer.result, Feedback) and answer.question.follow_up is None
            ]
        )

    @property
    def weakest(self) -> tuple[PlannedQuestion, ...]:
        """At most two questions to try again, the weakest first; complete answers are none.

        Follow-ups can't be asked by themselves.
        """
        found = [
            (answer.share, answer.question)
            for answer in self.answers
            if answer.question.follow_up is None and answer.share is not None
        ]
        weak = sorted((each for each in found if each[0] < 1.0), key=lambda each: each[0])
        return tuple(question for _, question in weak[:_MOST_AGAIN])
