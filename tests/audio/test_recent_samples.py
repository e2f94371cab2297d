import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.samples import RecentSamples, Samples


def counted(first: int, last: int) -> Samples:
    """Return samples whose values are their positions."""
    return np.arange(first, last, dtype=np.float32)


@given(st.lists(st.integers(0, 60), max_size=20), st.integers(0, 300), st.integers(0, 300))
def test_the_newest_samples_are_found_by_their_position(
    sizes: list[int], start: int, end: int
) -> None:
    sound, at = RecentSamples(100), 0
    for size in sizes:
        sound.push(counted(at, at + size))
        at += size
    assert sound.length == at
    kept = set(range(max(0, at - 100), at))
    found = sound.between(start, end).astype(int).tolist()
    assert found == sorted(found)
    assert kept & set(range(start, end)) <= set(found) <= set(range(start, min(end, at)))


def test_old_samples_are_dropped() -> None:
    sound = RecentSamples(100)
    for start in range(0, 10_000, 40):
        sound.push(counted(start, start + 40))
    assert sound.held < 140


def test_returned_samples_are_a_copy() -> None:
    sound, block = RecentSamples(100), counted(0, 50)
    sound.push(block)
    found = sound.between(10, 20)
    block[:] = -1
    assert found.tolist() == pytest.approx(range(10, 20))
