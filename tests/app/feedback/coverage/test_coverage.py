import pytest

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage


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
