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


def test_each_point_has_one_part_with_its_verdict_regardless_of_weight() -> None:
    weights = (3.0, 1.0, 0.5, 2.0)
    coverage = _coverage(
        *(
            (covered, False, weight)
            for covered, weight in zip(CoverageVerdict, weights, strict=True)
        )
    )
    assert [part.covered for part in parts_of(coverage)] == list(CoverageVerdict)


def test_the_width_of_a_part_is_the_weight_of_its_point() -> None:
    coverage = _coverage(
        (CoverageVerdict.MADE, False, 3.0),
        (CoverageVerdict.UNSURE, False, 1.0),
        (CoverageVerdict.NOT, False, 1.0),
    )
    pieces = place_parts(parts_of(coverage), 102.0, 1.0)
    assert [piece.width for piece in pieces] == pytest.approx([60.0, 20.0, 20.0])


def test_essential_points_stand_out_only_beside_others() -> None:
    some = _coverage((CoverageVerdict.MADE, True, 1.0), (CoverageVerdict.MADE, False, 1.0))
    assert [part.high for part in parts_of(some)] == [1.0, LOW]
    none = _coverage((CoverageVerdict.MADE, False, 1.0), (CoverageVerdict.NOT, False, 1.0))
    assert {part.high for part in parts_of(none)} == {1.0}


def test_with_only_counts_points_made_come_first_and_then_those_to_check() -> None:
    assert [part.covered for part in counted_parts(2, 5, 1)] == [
        CoverageVerdict.MADE,
        CoverageVerdict.MADE,
        CoverageVerdict.UNSURE,
        CoverageVerdict.NOT,
        CoverageVerdict.NOT,
    ]


def test_without_points_there_are_no_parts() -> None:
    assert place_parts(parts_of(Coverage(())), 100.0, 2.0) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(BarPart, st.sampled_from(CoverageVerdict), weight=st.floats(0.1, 10.0)),
        min_size=1,
        max_size=60,
    ),
    st.floats(1.0, 400.0),
)
def test_parts_fill_the_width_side_by_side(parts: list[BarPart], width: float) -> None:
    end = 0.0
    for part in place_parts(parts, width, 3.0):
        assert part.x >= end - 1e-9
        end = part.x + part.width
    assert end == pytest.approx(width)
