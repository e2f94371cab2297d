"""One microphone for a whole session, to which several can listen at once."""

import threading
from collections.abc import Callable

from mock_interviewer.audio.ear.open_device import Listener, OpenDevice
from mock_interviewer.audio.errors import DeviceLost
from mock_interviewer.audio.sources import InputSource
from mock_interviewer.audio.types import Samples


class SessionMicrophone:
    """Keeps one device open from the first listener on until ``close``; thread-safe.

    ``make`` gives a fresh source each time that the device has to be opened: at first, and when
    it was lost, has fallen silent without a word (fault 14), or could not be opened before.
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
        """What a person calls the device."""
        device = self._device
        return "The microphone" if device is None else device.name

    def source(self) -> InputSource:
        """Return a source that listens along.

        It opens the device if need be, and closing it leaves the device open. The blocks are
        shared with the others who listen: to keep, not to write into. ``deliver`` must not raise.
        """
        return _Tap(self)

    def close(self) -> None:
        """Close the device for everybody; waits at most about a second.

        A device that is stuck is left behind, one that is being opened closes when it is open.
        Who opens a source of this microphone after that gets DeviceLost.
        """
        with self._lock:
            self._closed = True
            device, self._device = self._device, None
        if device is not None:
            device.close()

    def opened(self) -> OpenDevice:
        """Return the device, open; may take seconds. Raises MachineError."""
        with self._opening:
            device = self._device
            if device is not None and device.alive():
                return device
            if device is not None:
                # PortAudio looks for devices anew only while none is open.
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
    """An InputSource that listens along."""

    def __init__(self, microphone: SessionMicrophone) -> None:
        self._microphone = microphone
        self._device: OpenDevice | None = None
        self._listener: Listener | None = None

    @property
    def name(self) -> str:
        return self._microphone.name if self._device is None else self._device.name

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        device = self._microphone.opened()
        self._device, self._listener = device, Listener(deliver, ended)
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
