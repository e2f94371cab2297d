import pytest
from benchmarks.coverage.statistics import Agreement, area_under_curve, correlation, interval
from hypothesis import given
from hypothesis import strategies as st


def test_agreement_of_nothing_is_zero() -> None:
    assert Agreement.of([]) == Agreement(0.0, 0.0)


def test_the_area_is_the_chance_to_rank_a_pair_rightly() -> None:
    assert area_under_curve([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == 0.75
    assert area_under_curve([0.5, 0.5], [True, False]) == 0.5


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
def test_the_area_counts_pairs(found: list[tuple[int, bool]]) -> None:
    true = [score for score, label in found if label]
    false = [score for score, label in found if not label]
    if not true or not false:
        return
    wins = sum((a > b) + 0.5 * (a == b) for a in true for b in false)
    area = area_under_curve([score for score, _ in found], [label for _, label in found])
    assert area == pytest.approx(wins / len(true) / len(false))


def test_opposite_orders_correlate_at_minus_one() -> None:
    assert correlation([1, 2, 3], [6, 4, 2]) == pytest.approx(-1.0)


def test_the_interval_of_equal_groups_is_a_point() -> None:
    assert interval([[1.0, 3.0]] * 4, lambda items: sum(items) / len(items)) == (2.0, 2.0)


def test_the_interval_is_wide_if_groups_differ() -> None:
    groups = [[0.0], [1.0]] * 10
    low, high = interval(groups, lambda items: sum(items) / len(items))
    assert low < 0.4
    assert high > 0.6
