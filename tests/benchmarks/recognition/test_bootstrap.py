import pytest
from benchmarks.recognition.bootstrap import rate_difference


def test_the_difference_is_total_errors_over_total_words() -> None:
    found = rate_difference([3, 0], [1, 1], [10, 90])
    assert found.value == pytest.approx(1.0)


def test_equal_errors_have_an_empty_interval() -> None:
    found = rate_difference([5, 2, 7], [5, 2, 7], [100, 50, 70])
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)


def test_disagreeing_files_widen_the_interval() -> None:
    found = rate_difference([10, 0] * 20, [0, 8] * 20, [100] * 40)
    assert found.low < 0 < found.value < found.high
    assert found.value == pytest.approx(1.0)


def test_the_interval_matches_the_standard_error() -> None:
    """Of 100 files one in two has one error in a hundred words: standard error 0.05 points."""
    found = rate_difference([1, 0] * 50, [0] * 100, [100] * 100)
    assert found.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.02)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.02)


def test_a_seed_reproduces_the_interval() -> None:
    data = list(range(40)), [7] * 40, list(range(50, 90))
    assert rate_difference(*data, seed=1) == rate_difference(*data, seed=1)
    assert rate_difference(*data, seed=1) != rate_difference(*data, seed=2)
