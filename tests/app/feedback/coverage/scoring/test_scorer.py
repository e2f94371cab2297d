from collections.abc import Sequence

import pytest

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageVerdict,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.coverage.scoring.judge import PointReading
from mock_interviewer.app.feedback.coverage.scoring.scorer import (
    MADE_FROM,
    NOT_OPPOSITE_UP_TO,
    NOT_UP_TO,
    OPPOSITE_FROM,
    SHARED_FROM,
    KeyPointScorer,
    verdict,
    with_shared_sentences,
)

MADE, UNSURE = CoverageVerdict.MADE, CoverageVerdict.UNSURE
OPPOSITE, NOT = CoverageVerdict.OPPOSITE, CoverageVerdict.NOT
ASKED = CoverageQuestion(
    "Why?", (ExpectedPoint("cheap", "It is cheap.", essential=True, weight=3.0),)
)
ANSWER = "Well, hello. I think cost matters most here. In fact, it is dear. That is it."
A_BIT = 0.001


class Told:
    """A judge that was told what to read about each point, each time it reads an answer."""

    def __init__(self, *times: Sequence[PointReading]) -> None:
        self._times = list(times)
        self.points: list[list[str]] = []
        self.said: list[str] = []

    def read(
        self, question: str, points: Sequence[str], sentences: Sequence[str]
    ) -> tuple[PointReading, ...]:
        self.points.append([*points])
        self.said = [*sentences]
        return tuple(self._times.pop(0))


def reading(made: float, opposite: float = 0.0, makes: int = 1) -> PointReading:
    return PointReading(made, opposite, makes, 2)


@pytest.mark.parametrize(
    ("made", "opposite", "expected"),
    [
        (MADE_FROM, 0.0, MADE),
        (MADE_FROM - A_BIT, 0.0, UNSURE),
        (NOT_UP_TO + A_BIT, 0.0, UNSURE),
        (NOT_UP_TO, 0.0, NOT),
        (NOT_UP_TO, NOT_OPPOSITE_UP_TO, NOT),
        (NOT_UP_TO, NOT_OPPOSITE_UP_TO + A_BIT, UNSURE),
        (0.0, OPPOSITE_FROM, OPPOSITE),
        (0.0, OPPOSITE_FROM - A_BIT, UNSURE),
        (0.8, 0.7, MADE),
        (0.7, 0.8, OPPOSITE),
    ],
)
def test_a_verdict_follows_the_thresholds(
    made: float, opposite: float, expected: CoverageVerdict
) -> None:
    assert verdict(reading(made, opposite)) is expected


@pytest.mark.parametrize(
    ("found", "evidence"),
    [
        (reading(0.99), "I think cost matters most here."),
        (reading(0.0, 0.99), "In fact, it is dear."),
        (reading(NOT_UP_TO + A_BIT), "I think cost matters most here."),
        (reading(0.0, NOT_OPPOSITE_UP_TO + A_BIT), "In fact, it is dear."),
    ],
)
def test_the_evidence_is_the_sentence_that_carries_the_verdict(
    found: PointReading, evidence: str
) -> None:
    (point,) = KeyPointScorer(Told([found])).cover(ASKED, ANSWER).points
    assert point.evidence is not None
    assert ANSWER[point.evidence.start : point.evidence.end] == evidence


def test_the_judge_reads_the_sentences_of_the_answer() -> None:
    judge = Told([reading(0.5)])
    KeyPointScorer(judge).cover(ASKED, ANSWER)
    assert " ".join(judge.said) == ANSWER


def test_a_point_is_also_read_in_the_words_of_its_first_example() -> None:
    points = (
        ExpectedPoint("cheap", "It is cheap."),
        ExpectedPoint("small", "It is small.", said=("That's a tiny one.", "It fits anywhere.")),
    )
    judge = Told(
        [PointReading(0.9, 0.0, 0, 0), PointReading(0.25, 0.5, 1, 2)],
        [PointReading(0.75, 0.0, 3, 0)],
    )
    found = KeyPointScorer(judge).read(CoverageQuestion("Why?", points), ["One.", "Two."])
    assert judge.points == [["It is cheap.", "It is small."], ["That's a tiny one."]]
    assert found == (PointReading(0.9, 0.0, 0, 0), PointReading(0.5, 0.25, 3, 2))


def test_a_missed_point_has_no_evidence() -> None:
    (point,) = KeyPointScorer(Told([reading(0.0)])).cover(ASKED, ANSWER).points
    assert (point.covered, point.evidence, point.score) == (NOT, None, 0.0)


@pytest.mark.parametrize("answer", ["", "   ", "…", "?!", "\ud800"])
def test_an_answer_without_words_makes_nothing(answer: str) -> None:
    (point,) = KeyPointScorer(Told([reading(0.99)])).cover(ASKED, answer).points
    assert (point.covered, point.evidence) == (NOT, None)


def test_a_sentence_that_would_make_several_points_makes_the_surest() -> None:
    less = (MADE_FROM + SHARED_FROM) / 2
    readings = [reading(less), reading(SHARED_FROM - A_BIT), reading(less, makes=3)]
    assert with_shared_sentences(readings, [MADE] * 3) == (UNSURE, MADE, MADE)


def test_a_sentence_makes_all_points_that_it_is_sure_to_make() -> None:
    readings = [reading(SHARED_FROM), reading(0.99)]
    assert with_shared_sentences(readings, [MADE] * 2) == (MADE, MADE)


def test_sharing_takes_nothing_from_other_verdicts() -> None:
    readings = [reading(0.99), reading(MADE_FROM, 0.99), reading(NOT_UP_TO)]
    given = [MADE, OPPOSITE, NOT]
    assert with_shared_sentences(readings, given) == (MADE, OPPOSITE, NOT)


def test_the_verdict_repeats_the_fields_of_its_point() -> None:
    (point,) = KeyPointScorer(Told([reading(0.7)])).cover(ASKED, ANSWER).points
    assert (point.id, point.point, point.essential, point.weight, point.score) == (
        "cheap",
        "It is cheap.",
        True,
        3.0,
        0.7,
    )
