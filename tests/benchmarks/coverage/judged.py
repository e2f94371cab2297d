"""The verdicts on blind answers beside their labels, and how well they agree."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.coverage.blind_set import BlindAnswer, LabeledPoint, PointLabel
from benchmarks.coverage.statistics import Agreement

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageScorer,
    CoverageVerdict,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.planning.bank_questions import asked_follow_up, asked_question
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question


@dataclass(frozen=True)
class JudgedPoint:
    """One key point of one answer, with its label and its verdict."""

    answer: BlindAnswer
    labeled: LabeledPoint
    covered: PointCoverage

    @property
    def label(self) -> PointLabel:
        """The label that counts."""
        label = self.labeled.decided
        if label is None:
            raise ValueError(f"The labels of {self.labeled.id} of {self.answer.id} disagree.")
        return label

    @property
    def verdict(self) -> CoverageVerdict:
        """The verdict."""
        return self.covered.covered

    @property
    def made(self) -> bool:
        """Whether the label says that the point was made."""
        return self.label is PointLabel.MADE


@cache
def questions(bank: str) -> dict[str, Question]:
    """Return the questions of a bank by their ids."""
    return {question.id: question for question in load_bank(bank).questions}


def coverage_question(answer: BlindAnswer) -> CoverageQuestion:
    """Return the question of an answer as the program judges it, in the words the writer saw."""
    if not answer.ours:
        points = tuple(ExpectedPoint(each.id, each.point, each.essential) for each in answer.points)
        return CoverageQuestion(answer.asked, points)
    ident, _, number = answer.question.partition("/")
    question = questions(answer.field)[ident]
    if number:
        whole = asked_follow_up(question.follow_ups[int(number)])
    else:
        whole = asked_question(question)
    return replace(whole, text=answer.asked)


def judge(
    scorer: CoverageScorer,
    answers: Iterable[BlindAnswer],
    text: Callable[[BlindAnswer], str] = lambda answer: answer.text,
) -> list[JudgedPoint]:
    """Score answers, or the results of ``text`` for them; points with open labels are left out."""
    return [
        JudgedPoint(answer, labeled, covered)
        for answer in answers
        for labeled, covered in zip(
            answer.points,
            scorer.cover(coverage_question(answer), text(answer)).points,
            strict=True,
        )
        if labeled.decided is not None
    ]


def agreement(judged: Iterable[JudgedPoint]) -> Agreement:
    """Return the agreement of "made" with the labels; all else counts as not made."""
    return Agreement.of((one.made, one.verdict is CoverageVerdict.MADE) for one in judged)


def by_question(judged: Iterable[JudgedPoint]) -> list[list[JudgedPoint]]:
    """Return the points in groups of the same main question."""
    groups: dict[tuple[str, str], list[JudgedPoint]] = {}
    for one in judged:
        place = one.answer.field, one.answer.question.partition("/")[0]
        groups.setdefault(place, []).append(one)
    return list(groups.values())


def share(judged: Sequence[JudgedPoint], verdict: CoverageVerdict) -> float:
    """Return the share of points with a verdict, in percent; 0 of none."""
    return 100.0 * sum(one.verdict is verdict for one in judged) / max(1, len(judged))
