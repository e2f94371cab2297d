"""Detecting that the computer slept, or that this program could not run for a while."""

import time
from typing import Final

from mock_interviewer.audio.errors import MachineError

SLEPT: Final = 1.0
"""Seconds of sleep after which a stream of sound can no longer be relied on."""
FROZEN: Final = 5.0
"""Seconds after which a short wait shows that this program did not run."""
_RESUME: Final = "Press Resume to continue."

clock_gettime = getattr(time, "clock_gettime", None)


class StoodStill(MachineError):
    """Nothing ran for a while with a microphone open, so its stream cannot be relied on."""


class ComputerSlept(StoodStill):
    """The computer slept."""

    def __init__(self) -> None:
        super().__init__("Your computer was asleep.", _RESUME)


class ProgramStalled(StoodStill):
    """The computer was awake, but this program was stopped or got no processor time."""

    def __init__(self) -> None:
        super().__init__("The program stood still for a while.", _RESUME)


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
    """Finds out whether the computer slept or this program stalled; for use on one thread.

    A wait that took FROZEN seconds is a stall. Where the system does not count its sleep, as on
    Windows, it is taken for sleep, which is far more common.
    """

    def __init__(self) -> None:
        self._asleep = seconds_asleep()
        self._began = time.monotonic()

    def wait_begins(self) -> None:
        """Note that this thread is about to wait, for less than FROZEN."""
        self._began = time.monotonic()

    def wait_ended(self) -> StoodStill | None:
        """Return, at the end of a wait, what happened since the last one ended; None: nothing."""
        earlier, self._asleep = self._asleep, seconds_asleep()
        frozen = time.monotonic() - self._began >= FROZEN
        if earlier is None or self._asleep is None:
            return ComputerSlept() if frozen else None
        if self._asleep - earlier >= SLEPT:
            return ComputerSlept()
        return ProgramStalled() if frozen else None
