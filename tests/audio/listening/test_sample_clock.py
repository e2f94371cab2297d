import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.listening.stream_clocks import SampleClock


def test_a_sample_has_the_arrival_time_of_its_block() -> None:
    clock = SampleClock(16_000)
    clock.block_arrived(1_600, 50.1)
    assert clock.at(0.0) == pytest.approx(50.0)
    assert clock.at(0.1) == pytest.approx(50.1)


@given(st.lists(st.floats(0.0, 0.5), min_size=1, max_size=100))
def test_late_blocks_do_not_shift_the_time(delays: list[float]) -> None:
    clock = SampleClock(16_000)
    prompt = [0.0, *delays]
    for number, delay in enumerate(prompt):
        clock.block_arrived(160, 100.0 + (number + 1) * 0.01 + delay)
        if number < 100:
            assert clock.at(number * 0.01) == pytest.approx(100.0 + number * 0.01)


def test_lost_samples_are_noticed_within_about_a_second() -> None:
    clock = SampleClock(16_000)
    for number in range(100):
        clock.block_arrived(320, (number + 1) * 0.02)
    for number in range(100, 160):
        clock.block_arrived(320, (number + 1) * 0.02 + 0.5)
    assert clock.at(159 * 0.02) == pytest.approx(159 * 0.02 + 0.5)
