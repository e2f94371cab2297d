"""How many key points of which the judge is unsure a language model gets right or wrong.

It asks a running model server about the answers of the blind development set, as the program
would: ``python -m benchmarks.coverage.second_opinion http://127.0.0.1:8080``.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.coverage.blind_set import BlindAnswer, PointLabel, Share, blind_answers
from benchmarks.coverage.judged import coverage_question

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.coverage.coverage import CoverageScorer, CoverageVerdict
from mock_interviewer.app.feedback.coverage.scoring import load_scorer
from mock_interviewer.app.feedback.reviewer.opinion_asker import OPINION_LIMITS, connect_model
from mock_interviewer.app.feedback.reviewer.second_opinion import form_opinion

_EVERY = 20
"""Points between two lines of progress."""
_RIGHT = {
    CoverageVerdict.MADE: {PointLabel.MADE},
    CoverageVerdict.OPPOSITE: {PointLabel.OPPOSITE},
    CoverageVerdict.NOT: {PointLabel.NOT, PointLabel.PARTLY},
}
"""The labels with which a verdict is right."""


class Result(StrEnum):
    """What a second opinion makes of a point that was to be checked."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "still to check"
    """The reply was not usable."""
    NO_ANSWER = "no answer"
    """The server failed."""


@dataclass(frozen=True)
class UnsurePoint:
    """A point of which the judge is unsure, with the label that decides."""

    question: str
    answer: str
    point: str
    label: PointLabel


@dataclass(frozen=True)
class Outcome:
    """The result on one point; ``covered`` is the verdict of the model, None without one."""

    label: PointLabel
    result: Result
    covered: CoverageVerdict | None = None


def unsure_points(scorer: CoverageScorer, answers: Iterable[BlindAnswer]) -> Iterator[UnsurePoint]:
    """Yield the points of which the judge is unsure; those whose label is open are left out."""
    for answer in answers:
        question = coverage_question(answer)
        labels = {point.id: point.decided for point in answer.points}
        for point in scorer.cover(question, answer.text).points:
            label = labels[point.id]
            if point.covered is CoverageVerdict.UNSURE and label is not None:
                yield UnsurePoint(question.text, answer.text, point.point, label)


def outcome(point: UnsurePoint, ask: Callable[[str], str]) -> Outcome:
    """Ask for a second opinion on one point, and compare it with the label."""
    try:
        opinion = form_opinion(point.question, point.point, point.answer, ask)
    except ReviewerError:
        return Outcome(point.label, Result.NO_ANSWER)
    if opinion is None:
        return Outcome(point.label, Result.OPEN)
    right = point.label in _RIGHT[opinion.covered]
    return Outcome(point.label, Result.RIGHT if right else Result.WRONG, opinion.covered)


def table(outcomes: Sequence[Outcome]) -> str:
    """Return how many points became right or wrong, by the model's verdict and by label."""
    results = Counter(one.result for one in outcomes)
    cells = Counter((one.covered, one.label) for one in outcomes)
    lines = [f"{results[result]:5} {result.value}" for result in Result]
    lines += ["", f"{'verdict':<10}" + "".join(f"{label.name.lower():>10}" for label in PointLabel)]
    for covered in (*_RIGHT, None):
        counts = "".join(f"{cells[covered, label]:>10}" for label in PointLabel)
        lines.append(f"{covered.value if covered else 'none':<10}{counts}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask about all points, or about the first ones, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of the model server, such as http://127.0.0.1:8080")
    parser.add_argument("--model", default="", help="by name; the first one without it")
    parser.add_argument("--few", type=int, metavar="N", help="ask only about the first N points")
    wanted = parser.parse_args(arguments)
    try:
        ask = connect_model(
            wanted.address, wanted.model, threading.Event(), OPINION_LIMITS, allowed=True
        )
    except ReviewerError as error:
        print(error, file=sys.stderr)
        return 1
    scorer, outcomes = load_scorer(), list[Outcome]()
    began = time.monotonic()
    for point in unsure_points(scorer, blind_answers(Share.DEVELOPMENT)):
        if wanted.few is not None and len(outcomes) >= wanted.few:
            break
        outcomes.append(outcome(point, ask))
        if len(outcomes) % _EVERY == 0:
            each = (time.monotonic() - began) / len(outcomes)
            print(f"{len(outcomes)} points, {each:.1f} s each", file=sys.stderr, flush=True)
    print(table(outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
