"""A computer that sleeps: the system clocks as they continue after waking."""

import sys
import time

import pytest

from mock_interviewer.audio.recording import microphone_faults


class SleepingComputer:
    """A stand-in for ``time.clock_gettime`` that only adds the time slept."""

    def __init__(self) -> None:
        self._slept = 0.0

    def clock_gettime(self, clock: int) -> float:
        told = time.clock_gettime(clock)
        return told + self._slept if clock == counts_sleep() else told

    def sleep(self, seconds: float) -> None:
        """Sleep for so many seconds, in which only one clock advances."""
        self._slept += seconds

    def take_over(self, monkeypatch: pytest.MonkeyPatch) -> "SleepingComputer":
        """Make the program read the clocks of this computer."""
        monkeypatch.setattr(microphone_faults, "clock_gettime", self.clock_gettime)
        return self


def counts_sleep() -> int:
    """Return the clock that continues during sleep; skips the test without one."""
    if sys.platform == "linux":
        return time.CLOCK_BOOTTIME
    if sys.platform == "darwin":
        return time.CLOCK_MONOTONIC
    pytest.skip("this system has no such clock")
