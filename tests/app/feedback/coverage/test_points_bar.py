import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.coverage.points_bar import (
    LOW,
    BarPart,
    counted_parts,
    parts_of,
    place_parts,
)


def _coverage(*points: tuple[CoverageVerdict, bool, float]) -> Coverage:
    return Coverage(
        tuple(
            PointCoverage(str(at), "", covered, 0.5, essential=essential, weight=weight)
            for at, (covered, essential, weight) in enumerate(points)
        )
    )


def test_each_made_point_fills_one_part_regardless_of_weight() -> None:
    coverage = _coverage(
        (CoverageVerdict.MADE, False, 3.0),
        (CoverageVerdict.PARTLY, False, 1.0),
        (CoverageVerdict.NOT, False, 0.5),
    )
    assert [part.full for part in parts_of(coverage)] == [1.0, 0.5, 0.0]


def test_the_filled_share_is_covered_weight_over_total_weight() -> None:
    coverage = _coverage(
        (CoverageVerdict.MADE, False, 3.0),
        (CoverageVerdict.PARTLY, False, 1.0),
        (CoverageVerdict.NOT, False, 1.0),
    )
    pieces = place_parts(parts_of(coverage), 102.0, 1.0)
    assert [piece.width for piece in pieces] == pytest.approx([60.0, 20.0, 20.0])
    assert sum(piece.filled for piece in pieces) / 100.0 == pytest.approx(
        coverage.covered_weight / coverage.total_weight
    )


def test_essential_points_stand_out_only_beside_others() -> None:
    some = _coverage((CoverageVerdict.MADE, True, 1.0), (CoverageVerdict.MADE, False, 1.0))
    assert [part.high for part in parts_of(some)] == [1.0, LOW]
    none = _coverage((CoverageVerdict.MADE, False, 1.0), (CoverageVerdict.NOT, False, 1.0))
    assert {part.high for part in parts_of(none)} == {1.0}


def test_with_only_a_count_the_first_parts_are_filled() -> None:
    assert [part.full for part in counted_parts(2, 3)] == [1.0, 1.0, 0.0]


def test_without_points_there_are_no_parts() -> None:
    assert place_parts(parts_of(Coverage(())), 100.0, 2.0) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(BarPart, st.sampled_from([0.0, 0.5, 1.0]), weight=st.floats(0.1, 10.0)),
        min_size=1,
        max_size=60,
    ),
    st.floats(1.0, 400.0),
)
def test_parts_fill_the_width_side_by_side(parts: list[BarPart], width: float) -> None:
    end = 0.0
    for part in place_parts(parts, width, 3.0):
        assert part.x >= end - 1e-9
        assert 0 <= part.filled <= part.width
        end = part.x + part.width
    assert end == pytest.approx(width)
