"""The follow-ups after labeled answers, and whether they were needed."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.coverage.judged import Judged

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.planning.follow_ups import choose_follow_up
from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.questions.model import FollowUp, Question

_RULES = FollowUpRules(most=2)


@dataclass(frozen=True)
class AskedBack:
    """Counts of follow-ups, and of answers after which one should have come.

    ``needless`` are about a point that the label says was made; ``silent`` are the answers of
    ``lacking`` after which nothing was asked.
    """

    follow_ups: int = 0
    needless: int = 0
    lacking: int = 0
    silent: int = 0

    def __add__(self, other: "AskedBack") -> "AskedBack":
        return AskedBack(
            self.follow_ups + other.follow_ups,
            self.needless + other.needless,
            self.lacking + other.lacking,
            self.silent + other.silent,
        )


def asked_back(question: Question, judged: Iterable[Judged]) -> AskedBack:
    """Count the follow-ups after one answer to ``question``, by its verdicts and labels."""
    points = list(judged)
    asked = _asked(question, _coverage(question, points, by_label=False))
    made = {one.point for one in points if one.label is CoverageVerdict.MADE}
    lacks = bool(_asked(question, _coverage(question, points, by_label=True)))
    return AskedBack(
        follow_ups=len(asked),
        needless=sum(bool(made & set(follow_up.about)) for follow_up in asked),
        lacking=int(lacks),
        silent=int(lacks and not asked),
    )


def _asked(question: Question, coverage: Coverage) -> list[FollowUp]:
    asked: list[FollowUp] = []
    while (chosen := choose_follow_up(question, coverage, asked, _RULES)) is not None:
        asked.append(chosen)
    return asked


def _coverage(question: Question, points: Iterable[Judged], *, by_label: bool) -> Coverage:
    essential = {point.id for point in question.key_points if point.essential}
    return Coverage(
        tuple(
            PointCoverage(
                one.point,
                one.point,
                one.label if by_label else one.covered,
                one.score,
                essential=one.point in essential,
                weight=one.weight,
            )
            for one in points
        )
    )
