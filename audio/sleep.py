"""Noticing that the computer slept."""

import time
from typing import Final

from mock_interviewer.audio.errors import MachineError

SLEPT: Final = 1.0
"""Seconds of sleep from which a stream of sound is not the one that it was."""
FROZEN: Final = 5.0
"""Seconds of a short wait that tell that this program stood still, or the computer slept."""

clock_gettime = getattr(time, "clock_gettime", None)


class ComputerSlept(MachineError):
    """The computer slept, or this program was stopped, while a microphone was open."""


def computer_slept() -> ComputerSlept:
    """Return what a person is told of it."""
    return ComputerSlept("Your computer was asleep.", "Press Resume to continue.")


def seconds_asleep() -> float | None:
    """Return for how many seconds the computer has slept since it started; None: unknown."""
    clocks = _clocks()
    if clocks is None or clock_gettime is None:
        return None
    running, awake = clocks
    return float(clock_gettime(running)) - float(clock_gettime(awake))


def _clocks() -> tuple[int, int] | None:
    """Return the system's clock that counts sleep too, and the one that stands still meanwhile."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.CLOCK_BOOTTIME, time.CLOCK_MONOTONIC
    awake = getattr(time, "CLOCK_UPTIME_RAW", None)  # macOS
    return None if awake is None else (time.CLOCK_MONOTONIC, awake)


class SleepWatch:
    """Tells whether the computer slept; one thread.

    Where the system does not say so, as on Windows, a wait that took FROZEN seconds tells it, and
    so it does of a program that was stopped.
    """

    def __init__(self) -> None:
        self._asleep = seconds_asleep()
        self._began = time.monotonic()

    def wait_begins(self) -> None:
        """Note that this thread is about to wait, for less than FROZEN."""
        self._began = time.monotonic()

    def slept(self) -> bool:
        """Return, at the end of a wait, whether there was sleep since this was asked last."""
        earlier, self._asleep = self._asleep, seconds_asleep()
        if time.monotonic() - self._began >= FROZEN:
            return True
        if earlier is None or self._asleep is None:
            return False
        return self._asleep - earlier >= SLEPT
