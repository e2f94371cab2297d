"""Microphone and speaker streams; the rest of the program uses PortAudio only through them.

Everything here may take seconds: never call it on the GUI thread.
"""

import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.devices.device import Device
from mock_interviewer.audio.devices.portaudio_errors import (
    INVALID_CHANNEL_COUNT,
    device_gone,
    explain_error,
    not_answering,
    sound_system_stopped,
)
from mock_interviewer.audio.devices.portaudio_library import (
    CALL_TIMEOUT,
    call_portaudio,
    load_sounddevice,
    query,
    register_stream,
    skip_exit_handler,
    unregister_stream,
)
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.processes.bounded_call import CallTimeoutError
from mock_interviewer.audio.samples import Samples

T = TypeVar("T")


CLOSE_TIMEOUT: Final = 1.0


INPUT_LATENCY: Final = 0.1


OUTPUT_LATENCY: Final = 0.08
"""Seconds of buffer, enough to survive a pause of the interpreter; a block is a quarter of it.

PortAudio's own "low" latency gives blocks of 2 ms here: 470 callbacks a second into Python.
"""


class _Stream:
    """Base class of input and output streams. Methods may be called on any thread."""

    _native_kind = ""
    _direction = ""
    _latency = 0.0

    def __init__(self, device: Device, ended: Callable[[], None] | None) -> None:
        self.device = device
        self.error: Exception | None = None
        self._ended = ended
        self._native: Any = None
        self._lock = threading.Lock()
        self._closed = False

    @property
    def rate(self) -> int:
        """Samples a second."""
        rate: int = round(self._native.samplerate)
        return rate

    @property
    def latency(self) -> float:
        """Seconds between the device and the callback."""
        return float(self._native.latency)

    def start(self) -> None:
        """Start the samples; raises MachineError."""
        self._call(lambda: self._explained(self._native.start), CALL_TIMEOUT, "portaudio-start")

    def active(self) -> bool:
        """Return whether PortAudio reports that the callback is still being called."""
        with self._lock:
            if self._closed:
                return False
            try:
                return bool(self._native.active)
            except load_sounddevice().PortAudioError:
                # As after a restart of the sound server.
                return False

    def close(self) -> None:
        """Stop at once and release the device; a second call does nothing.

        Returns within a few seconds even if the sound server is stuck.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
        try:
            call_portaudio(self._close_native, CLOSE_TIMEOUT, "portaudio-close")
        except CallTimeoutError:
            skip_exit_handler()

    def _channels(self) -> int:
        raise NotImplementedError

    def _callback(self, channels: int) -> Callable[..., None]:
        raise NotImplementedError

    def open(self, rate: int) -> None:
        """Open in mono, or with two channels if the device supports no fewer."""
        register_stream(self)
        self._call(
            lambda: self._open_native(rate),
            CALL_TIMEOUT,
            "portaudio-open",
            discard=lambda _: self._close_native(),
        )

    def _open_native(self, rate: int) -> None:
        library: Any = None
        info: Any = None

        def opened(channels: int) -> Any:
            return getattr(library, self._native_kind)(
                samplerate=rate,
                device=self.device.index,
                channels=channels,
                dtype="float32",
                latency=max(self._latency, info[f"default_low_{self._direction}_latency"]),
                callback=self._callback(channels),
                finished_callback=self._ended,
            )

        try:
            library = load_sounddevice()
            try:
                info = self._info(library)
            except library.PortAudioError as error:
                raise sound_system_stopped(error) from error
            try:
                self._native = opened(1)
            except library.PortAudioError as error:
                if error.args[1:2] != (INVALID_CHANNEL_COUNT,) or self._channels() == 1:
                    raise explain_error(error, self.device.name) from error
                self._native = self._explained(lambda: opened(2))
        except BaseException:
            unregister_stream(self)
            raise

    def _info(self, library: Any) -> Any:
        """Return PortAudio's description of the device.

        Raises NoDevice if its index now belongs to another device.
        """
        devices = library.query_devices()
        index = self.device.index
        if index >= len(devices) or devices[index]["name"] != self.device.name:
            raise device_gone(self.device.name)
        return devices[index]

    def _close_native(self) -> None:
        try:
            self._native.close()
        finally:
            unregister_stream(self)

    def _explained(self, work: Callable[[], T]) -> T:
        library = load_sounddevice()
        try:
            return work()
        except library.PortAudioError as error:
            raise explain_error(error, self.device.name) from error

    def _call(
        self,
        work: Callable[[], T],
        timeout: float,
        name: str,
        discard: Callable[[T], None] | None = None,
    ) -> T:
        try:
            return call_portaudio(work, timeout, name, discard)
        except CallTimeoutError as error:
            skip_exit_handler()
            raise not_answering(self.device.name) from error


class InputStream(_Stream):
    """An open microphone."""

    _native_kind = "RawInputStream"
    _direction = "input"
    _latency = INPUT_LATENCY

    def __init__(
        self,
        device: Device,
        deliver: Callable[[Samples, bool], None],
        ended: Callable[[], None] | None,
    ) -> None:
        super().__init__(device, ended)
        self._deliver = deliver

    def _channels(self) -> int:
        return self.device.inputs

    def _callback(self, channels: int) -> Callable[..., None]:
        abort = load_sounddevice().CallbackAbort

        def callback(data: Any, _frames: int, _time: Any, status: Any) -> None:
            try:
                block = np.frombuffer(data, dtype=np.float32)
                mono = block.reshape(-1, channels).mean(axis=1) if channels > 1 else block.copy()
                self._deliver(mono, bool(status.input_overflow))
            except Exception as error:
                self.error = error
                raise abort from error

        return callback


class OutputStream(_Stream):
    """An open speaker."""

    _native_kind = "RawOutputStream"
    _direction = "output"
    _latency = OUTPUT_LATENCY

    def __init__(
        self,
        device: Device,
        fill: Callable[[NDArray[np.float32], bool], bool],
        ended: Callable[[], None] | None,
    ) -> None:
        super().__init__(device, ended)
        self._fill = fill

    def stop(self) -> None:
        """Stop playing at once and drop the buffered samples; ``start`` may follow."""
        self._call(lambda: self._native.abort(ignore_errors=True), CLOSE_TIMEOUT, "portaudio-stop")

    def _channels(self) -> int:
        return self.device.outputs

    def _callback(self, channels: int) -> Callable[..., None]:
        library = load_sounddevice()
        abort, stop = library.CallbackAbort, library.CallbackStop

        def callback(data: Any, frames: int, _time: Any, status: Any) -> None:
            out = np.frombuffer(data, dtype=np.float32).reshape(frames, channels)
            mono = out[:, 0] if channels == 1 else np.zeros(frames, dtype=np.float32)
            try:
                more = self._fill(mono, bool(status.output_underflow))
            except Exception as error:
                out.fill(0)
                self.error = error
                raise abort from error
            if channels > 1:
                out[:] = mono[:, np.newaxis]
            if not more:
                raise stop

        return callback


def open_input(
    device: Device,
    rate: int,
    deliver: Callable[[Samples, bool], None],
    ended: Callable[[], None] | None = None,
) -> InputStream:
    """Open a microphone in mono; ``start()`` starts the samples.

    ``deliver(block, overflowed)`` is called in PortAudio's callback with a copy that it may keep;
    it must not block. If it raises, the error is stored in ``stream.error`` and the stream ends.
    ``ended()`` is called on one of PortAudio's threads whenever the stream has stopped.
    Raises RateRefused, NoDevice, DeviceBusy, DevicePermission, AudioLibraryMissing.
    """
    stream = InputStream(device, deliver, ended)
    stream.open(rate)
    return stream


def open_output(
    device: Device | None,
    rate: int,
    fill: Callable[[NDArray[np.float32], bool], bool],
    ended: Callable[[], None] | None = None,
) -> OutputStream:
    """Open a speaker in mono; None is the system's default.

    ``fill(out, underflowed)`` is called in PortAudio's callback. It writes the next samples into
    all of ``out``, shape (frames,), and returns False to end the stream. That may drop samples
    still in the buffer: before it, fill with silence for a little longer than ``stream.latency``.
    ``underflowed`` is true if the speaker ran out of samples just before. ``ended()`` is called on
    one of PortAudio's threads whenever the stream has stopped. An error in ``fill`` is stored in
    ``stream.error`` and ends the stream. Raises the same errors as ``open_input``.
    """
    if device is None:
        device = next((found for found in query() if found.default_output), None)
    if device is None:
        raise NoDevice("No speaker or headphones were found.", "Plug one in, then choose Rescan.")
    stream = OutputStream(device, fill, ended)
    stream.open(rate)
    return stream
