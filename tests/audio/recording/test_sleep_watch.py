"""The computer's clocks distinguish sleep from a stalled program."""

import time
from collections.abc import Callable

import pytest
from rig.sleeping_computer import SleepingComputer, counts_sleep

from mock_interviewer.audio.recording import microphone_faults
from mock_interviewer.audio.recording.microphone_faults import (
    FROZEN,
    SLEPT,
    ComputerSlept,
    ProgramStalled,
    SleepWatch,
    seconds_asleep,
)

Clock = Callable[[int], float]


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> SleepingComputer:
    counts_sleep()
    return SleepingComputer().take_over(monkeypatch)


@pytest.mark.parametrize("clock", [time.clock_gettime, SleepingComputer().clock_gettime])
def test_both_clocks_agree_while_the_computer_is_awake(clock: Clock) -> None:
    with_sleep, without = counts_sleep(), microphone_faults.sleep_clocks()
    assert without is not None
    apart = []
    for _ in range(50):
        before = clock(without[1])
        counting = clock(with_sleep)
        after = clock(without[1])
        assert after >= before
        apart.append((counting - after, counting - before))
    # The difference is the time slept since the start, which does not change while awake.
    assert max(low for low, _ in apart) <= min(high for _, high in apart)
    assert min(high for _, high in apart) >= 0.0


def test_a_sleep_advances_only_one_clock(computer: SleepingComputer) -> None:
    before = seconds_asleep()
    computer.sleep(3600.0)
    after = seconds_asleep()
    assert before is not None
    assert after is not None
    assert after - before == pytest.approx(3600.0, abs=0.1)


def test_a_sleep_is_reported_once(computer: SleepingComputer) -> None:
    watch = SleepWatch()
    assert watch.wait_ended() is None
    # The two clocks are read one after the other, so on a busy machine they are a little apart.
    computer.sleep(SLEPT + 1.0)
    assert isinstance(watch.wait_ended(), ComputerSlept)
    assert watch.wait_ended() is None


def test_an_awake_computer_reports_no_sleep(computer: SleepingComputer) -> None:
    watch = SleepWatch()
    assert not any(watch.wait_ended() for _ in range(1_000))


def test_without_a_sleep_clock_a_long_wait_counts_as_a_sleep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(microphone_faults, "clock_gettime", None)
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = SleepWatch()
    watch.wait_begins()
    now += FROZEN - 0.1
    assert watch.wait_ended() is None
    watch.wait_begins()
    now += FROZEN
    assert isinstance(watch.wait_ended(), ComputerSlept)


def test_with_a_sleep_clock_a_long_wait_is_not_a_sleep(
    computer: SleepingComputer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = SleepWatch()
    watch.wait_begins()
    now += FROZEN
    assert isinstance(watch.wait_ended(), ProgramStalled)
    watch.wait_begins()
    now += FROZEN
    computer.sleep(FROZEN)
    assert isinstance(watch.wait_ended(), ComputerSlept)


def test_work_between_two_waits_is_not_a_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone_faults, "clock_gettime", None)
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = SleepWatch()
    now += 2 * FROZEN
    watch.wait_begins()
    assert watch.wait_ended() is None
