from dataclasses import replace

import pytest

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    Evidence,
    PointCoverage,
    SecondOpinion,
)


def _point(covered: CoverageVerdict, weight: float) -> PointCoverage:
    return PointCoverage(covered.value, "", covered, 0.5, weight=weight)


def test_a_point_to_check_counts_half_its_weight() -> None:
    coverage = Coverage(
        (
            _point(CoverageVerdict.MADE, 3.0),
            _point(CoverageVerdict.UNSURE, 2.0),
            _point(CoverageVerdict.NOT, 1.0),
        )
    )
    assert (coverage.covered_weight, coverage.total_weight, coverage.made) == (4.0, 6.0, 1)
    assert coverage.share == pytest.approx(2 / 3)


def test_a_contradicted_point_counts_nothing() -> None:
    coverage = Coverage((_point(CoverageVerdict.MADE, 1.0), _point(CoverageVerdict.OPPOSITE, 3.0)))
    assert (coverage.share, coverage.made, coverage.opposite) == (0.25, 1, 1)


def test_contradicted_points_come_first_and_the_others_keep_their_order() -> None:
    verdicts = (
        CoverageVerdict.MADE,
        CoverageVerdict.NOT,
        CoverageVerdict.OPPOSITE,
        CoverageVerdict.UNSURE,
    )
    coverage = Coverage(tuple(_point(covered, 1.0) for covered in verdicts))
    assert [point.id for point in coverage.contradicted_first] == [
        "opposite",
        "made",
        "not",
        "unsure",
    ]


def test_a_verdict_of_an_earlier_version_is_to_be_checked() -> None:
    assert CoverageVerdict("partly") is CoverageVerdict.UNSURE


def test_an_unknown_verdict_is_rejected() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        CoverageVerdict("perhaps")


@pytest.mark.parametrize("points", [(), (_point(CoverageVerdict.MADE, 0.0),)])
def test_without_weight_there_is_no_share(points: tuple[PointCoverage, ...]) -> None:
    assert Coverage(points).share is None


PASSAGE, QUOTED = Evidence(0, 9), Evidence(20, 40)
UNSURE = PointCoverage("a", "A point.", CoverageVerdict.UNSURE, 0.5, PASSAGE)


def test_a_second_opinion_counts_and_brings_its_passage() -> None:
    point = UNSURE.with_opinion(SecondOpinion(CoverageVerdict.OPPOSITE, QUOTED))
    assert (point.covered, point.evidence) == (CoverageVerdict.OPPOSITE, QUOTED)
    assert point.is_opinion
    assert (point.by_judge, point.by_program) == (CoverageVerdict.UNSURE, CoverageVerdict.OPPOSITE)


def test_a_second_opinion_without_a_quote_keeps_the_passage_of_the_judge() -> None:
    point = UNSURE.with_opinion(SecondOpinion(CoverageVerdict.NOT, None))
    assert (point.covered, point.evidence, point.passage) == (CoverageVerdict.NOT, PASSAGE, None)


@pytest.mark.parametrize(
    "covered", [CoverageVerdict.MADE, CoverageVerdict.OPPOSITE, CoverageVerdict.NOT]
)
def test_there_is_no_second_opinion_where_the_judge_is_sure(covered: CoverageVerdict) -> None:
    point = PointCoverage("a", "A point.", covered, 0.5)
    assert point.with_opinion(SecondOpinion(CoverageVerdict.MADE, QUOTED)) == point


@pytest.mark.parametrize("first", ["person", "opinion"])
def test_the_verdict_of_the_person_wins_over_a_second_opinion(first: str) -> None:
    if first == "person":
        given = UNSURE.with_verdict(CoverageVerdict.NOT)
        point = given.with_opinion(SecondOpinion(CoverageVerdict.MADE, QUOTED))
    else:
        held = UNSURE.with_opinion(SecondOpinion(CoverageVerdict.MADE, QUOTED))
        point = held.with_verdict(CoverageVerdict.NOT)
    assert (point.covered, point.judged) == (CoverageVerdict.NOT, CoverageVerdict.UNSURE)
    assert not point.is_opinion
    taken_back = point.with_verdict(None)
    assert taken_back == UNSURE.with_opinion(SecondOpinion(CoverageVerdict.MADE, QUOTED))


def test_a_point_stays_in_its_place_when_a_second_opinion_comes() -> None:
    sure = PointCoverage("b", "B point.", CoverageVerdict.MADE, 1.0, PASSAGE)
    opinion = SecondOpinion(CoverageVerdict.OPPOSITE, QUOTED)
    changed = Coverage((sure, UNSURE)).with_opinion("a", opinion)
    assert [point.id for point in changed.contradicted_first] == ["b", "a"]


def test_second_opinions_are_kept_on_points_with_the_same_text() -> None:
    other = replace(UNSURE, id="b", point="Another point.")
    held = Coverage((UNSURE, other)).with_opinion("a", SecondOpinion(CoverageVerdict.MADE, QUOTED))
    held = held.with_opinion("b", SecondOpinion(CoverageVerdict.MADE, QUOTED))
    again = Coverage((UNSURE, replace(other, point="Edited."))).with_opinions_of(held)
    assert again.points[0] == held.points[0]
    assert again.points[1].covered is CoverageVerdict.UNSURE
