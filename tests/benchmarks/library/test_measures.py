"""Figures of libraries of several sizes: targets, growth, and tables."""

import pytest
from benchmarks.library.measures import Measure, p95, percentile, slope, slopes, table


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([1.0], 0.95, 1.0),
        ([*range(1, 101)], 0.95, 95),
        ([*range(1, 101)], 0.99, 99),
        ([2, 1], 0, 1),
    ],
)
def test_a_percentile_is_the_smallest_value_that_covers_the_share(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        p95([])


@pytest.mark.parametrize(
    ("value", "at_most", "met"),
    [(50, 50, True), (50.1, 50, False), (1, None, None)],
)
def test_a_figure_is_compared_with_its_target(
    value: float, at_most: float | None, met: bool | None
) -> None:
    assert Measure("search", value, "ms", at_most).met is met


@pytest.mark.parametrize(
    ("least", "most", "expected"), [(2.0, 8.0, 4.0), (0.0, 8.0, None), (None, 1.0, None)]
)
def test_the_slope_is_the_ratio_of_largest_to_smallest(
    least: float | None, most: float | None, expected: float | None
) -> None:
    assert slope(least, most) == expected


def test_the_table_has_all_sizes_with_slope_and_target() -> None:
    shown = table(
        {
            500: [Measure("search", 10.0, "ms", 50)],
            50_000: [Measure("search", 60.5, "ms", 50), Measure("progress", 120, "ms")],
        }
    )
    assert "| what | 500 takes | 50 000 takes | slope | target |" in shown
    assert "| search | 10 ms | 60.5 ms | 6.0 times | 50 ms, missed |" in shown
    assert "| progress |  | 120 ms |  |  |" in shown


def test_slopes_go_from_the_smallest_to_the_largest_library_by_name() -> None:
    found = {
        500: [Measure("search", 10.0, "ms"), Measure("close", 0.0, "ms")],
        5_000: [Measure("search", 99.0, "ms")],
        50_000: [Measure("search", 25.0, "ms"), Measure("close", 1.0, "ms")],
    }
    assert slopes(found) == {"search": 2.5}
    assert slopes({500: found[500]}) == {}
