"""A computer that sleeps: the clocks of the system as they go on when it wakes."""

import sys
import time

import pytest

from mock_interviewer.audio.recording import microphone_faults


class SleepingComputer:
    """Stands in for ``time.clock_gettime``; what it tells differs from that by the sleep alone."""

    def __init__(self) -> None:
        self._slept = 0.0

    def clock_gettime(self, clock: int) -> float:
        told = time.clock_gettime(clock)
        return told + self._slept if clock == counts_sleep() else told

    def sleep(self, seconds: float) -> None:
        """Sleep, and wake up so many seconds later: only one clock has gone on."""
        self._slept += seconds

    def take_over(self, monkeypatch: pytest.MonkeyPatch) -> "SleepingComputer":
        """Let the program ask this computer."""
        monkeypatch.setattr(microphone_faults, "clock_gettime", self.clock_gettime)
        return self


def counts_sleep() -> int:
    """Return the clock that goes on while the computer sleeps; skips the test without one."""
    if sys.platform == "linux":
        return time.CLOCK_BOOTTIME
    if sys.platform == "darwin":
        return time.CLOCK_MONOTONIC
    pytest.skip("this system has no such clock")
