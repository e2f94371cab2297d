from dataclasses import replace
from itertools import product

import pytest
from rig.feedback import coverage

from mock_interviewer.app.feedback.comparing.point_changes import (
    PointChangeKind,
    compare_points,
    result_line,
)
from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict

MADE, UNSURE = CoverageVerdict.MADE, CoverageVerdict.UNSURE
OPPOSITE, NOT = CoverageVerdict.OPPOSITE, CoverageVerdict.NOT


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        (NOT, MADE, PointChangeKind.GAINED),
        (OPPOSITE, MADE, PointChangeKind.GAINED),
        (MADE, NOT, PointChangeKind.LOST),
        (MADE, OPPOSITE, PointChangeKind.CONTRADICTED),
        (UNSURE, OPPOSITE, PointChangeKind.CONTRADICTED),
        (NOT, UNSURE, PointChangeKind.UNSURE),
        (UNSURE, MADE, PointChangeKind.UNSURE),
        (UNSURE, UNSURE, PointChangeKind.UNSURE),
        (MADE, MADE, PointChangeKind.KEPT),
        (NOT, NOT, PointChangeKind.MISSED),
        (OPPOSITE, NOT, PointChangeKind.MISSED),
    ],
)
def test_each_change_of_a_point_has_its_name(
    earlier: CoverageVerdict, later: CoverageVerdict, change: PointChangeKind
) -> None:
    (found,) = compare_points(coverage(earlier), coverage(later))
    assert found.change is change


def test_every_pair_of_verdicts_has_a_change_and_keeps_both() -> None:
    for earlier, later in product(CoverageVerdict, CoverageVerdict):
        (found,) = compare_points(coverage(earlier), coverage(later))
        assert found.earlier is not None
        assert found.later is not None
        assert (found.earlier.covered, found.later.covered) == (earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later", "line"),
    [
        ((NOT, NOT, MADE), (MADE, MADE, NOT), "2 points gained, 1 lost"),
        ((MADE, NOT, NOT), (MADE, NOT, MADE), "1 point gained"),
        ((MADE, MADE, NOT), (NOT, MADE, NOT), "1 point lost"),
        ((MADE, MADE, NOT), (OPPOSITE, NOT, NOT), "1 point lost, 1 contradicted"),
        ((MADE, MADE, UNSURE), (UNSURE, NOT, MADE), "1 point lost, 2 to check"),
        ((MADE, MADE, NOT), (MADE, MADE, NOT), "No points gained or lost"),
        ((NOT, NOT, NOT), (NOT, UNSURE, NOT), "No points gained or lost, 1 to check"),
    ],
)
def test_the_result_is_one_sentence(
    earlier: tuple[CoverageVerdict, ...], later: tuple[CoverageVerdict, ...], line: str
) -> None:
    assert result_line(compare_points(coverage(*earlier), coverage(*later))) == line


def test_gained_points_come_first_and_follow_the_order_of_the_bank() -> None:
    found = compare_points(coverage(MADE, NOT, NOT), coverage(MADE, MADE, MADE))
    assert [point.change for point in found] == [
        PointChangeKind.GAINED,
        PointChangeKind.GAINED,
        PointChangeKind.KEPT,
    ]
    assert [point.point for point in found] == [
        "Lower is better.",
        "Tokenizers must match.",
        "It is the exponentiated loss.",
    ]


def test_a_point_scored_in_only_one_answer_is_neither_gained_nor_lost() -> None:
    added = compare_points(coverage(MADE), coverage(MADE, MADE))
    assert [(point.change, point.earlier is None) for point in added] == [
        (PointChangeKind.KEPT, False),
        (PointChangeKind.UNKNOWN, True),
    ]
    removed = compare_points(coverage(MADE, NOT), coverage(MADE))
    assert removed[1].change is PointChangeKind.UNKNOWN
    assert removed[1].later is None


def test_without_coverage_on_one_side_nothing_has_changed() -> None:
    for pair in ((coverage(MADE, NOT), None), (None, coverage(MADE, NOT))):
        found = compare_points(*pair)
        assert {point.change for point in found} == {PointChangeKind.UNKNOWN}
        assert result_line(found) == ""
    assert compare_points(None, None) == ()
    assert result_line(()) == ""


def test_a_point_has_the_current_text_and_weight_of_the_bank() -> None:
    earlier = coverage(MADE)
    new = replace(earlier.points[0], point="It is exp of the loss.", essential=True)
    (found,) = compare_points(earlier, Coverage((new,)))
    assert (found.point, found.essential) == ("It is exp of the loss.", True)
