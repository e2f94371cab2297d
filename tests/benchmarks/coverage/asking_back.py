"""The follow-ups after labeled answers, and whether they were needed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.coverage.blind_set import PointLabel
from benchmarks.coverage.judged import JudgedPoint, questions

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict
from mock_interviewer.app.planning.follow_ups import choose_follow_up
from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.questions.model import FollowUp, Question

_RULES = FollowUpRules(most=2)
_VERDICTS = {
    PointLabel.MADE: CoverageVerdict.MADE,
    PointLabel.PARTLY: CoverageVerdict.UNSURE,
    PointLabel.OPPOSITE: CoverageVerdict.OPPOSITE,
    PointLabel.NOT: CoverageVerdict.NOT,
}


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


def asked_back(points: Sequence[JudgedPoint]) -> AskedBack:
    """Count the follow-ups after one answer to a main question, by its verdicts and labels."""
    answer = points[0].answer
    return count_follow_ups(questions(answer.field)[answer.question], points)


def count_follow_ups(question: Question, points: Sequence[JudgedPoint]) -> AskedBack:
    """Count the follow-ups after one answer to ``question``, by its verdicts and labels."""
    asked = _asked(question, Coverage(tuple(one.covered for one in points)))
    by_label = tuple(replace(one.covered, covered=_VERDICTS[one.label]) for one in points)
    lacks = bool(_asked(question, Coverage(by_label)))
    made = {one.labeled.id for one in points if one.made}
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
