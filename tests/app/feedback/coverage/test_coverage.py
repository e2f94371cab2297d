import pytest

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage


def _point(covered: CoverageVerdict, weight: float) -> PointCoverage:
    return PointCoverage(covered.value, "", covered, 0.5, weight=weight)


def test_a_partly_made_point_counts_half_its_weight() -> None:
    coverage = Coverage(
        (
            _point(CoverageVerdict.MADE, 3.0),
            _point(CoverageVerdict.PARTLY, 2.0),
            _point(CoverageVerdict.NOT, 1.0),
        )
    )
    assert (coverage.covered_weight, coverage.total_weight, coverage.made) == (4.0, 6.0, 1)
    assert coverage.share == pytest.approx(2 / 3)


@pytest.mark.parametrize("points", [(), (_point(CoverageVerdict.MADE, 0.0),)])
def test_without_weight_there_is_no_share(points: tuple[PointCoverage, ...]) -> None:
    assert Coverage(points).share is None
