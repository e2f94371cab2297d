import pytest
from benchmarks.coverage.asking_back import AskedBack, asked_back
from benchmarks.coverage.judged import Judged
from benchmarks.coverage.labelled import Kind

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.questions.model import (
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
)

MADE, UNSURE, NOT = CoverageVerdict.MADE, CoverageVerdict.UNSURE, CoverageVerdict.NOT
QUESTION = Question(
    id="q",
    text="What is it?",
    section="Things",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
    key_points=(
        KeyPoint(id="a", point="It is a.", essential=True),
        KeyPoint(id="b", point="It is b.", essential=True),
    ),
    follow_ups=(FollowUp(text="And a?", about=("a",)), FollowUp(text="And b?", about=("b",))),
)


def _judged(point: str, label: CoverageVerdict, covered: CoverageVerdict) -> Judged:
    return Judged("q", 0, Kind.PARTIAL, point, 1.0, label, covered, 0.5)


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ((MADE, MADE), (MADE, MADE), AskedBack()),
        ((NOT, NOT), (UNSURE, UNSURE), AskedBack(follow_ups=2, lacking=1)),
        ((NOT, NOT), (MADE, NOT), AskedBack(follow_ups=2, needless=1, lacking=1)),
        ((MADE, UNSURE), (MADE, MADE), AskedBack(follow_ups=1, needless=1)),
        ((NOT, MADE), (MADE, MADE), AskedBack(lacking=1, silent=1)),
    ],
)
def test_follow_ups_are_compared_with_the_labels(
    first: tuple[CoverageVerdict, CoverageVerdict],
    second: tuple[CoverageVerdict, CoverageVerdict],
    counts: AskedBack,
) -> None:
    judged = (_judged("a", *first), _judged("b", *second))
    assert asked_back(QUESTION, judged) == counts


def test_counts_add_up() -> None:
    assert AskedBack(1, 2, 3, 4) + AskedBack(10, 20, 30, 40) == AskedBack(11, 22, 33, 44)
