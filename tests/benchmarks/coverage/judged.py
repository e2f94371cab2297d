"""The scores of labeled answers, and their agreement with the labels."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.coverage.labelled import Kind, LabelledAnswer

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageScorer,
    CoverageVerdict,
)
from mock_interviewer.app.planning.bank_questions import asked_question
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question


@dataclass(frozen=True)
class Judged:
    """One key point of one answer, with its label and its verdict."""

    question: str
    answer: int
    kind: Kind
    point: str
    weight: float
    label: CoverageVerdict
    covered: CoverageVerdict
    score: float


@dataclass(frozen=True)
class Agreement:
    """Precision, recall, and F1 of points that count as made."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@cache
def questions(bank: str) -> dict[str, Question]:
    """Return the questions of a bank by their ids."""
    return {question.id: question for question in load_bank(bank).questions}


def asked(question: Question, *, said: bool = True) -> CoverageQuestion:
    """Return a question for coverage; without ``said``, as from a bank without examples."""
    whole = asked_question(question)
    if said:
        return whole
    return replace(whole, points=tuple(replace(each, said=()) for each in whole.points))


def judge(
    scorer: CoverageScorer,
    answers: Sequence[LabelledAnswer],
    *,
    said: bool = True,
    text: Callable[[LabelledAnswer], str] = lambda answer: answer.text,
) -> list[Judged]:
    """Score answers, or the results of ``text`` for them."""
    found: list[Judged] = []
    for number, answer in enumerate(answers):
        question = asked(questions(answer.bank)[answer.question], said=said)
        found.extend(
            Judged(
                answer.question,
                number,
                answer.kind,
                point.id,
                point.weight,
                _label(answer, point.id),
                point.covered,
                point.score,
            )
            for point in scorer.cover(question, text(answer)).points
        )
    return found


def agreement(judged: Iterable[Judged]) -> Agreement:
    """Return the agreement of "made" with the labels; all else counts as not made."""
    pairs = [
        (one.label is CoverageVerdict.MADE, one.covered is CoverageVerdict.MADE) for one in judged
    ]
    right = sum(label and said for label, said in pairs)
    said = sum(said for _, said in pairs)
    labelled = sum(label for label, _ in pairs)
    return Agreement(right / said if said else 0.0, right / labelled if labelled else 0.0)


def confusion(judged: Iterable[Judged]) -> dict[CoverageVerdict, dict[CoverageVerdict, int]]:
    """Return how many points of each label (outer) got each verdict (inner)."""
    table = {label: dict.fromkeys(CoverageVerdict, 0) for label in CoverageVerdict}
    for one in judged:
        table[one.label][one.covered] += 1
    return table


def mean_share(judged: Iterable[Judged], kind: Kind) -> float:
    """Return the covered weight over the total, unsure at half, averaged over answers of a kind."""
    answers: dict[int, list[Judged]] = {}
    for one in judged:
        if one.kind is kind:
            answers.setdefault(one.answer, []).append(one)
    shares = [
        sum(one.covered.counts * one.weight for one in points) / sum(one.weight for one in points)
        for points in answers.values()
    ]
    return sum(shares) / len(shares)


def denied_and_counted(judged: Iterable[Judged]) -> tuple[int, int]:
    """Return how many points of denying answers count as made, and their total number.

    A point that such an answer makes after all, being a denial itself, is left out.
    """
    denied = [
        one for one in judged if one.kind is Kind.NEGATED and one.label is CoverageVerdict.NOT
    ]
    return sum(one.covered is CoverageVerdict.MADE for one in denied), len(denied)


def _label(answer: LabelledAnswer, point: str) -> CoverageVerdict:
    if point in answer.made:
        return CoverageVerdict.MADE
    return CoverageVerdict.UNSURE if point in answer.partly else CoverageVerdict.NOT
