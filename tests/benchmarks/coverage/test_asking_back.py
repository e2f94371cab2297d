import pytest
from benchmarks.coverage.asking_back import AskedBack, count_follow_ups
from benchmarks.coverage.blind_set import Label, LabeledPoint, PointLabel, Share, blind_answers
from benchmarks.coverage.judged import JudgedPoint

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, PointCoverage
from mock_interviewer.questions.model import (
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
)

MADE, UNSURE, NOT = CoverageVerdict.MADE, CoverageVerdict.UNSURE, CoverageVerdict.NOT
M, P, N = PointLabel.MADE, PointLabel.PARTLY, PointLabel.NOT
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


def _judged(point: str, label: PointLabel, covered: CoverageVerdict) -> JudgedPoint:
    return JudgedPoint(
        blind_answers(Share.TRAINING)[0],
        LabeledPoint(point, point, True, (Label(label, ()),)),
        PointCoverage(point, point, covered, 0.5, essential=True),
    )


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ((M, MADE), (M, MADE), AskedBack()),
        ((N, NOT), (P, UNSURE), AskedBack(follow_ups=2, lacking=1)),
        ((N, NOT), (M, NOT), AskedBack(follow_ups=2, needless=1, lacking=1)),
        ((M, UNSURE), (M, MADE), AskedBack(follow_ups=1, needless=1)),
        ((N, MADE), (M, MADE), AskedBack(lacking=1, silent=1)),
    ],
)
def test_follow_ups_are_compared_with_the_labels(
    first: tuple[PointLabel, CoverageVerdict],
    second: tuple[PointLabel, CoverageVerdict],
    counts: AskedBack,
) -> None:
    judged = (_judged("a", *first), _judged("b", *second))
    assert count_follow_ups(QUESTION, judged) == counts


def test_counts_add_up() -> None:
    assert AskedBack(1, 2, 3, 4) + AskedBack(10, 20, 30, 40) == AskedBack(11, 22, 33, 44)
