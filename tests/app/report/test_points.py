from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage import (
    Asked,
    Coverage,
    Covered,
    PointCoverage,
    PointToMake,
)
from mock_interviewer.app.report.places import Recording
from mock_interviewer.app.report.points import key_points, weight_bar

TEXT = "Attention weighs every word. It runs in parallel."


def _point(covered: Covered, weight: float) -> PointCoverage:
    return PointCoverage("p", "A point", covered, 0.5, weight=weight)


def test_the_bar_is_as_full_as_the_covered_weight(coverage: Coverage) -> None:
    bar = weight_bar(coverage, 200.0)
    made, partly, missed = bar.parts
    assert made.filled == made.width
    assert partly.filled == partly.width / 2
    assert missed.filled == 0
    assert made.width == pytest.approx(4 * partly.width)
    assert missed.x + missed.width == pytest.approx(200.0)


def test_without_points_the_bar_has_no_parts() -> None:
    assert weight_bar(Coverage(()), 200.0).parts == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(_point, st.sampled_from(Covered), st.floats(0.01, 10)), min_size=1, max_size=60
    )
)
def test_parts_lie_side_by_side_in_the_bar(points: list[PointCoverage]) -> None:
    bar = weight_bar(Coverage(tuple(points)), 96.0)
    end = 0.0
    for part in bar.parts:
        assert part.x >= end
        assert 0 <= part.filled <= part.width
        end = part.x + part.width
    assert end == pytest.approx(96.0)


def test_points_stand_in_the_banks_order_with_their_verdicts(coverage: Coverage) -> None:
    shown = key_points(coverage, None, TEXT, Recording(), 96.0)
    assert [point.mark for point in shown.points] == ["made", "partly", "not"]
    assert [point.evidence.quote for point in shown.points] == [
        "Attention weighs every word.",
        "It runs in parallel.",
        "",
    ]


def test_weights_are_named_only_where_they_differ(coverage: Coverage) -> None:
    remarks = [one.remark for one in key_points(coverage, None, TEXT, Recording(), 9.0).points]
    assert remarks == ["essential, weight 4", "weight 1", "weight 2"]
    same = Coverage(tuple(replace(point, weight=1.0) for point in coverage.points))
    remarks = [one.remark for one in key_points(same, None, TEXT, Recording(), 9.0).points]
    assert remarks == ["essential", "", ""]


def test_only_what_was_not_wholly_made_has_an_example(coverage: Coverage) -> None:
    asked = Asked("", tuple(PointToMake(id_, "", said=(id_,)) for id_ in ("weighs", "heads")))
    shown = key_points(coverage, asked, TEXT, Recording(), 96.0)
    assert [point.say for point in shown.points] == ["", "", "heads"]
