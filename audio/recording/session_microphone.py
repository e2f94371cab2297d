"""One microphone that stays open for a whole session and is shared by several listeners."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mock_interviewer.audio.errors import DeviceLost
from mock_interviewer.audio.processes.bounded_call import CallTimeoutError, run_bounded
from mock_interviewer.audio.recording.microphone_faults import STALLED, STALLED_AT_FIRST
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.samples import Samples

MICROPHONE_CLOSE_TIMEOUT: Final = 1.0
"""Seconds that a device may take to close before it is abandoned."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class MicrophoneListener:
    """A receiver of a device's blocks; the callbacks are those of ``InputSource.open``."""

    deliver: Callable[[Samples, bool], None]
    ended: Callable[[], None]


class OpenDevice:
    """A source that is opened once and closed once, for any number of listeners; thread-safe.

    ``ended`` of each listener is called once: when it leaves, or when the device ends.
    """

    def __init__(self, source: InputSource) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._listeners: tuple[MicrophoneListener, ...] = ()
        self._over = False
        self._closed = False
        self._latest: float | None = None
        """When the latest block arrived, in seconds of ``time.monotonic``."""
        self._opened = 0.0
        self.rate = 0
        """Samples per second, once it is open."""

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    def open(self) -> None:
        """Open the source; may take seconds. Raises MachineError."""
        self.rate = self._source.open(self._deliver, self._end)
        self._opened = time.monotonic()

    def active(self) -> bool:
        """Return whether samples should still be arriving."""
        return not self._over and self._source.active()

    def alive(self) -> bool:
        """Return whether samples really are arriving, as far as is known now."""
        if not self.active():
            return False
        now = time.monotonic()
        if self._latest is None:
            return now - self._opened < STALLED_AT_FIRST
        return now - self._latest < STALLED

    def join(self, listener: MicrophoneListener) -> None:
        """Add a listener; after the end, its ``ended`` is called at once."""
        with self._lock:
            over = self._over
            if not over:
                self._listeners = (*self._listeners, listener)
        if over:
            listener.ended()

    def leave(self, listener: MicrophoneListener) -> None:
        """Remove a listener."""
        with self._lock:
            there = listener in self._listeners
            self._listeners = tuple(each for each in self._listeners if each is not listener)
        if there:
            listener.ended()

    def close(self) -> None:
        """Notify all listeners of the end, and close the source within MICROPHONE_CLOSE_TIMEOUT.

        A source that is stuck is abandoned. A second call does nothing.
        """
        self._end()
        with self._lock:
            again, self._closed = self._closed, True
        if again:
            return
        try:
            run_bounded(
                self._source.close, timeout=MICROPHONE_CLOSE_TIMEOUT, name="microphone-close"
            )
        except CallTimeoutError:
            log.warning("%s does not close; it was abandoned", self.name)
        except Exception:
            log.exception("the microphone could not be closed")

    def _deliver(self, block: Samples, overflowed: bool) -> None:
        """Pass on a block, on the source's thread; all share one array, so it is read-only."""
        self._latest = time.monotonic()
        block.flags.writeable = False
        for listener in self._listeners:
            listener.deliver(block, overflowed)

    def _end(self) -> None:
        with self._lock:
            self._over = True
            listeners, self._listeners = self._listeners, ()
        for listener in listeners:
            listener.ended()


class SessionMicrophone:
    """Keeps one device open from its first listener until ``close``; thread-safe.

    ``make`` returns a new source each time the device has to be opened: at first, after it was
    lost or stalled without an error, and after a failed attempt.
    """

    def __init__(self, make: Callable[[], InputSource]) -> None:
        self._make = make
        self._opening = threading.Lock()
        """Held while a device is being opened, which may take seconds."""
        self._lock = threading.Lock()
        self._device: OpenDevice | None = None
        self._closed = False

    @property
    def name(self) -> str:
        """The device's name, for messages."""
        device = self._device
        return "The microphone" if device is None else device.name

    def source(self) -> InputSource:
        """Return a source that shares the device.

        It opens the device if necessary, and closing it leaves the device open. Its blocks are
        shared with other listeners: they may be kept but not modified. ``deliver`` must not raise.
        """
        return _Tap(self)

    def let_go(self) -> None:
        """Close the device for all listeners; the next source opens one again, maybe another.

        Waits at most about a second.
        """
        with self._lock:
            device, self._device = self._device, None
        if device is not None:
            device.close()

    def close(self) -> None:
        """Close the device for all listeners; waits at most about a second.

        A device that is stuck is abandoned; one that is being opened closes once it is open.
        Opening a source of this microphone after that raises DeviceLost.
        """
        with self._lock:
            self._closed = True
            device, self._device = self._device, None
        if device is not None:
            device.close()

    def opened(self) -> OpenDevice:
        """Return the device, opened if necessary; may take seconds. Raises MachineError."""
        with self._opening:
            device = self._device
            if device is not None and device.alive():
                return device
            if device is not None:
                # PortAudio can look for devices again only while none is open.
                device.close()
            fresh = OpenDevice(self._make())
            fresh.open()
            with self._lock:
                closed = self._closed
                self._device = None if closed else fresh
            if closed:
                fresh.close()
                raise DeviceLost("The microphone was closed.", "Start the session again.")
            return fresh


class _Tap:
    """An InputSource that shares the session's microphone."""

    def __init__(self, microphone: SessionMicrophone) -> None:
        self._microphone = microphone
        self._device: OpenDevice | None = None
        self._listener: MicrophoneListener | None = None

    @property
    def name(self) -> str:
        return self._microphone.name if self._device is None else self._device.name

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        device = self._microphone.opened()
        self._device, self._listener = device, MicrophoneListener(deliver, ended)
        device.join(self._listener)
        return device.rate

    def active(self) -> bool:
        return self._listener is not None and self._device is not None and self._device.active()

    def close(self) -> None:
        listener, self._listener = self._listener, None
        if listener is None or self._device is None:
            return
        self._device.leave(listener)
        if not self._device.alive():
            self._device.close()
