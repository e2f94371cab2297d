from dataclasses import replace
from itertools import product

import pytest
from rig.feedback import coverage

from mock_interviewer.app.feedback.comparing.points import Change, compare_points, points_line
from mock_interviewer.app.feedback.coverage import Coverage, Covered

MADE, PARTLY, NOT = Covered.MADE, Covered.PARTLY, Covered.NOT


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        (NOT, MADE, Change.GAINED),
        (NOT, PARTLY, Change.GAINED),
        (PARTLY, MADE, Change.STRONGER),
        (MADE, NOT, Change.LOST),
        (MADE, PARTLY, Change.WEAKER),
        (PARTLY, NOT, Change.LOST),
        (MADE, MADE, Change.KEPT),
        (PARTLY, PARTLY, Change.KEPT),
        (NOT, NOT, Change.MISSED),
    ],
)
def test_a_point_is_told_by_what_became_of_it(
    earlier: Covered, later: Covered, change: Change
) -> None:
    (found,) = compare_points(coverage(earlier), coverage(later))
    assert found.change is change


def test_every_pair_of_verdicts_has_a_change_and_keeps_both() -> None:
    for earlier, later in product(Covered, Covered):
        (found,) = compare_points(coverage(earlier), coverage(later))
        assert found.earlier is not None
        assert found.later is not None
        assert (found.earlier.covered, found.later.covered) == (earlier, later)


def test_a_point_that_is_made_in_part_where_it_was_made_is_weaker_and_not_lost() -> None:
    found = compare_points(coverage(MADE, MADE, PARTLY), coverage(PARTLY, NOT, MADE))
    assert points_line(found) == "1 stronger · 1 lost · 1 weaker"


def test_what_changed_comes_first_and_each_kind_in_the_order_of_the_bank() -> None:
    found = compare_points(coverage(MADE, NOT, NOT), coverage(MADE, MADE, PARTLY))
    assert [point.change for point in found] == [Change.GAINED, Change.GAINED, Change.KEPT]
    assert [point.point for point in found] == [
        "Lower is better.",
        "Tokenizers must match.",
        "It is the exponentiated loss.",
    ]
    assert points_line(found) == "2 gained · 1 kept"


def test_a_point_that_only_one_answer_was_judged_by_is_neither_gained_nor_lost() -> None:
    added = compare_points(coverage(MADE), coverage(MADE, MADE))
    assert [(point.change, point.earlier is None) for point in added] == [
        (Change.KEPT, False),
        (Change.UNKNOWN, True),
    ]
    removed = compare_points(coverage(MADE, NOT), coverage(MADE))
    assert removed[1].change is Change.UNKNOWN
    assert removed[1].later is None


def test_without_a_judgment_on_one_side_nothing_is_said_to_have_changed() -> None:
    for pair in ((coverage(MADE, NOT), None), (None, coverage(MADE, NOT))):
        assert {point.change for point in compare_points(*pair)} == {Change.UNKNOWN}
    assert compare_points(None, None) == ()
    assert points_line(()) == ""


def test_a_point_is_worded_and_weighed_as_the_bank_has_it_now() -> None:
    earlier = coverage(MADE)
    new = replace(earlier.points[0], point="It is exp of the loss.", essential=True)
    (found,) = compare_points(earlier, Coverage((new,)))
    assert (found.point, found.essential) == ("It is exp of the loss.", True)
