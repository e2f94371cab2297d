from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.intervals import (
    Interval,
    between,
    overlap,
    total,
    united,
    within,
    without,
)

TICKS = st.integers(0, 60)
INTERVALS = st.lists(
    st.tuples(TICKS, st.integers(0, 12)).map(lambda one: (float(one[0]), float(sum(one)))),
    max_size=12,
)


def _ticks(intervals: Sequence[Interval]) -> set[int]:
    return {tick for start, end in intervals for tick in range(int(start), int(end))}


@given(INTERVALS)
def test_merged_intervals_cover_the_same_time_sorted_and_disjoint(
    intervals: list[Interval],
) -> None:
    found = united(intervals)
    assert _ticks(found) == _ticks(intervals)
    assert all(end > start for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(INTERVALS, INTERVALS)
def test_subtracted_intervals_are_excluded(
    intervals: list[Interval], others: list[Interval]
) -> None:
    assert _ticks(without(intervals, others)) == _ticks(intervals) - _ticks(others)


@given(INTERVALS, TICKS, TICKS)
def test_clipped_intervals_lie_between_the_two_times(
    intervals: list[Interval], start: int, end: int
) -> None:
    assert _ticks(within(intervals, start, end)) == _ticks(intervals) & set(range(start, end))


@given(INTERVALS)
def test_gaps_are_the_rest_between_first_and_last(intervals: list[Interval]) -> None:
    joined = united(intervals)
    whole = (joined[0][0], joined[-1][1]) if joined else (0.0, 0.0)
    assert _ticks(between(intervals)) == _ticks([whole]) - _ticks(intervals)
    assert total(between(intervals)) + total(joined) == whole[1] - whole[0]


def test_overlap_is_the_shared_time() -> None:
    assert overlap((1.0, 3.0), (2.5, 4.0)) == 0.5
    assert overlap((1.0, 3.0), (3.5, 4.0)) == 0.0
