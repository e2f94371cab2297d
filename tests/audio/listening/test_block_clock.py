import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.audio.listening.stream_clocks import BlockClock
from mock_interviewer.audio.samples import SPEECH_RATE

BLOCK = 0.025


@settings(deadline=None)
@given(st.lists(st.floats(0, 0.03), min_size=1, max_size=120))
def test_slightly_late_blocks_are_placed_without_a_gap(late: list[float]) -> None:
    clock = BlockClock()
    placed = [clock.place(BLOCK, number * BLOCK + each) for number, each in enumerate(late)]
    starts = [start for start, _ in placed]
    assert all(
        abs(start - starts[0] - number * BLOCK) < 0.5 / SPEECH_RATE
        for number, start in enumerate(starts)
    )
    assert [follows for _, follows in placed] == [False, *[True] * (len(late) - 1)]


def test_an_early_block_shows_that_the_others_were_late() -> None:
    clock = BlockClock()
    clock.place(BLOCK, 0.2)
    start, follows = clock.place(BLOCK, 0.1)
    assert abs(start - 0.1) < 1e-9
    assert not follows


def test_a_second_of_late_blocks_means_lost_samples() -> None:
    clock = BlockClock()
    lost = 0.1
    placed = [clock.place(BLOCK, at * BLOCK + lost * (at >= 10)) for at in range(100)]
    start, _ = placed[-1]
    assert abs(start - (99 * BLOCK + lost)) < 1e-9
    assert sum(not follows for _, follows in placed) == 2


def test_a_much_later_block_starts_a_new_segment() -> None:
    clock = BlockClock()
    clock.place(BLOCK, 0.0)
    assert clock.place(BLOCK, 1.0) == (1.0, False)
    assert clock.place(BLOCK, 1.0 + BLOCK) == (1.0 + BLOCK, True)


def test_the_first_block_of_a_segment_has_its_reported_time() -> None:
    clock = BlockClock()
    clock.place(0.02, 1.0)
    assert clock.place(0.02, 1.03, begins=True) == (1.03, False)
    at, follows = clock.place(0.02, 1.06)
    assert at == pytest.approx(1.05)
    assert follows
