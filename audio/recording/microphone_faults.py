"""Faults of an open microphone: no signal, a stall, a sleeping computer."""

import platform
import time
from enum import Enum, auto
from typing import Final

from mock_interviewer.audio.devices.portaudio_errors import permission_remedy
from mock_interviewer.audio.errors import DeviceLost, MachineError
from mock_interviewer.audio.samples import Samples

ZEROS_AT_FIRST: Final = 3.0


ZEROS_LATER: Final = 10.0
"""Seconds of exact zeros that a working microphone never gives, before and after any sound."""


STALLED: Final = 1.5


STALLED_AT_FIRST: Final = 5.0
"""Seconds without a block after which a stream is dead; a Bluetooth headset starts slowly."""


class SignalChange(Enum):
    """A change in what comes from a microphone."""

    GONE = auto()
    BACK = auto()


class SignalWatch:
    """Tells a microphone that gives exact zeros from one that merely hears nothing."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._zeros = 0
        self._heard = False
        self.gone = False

    def hear(self, block: Samples) -> SignalChange | None:
        """Take the next block; return what has changed with it."""
        if block.any():
            self._heard, self._zeros = True, 0
            back, self.gone = self.gone, False
            return SignalChange.BACK if back else None
        self._zeros += len(block)
        allowed = ZEROS_LATER if self._heard else ZEROS_AT_FIRST
        if self.gone or self._zeros < allowed * self._rate:
            return None
        self.gone = True
        return SignalChange.GONE


class StallWatch:
    """Counts how long nothing has come.

    It counts waiting that was done, not the clock: after the computer slept, or this process was
    stopped, the stream gets its time to go on.
    """

    def __init__(self) -> None:
        self._waited = 0.0
        self._started = False

    def came(self) -> None:
        """Note that a block came."""
        self._waited, self._started = 0.0, True

    def waited(self, seconds: float) -> bool:
        """Note that nothing came for ``seconds`` of waiting; True when the stream is dead."""
        self._waited += seconds
        return self._waited >= (STALLED if self._started else STALLED_AT_FIRST)


SLEPT: Final = 1.0
"""Seconds of sleep after which a stream of sound can no longer be relied on."""


FROZEN: Final = 5.0
"""Seconds after which a short wait shows that this program did not run."""


_RESUME_REMEDY: Final = "Press Resume to continue."


clock_gettime = getattr(time, "clock_gettime", None)


class StreamInterrupted(MachineError):
    """Nothing ran for a while with a microphone open, so its stream cannot be relied on."""


class ComputerSlept(StreamInterrupted):
    """The computer slept."""

    def __init__(self) -> None:
        super().__init__("Your computer was asleep.", _RESUME_REMEDY)


class ProgramStalled(StreamInterrupted):
    """The computer was awake, but this program was stopped or got no processor time."""

    def __init__(self) -> None:
        super().__init__("The program stood still for a while.", _RESUME_REMEDY)


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

    def wait_ended(self) -> StreamInterrupted | None:
        """Return, at the end of a wait, what happened since the last one ended; None: nothing."""
        earlier, self._asleep = self._asleep, seconds_asleep()
        frozen = time.monotonic() - self._began >= FROZEN
        if earlier is None or self._asleep is None:
            return ComputerSlept() if frozen else None
        if self._asleep - earlier >= SLEPT:
            return ComputerSlept()
        return ProgramStalled() if frozen else None


def microphone_gone(name: str) -> DeviceLost:
    """Return the error for a stream that ended by itself."""
    return DeviceLost(
        f"{name} was disconnected, or the sound system ended.",
        "What was recorded is kept. Plug it in, then choose Resume.",
    )


def microphone_stalled(name: str) -> DeviceLost:
    """Return the error for a stream that gives nothing although it says that it is active."""
    return DeviceLost(
        f"{name} has stopped giving sound.",
        "What was recorded is kept. Unplug it and plug it in again, then choose Resume.",
    )


def no_signal_warning(name: str) -> str:
    """Return the warning for a microphone that gives exact zeros."""
    text = f"There is no signal from {name}. Check that it is switched on and not muted."
    if platform.system() in {"Darwin", "Windows"}:
        # These two give zeros, and no error, to a program that may not use the microphone.
        return f"{text} {permission_remedy()}"
    return text
