import math

import numpy as np
import pytest

from mock_interviewer.audio.samples import (
    FLOOR_DBFS,
    Samples,
    amplitude_of,
    peak,
    to_dbfs,
    without_invalid_samples,
)


def block(*samples: float) -> Samples:
    return np.array(samples, dtype=np.float32)


def test_the_peak_is_the_largest_magnitude() -> None:
    assert peak(block(0.25, -0.5, 0.0)) == 0.5


def test_an_empty_block_has_no_peak() -> None:
    assert peak(block()) == 0.0


@pytest.mark.parametrize(
    ("amplitude", "level"),
    [(1.0, 0.0), (0.5, -6.02), (0.0, FLOOR_DBFS), (1e-9, FLOOR_DBFS), (2.0, 0.0)],
)
def test_levels_are_in_dbfs_between_the_floor_and_full_scale(
    amplitude: float, level: float
) -> None:
    assert to_dbfs(amplitude) == pytest.approx(level, abs=0.01)


def test_nan_samples_count_as_silence() -> None:
    assert to_dbfs(float("nan")) == FLOOR_DBFS


def test_valid_samples_pass_unchanged() -> None:
    good = block(0.5, -1.5, 0.0)
    same, dirty = without_invalid_samples(good)
    assert same is good
    assert not dirty


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e38, -1e38])
def test_an_invalid_sample_becomes_silence_and_its_neighbors_stay(bad: float) -> None:
    clean, dirty = without_invalid_samples(block(0.5, bad, -0.5))
    assert clean.tolist() == [0.5, 0.0, -0.5]
    assert clean.dtype == np.float32
    assert dirty


def test_half_the_volume_is_ten_decibels_less() -> None:
    assert 20 * math.log10(amplitude_of(50)) == pytest.approx(-10, abs=0.1)


@pytest.mark.parametrize(("volume", "factor"), [(0, 0.0), (100, 1.0), (-5, 0.0), (130, 1.0)])
def test_a_volume_outside_its_range_is_clamped(volume: int, factor: float) -> None:
    assert amplitude_of(volume) == factor
