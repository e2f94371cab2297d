import numpy as np
import pytest

from mock_interviewer.audio.recording.microphone_faults import SignalChange, SignalWatch, StallWatch
from mock_interviewer.audio.samples import Samples

RATE = 16_000


def zeros(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), dtype=np.float32)


def quiet(seconds: float) -> Samples:
    return np.full(round(seconds * RATE), 3e-5, dtype=np.float32)


def test_three_seconds_of_zeros_at_the_start_mean_no_signal() -> None:
    watch = SignalWatch(RATE)
    assert watch.feed(zeros(2.9)) is None
    assert watch.feed(zeros(0.1)) is SignalChange.GONE
    assert watch.gone


def test_no_signal_is_reported_once() -> None:
    watch = SignalWatch(RATE)
    watch.feed(zeros(3.0))
    assert watch.feed(zeros(5.0)) is None


def test_after_sound_it_takes_ten_seconds_of_zeros() -> None:
    watch = SignalWatch(RATE)
    watch.feed(quiet(0.1))
    assert watch.feed(zeros(9.9)) is None
    assert watch.feed(zeros(0.1)) is SignalChange.GONE


def test_the_signal_returns_with_the_first_nonzero_sample() -> None:
    watch = SignalWatch(RATE)
    watch.feed(zeros(3.0))
    assert watch.feed(quiet(0.1)) is SignalChange.BACK
    assert not watch.gone


def fed(*parts: tuple[float, bool], steady: bool = False) -> SignalWatch:
    """Return a watch that got blocks of 20 ms, with a signal or without."""
    watch = SignalWatch(RATE, steady=steady)
    for seconds, signal in parts:
        for _ in range(round(seconds / 0.02)):
            watch.feed(quiet(0.02) if signal else zeros(0.02))
    return watch


def test_a_second_of_zeros_after_a_steady_signal_is_a_fault() -> None:
    assert not fed((3.0, True), (0.98, False)).faulty
    assert fed((3.0, True), (1.0, False)).faulty


def test_a_stream_may_begin_with_zeros() -> None:
    assert fed((0.8, False), (3.0, True), (1.0, False)).faulty


def test_zeros_between_words_are_no_fault() -> None:
    assert not fed((2.0, True), (0.3, False), (2.0, True), (5.0, False)).faulty


def test_zeros_of_a_stream_that_has_only_begun_are_no_fault() -> None:
    assert not fed((2.0, True), (1.5, False)).faulty


def test_after_a_fault_zeros_from_the_start_are_another() -> None:
    assert fed((1.0, False), steady=True).faulty
    assert not fed((1.0, False)).faulty


def test_a_quiet_room_is_a_signal() -> None:
    watch = SignalWatch(RATE)
    assert [watch.feed(quiet(1.0)) for _ in range(60)] == [None] * 60


@pytest.mark.parametrize(("started", "patience"), [(True, 1.5), (False, 5.0)])
def test_a_stream_without_blocks_is_dead_after_its_timeout(
    *, started: bool, patience: float
) -> None:
    watch = StallWatch()
    if started:
        watch.block_arrived()
    assert not watch.waited(patience - 0.1)
    assert watch.waited(0.2)


def test_each_block_restarts_the_timeout() -> None:
    watch = StallWatch()
    watch.block_arrived()
    watch.waited(1.4)
    watch.block_arrived()
    assert not watch.waited(1.4)
