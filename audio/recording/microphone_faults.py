"""Faults of an open microphone: no signal, a stall, or a computer that slept."""

import platform
import time
from enum import Enum, auto
from typing import Final

from mock_interviewer.audio.devices.portaudio_errors import permission_remedy
from mock_interviewer.audio.errors import DeviceLost, MachineError
from mock_interviewer.audio.samples import Samples

ZEROS_AT_FIRST: Final = 3.0


ZEROS_LATER: Final = 10.0
"""Seconds of exact zeros that no working microphone delivers, before and after its first sound."""


ZEROS_IN_ANSWER: Final = 1.0
"""Seconds of exact zeros after which an answer does not go on; its end would be detected later."""


_STEADY: Final = 3.0
_STARTING: Final = 1.0
_GATED: Final = 0.2
"""Seconds of a signal without a gap after which zeros are a fault; gaps this long mean that a
device sends zeros between words, as noise suppression does. A stream may begin with zeros."""


STALLED: Final = 1.5


STALLED_AT_FIRST: Final = 5.0
"""Seconds without a block after which a stream is dead; Bluetooth headsets start slowly."""


class SignalChange(Enum):
    """A change in the signal of a microphone."""

    GONE = auto()
    BACK = auto()


class SignalWatch:
    """Detects a microphone that delivers exact zeros, unlike one in a quiet room.

    ``steady`` is whether the device is known to deliver a signal without gaps, as when an answer
    continues after zeros ended it.
    """

    def __init__(self, rate: int, *, steady: bool = False) -> None:
        self._rate = rate
        self._steady = steady
        self._zeros = self._fed = 0
        self._gated = False
        self._heard = False
        self.gone = False

    @property
    def faulty(self) -> bool:
        """Whether exact zeros have replaced a signal that had no gaps before."""
        before = self._fed - self._zeros
        steady = self._steady or before >= _STEADY * self._rate
        return steady and not self._gated and self._zeros >= ZEROS_IN_ANSWER * self._rate

    def feed(self, block: Samples) -> SignalChange | None:
        """Process the next block; return the change that it brings, if any."""
        self._fed += len(block)
        if block.any():
            late = self._fed >= _STARTING * self._rate
            self._gated = self._gated or (late and self._zeros >= _GATED * self._rate)
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
    """Measures how long no block has arrived.

    It adds up time spent waiting instead of reading the clock: after the computer slept, or this
    process was stopped, the stream gets its full time to continue.
    """

    def __init__(self) -> None:
        self._waited = 0.0
        self._started = False

    def block_arrived(self) -> None:
        """Record that a block arrived."""
        self._waited, self._started = 0.0, True

    def waited(self, seconds: float) -> bool:
        """Record that no block arrived in ``seconds`` of waiting; True if the stream is dead."""
        self._waited += seconds
        return self._waited >= (STALLED if self._started else STALLED_AT_FIRST)


SLEPT: Final = 1.0
"""Seconds of sleep after which a sound stream is no longer reliable."""


FROZEN: Final = 5.0
"""If a short wait takes this many seconds, this program was not running."""


_RESUME_REMEDY: Final = "Press Resume to continue."


clock_gettime = getattr(time, "clock_gettime", None)


class MicrophoneSilent(DeviceLost):
    """A microphone delivers exact zeros, which no working one does."""


class StreamInterrupted(MachineError):
    """The program did not run for a while, so the stream of an open microphone is unreliable."""


class ComputerSlept(StreamInterrupted):
    """The computer slept."""

    def __init__(self) -> None:
        super().__init__("Your computer was asleep.", _RESUME_REMEDY)


class ProgramStalled(StreamInterrupted):
    """The computer was awake, but this program was stopped or got no processor time."""

    def __init__(self) -> None:
        super().__init__("Mock Interviewer stopped responding for a while.", _RESUME_REMEDY)


def seconds_asleep() -> float | None:
    """Return how many seconds the computer has slept since it started; None if unknown."""
    clocks = sleep_clocks()
    if clocks is None or clock_gettime is None:
        return None
    running, awake = clocks
    return float(clock_gettime(running)) - float(clock_gettime(awake))


def sleep_clocks() -> tuple[int, int] | None:
    """Return the system's clock that runs during sleep, and the one that stops."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.CLOCK_BOOTTIME, time.CLOCK_MONOTONIC
    awake = getattr(time, "CLOCK_UPTIME_RAW", None)  # macOS
    return None if awake is None else (time.CLOCK_MONOTONIC, awake)


class SleepWatch:
    """Detects that the computer slept or this program stalled; for one thread.

    A wait that took FROZEN seconds is a stall. If the system does not report its sleep, as on
    Windows, such a wait counts as sleep, which is far more common.
    """

    def __init__(self) -> None:
        self._asleep = seconds_asleep()
        self._began = time.monotonic()

    def wait_begins(self) -> None:
        """Record that this thread is about to wait, for less than FROZEN."""
        self._began = time.monotonic()

    def wait_ended(self) -> StreamInterrupted | None:
        """Return the interruption since the last wait ended; None if there was none."""
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
        f"{name} was disconnected, or the sound system stopped.",
        "Plug it in, then choose Resume.",
    )


def microphone_silent(name: str) -> MicrophoneSilent:
    """Return the error for a microphone that delivers exact zeros in mid-answer."""
    return MicrophoneSilent(
        f"No sound comes from {name} anymore. It may be muted, or the system may have switched to "
        "another device.",
        "Check it, then choose Resume, or choose another microphone.",
    )


def microphone_stalled(name: str) -> DeviceLost:
    """Return the error for an active stream that no longer delivers blocks."""
    return DeviceLost(
        f"{name} has stopped sending sound.",
        "Unplug it and plug it in again, then choose Resume.",
    )


def no_signal_warning(name: str) -> str:
    """Return the warning for a microphone that delivers exact zeros."""
    text = f"There is no signal from {name}. Check that it is switched on and not muted."
    if platform.system() in {"Darwin", "Windows"}:
        # Without permission to use the microphone, these two deliver zeros instead of an error.
        return f"{text} {permission_remedy()}"
    return text
