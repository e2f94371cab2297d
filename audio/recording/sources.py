"""Sources of samples: a microphone, or a simulated one for a synthetic speaker."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

import numpy as np

from mock_interviewer.audio.devices import portaudio, portaudio_errors, portaudio_library
from mock_interviewer.audio.devices.device import Device, DeviceName, find_input
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound, resample

_OTHER_RATES: Final = (48_000, 44_100)


class InputSource(Protocol):
    """A source of samples, which is opened once and closed once."""

    @property
    def name(self) -> str:
        """The source's name, for messages."""

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        """Open the source, start the samples, and return their rate in Hz. May take seconds.

        ``deliver(block, overflowed)`` is called on a thread of the source and must not block; the
        receiver may keep the block. ``ended()`` is called, on any thread, when the samples stop,
        requested or not. Raises MachineError.
        """

    def active(self) -> bool:
        """Return whether samples should still be arriving."""

    def close(self) -> None:
        """Stop the samples; do nothing if not open. May take seconds if a device is stuck."""


class MicrophoneSource:
    """A microphone, looked up by name when it is opened; None is the system's default."""

    def __init__(self, wanted: DeviceName | None = None) -> None:
        self._wanted = wanted
        self._name = wanted.name if wanted else "The microphone"
        self._stream: portaudio.InputStream | None = None

    @property
    def name(self) -> str:
        """The device's name, once it has been found."""
        return self._name

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        """Open at 16 kHz, or at the device's own rate if it does not support 16 kHz.

        Raises NoDevice, DeviceBusy, DevicePermission, AudioLibraryMissing.
        """
        device = self._find()
        self._name = device.name
        stream = _open_at_supported_rate(device, deliver, ended)
        try:
            stream.start()
        except BaseException:
            stream.close()
            raise
        self._stream = stream
        return stream.rate

    def active(self) -> bool:
        """Return whether PortAudio reports an active stream."""
        return self._stream is not None and self._stream.active()

    def close(self) -> None:
        """Close the device."""
        if self._stream is not None:
            self._stream.close()

    def _find(self) -> Device:
        """Find the device, after a rescan if it is not among those already known."""
        try:
            return find_input(portaudio_library.query(), self._wanted)
        except NoDevice:
            if not portaudio_library.reinitialize():
                raise
        return find_input(portaudio_library.query(), self._wanted)


def _open_at_supported_rate(
    device: Device, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]
) -> portaudio.InputStream:
    rates = dict.fromkeys((SPEECH_RATE, round(device.default_rate), *_OTHER_RATES))
    refused: portaudio_errors.RateRefused | None = None
    for rate in rates:
        try:
            return portaudio.open_input(device, rate, deliver, ended)
        except portaudio_errors.RateRefused as error:
            refused = error
    raise NoDevice(
        f"{device.name} doesn't support any usable sample rate.", "Choose another microphone."
    ) from refused


NOISE_FLOOR_DBFS: Final = -70.0


BLOCK_SECONDS: Final = 0.02


MOST_BEHIND: Final = 1.0
"""Seconds that the source may fall behind before it skips them, as a sound card does."""


class SimulatedMicrophone:
    """An InputSource without a device: it delivers given sounds in real time.

    Between them it delivers a noise floor of -70 dBFS. ``speed`` makes time run faster, for tests.
    """

    def __init__(
        self, sound: Sound | None = None, *, name: str = "Spoken candidate", speed: float = 1.0
    ) -> None:
        self._name = name
        self._speed = speed
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Samples, Callable[[], None] | None]] = deque()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._noise = np.random.default_rng(1)
        if sound is not None:
            self.speak(sound)

    @property
    def name(self) -> str:
        """Its name, for messages."""
        return self._name

    def speak(self, sound: Sound, done: Callable[[], None] | None = None) -> None:
        """Queue ``sound`` after those still being delivered. Any thread, even before ``open``.

        ``done()`` is called on the source's thread after the last sample was delivered.
        """
        samples = resample(sound.samples, sound.rate, SPEECH_RATE)
        with self._lock:
            self._waiting.append((samples, done))

    def pending(self) -> float:
        """Return the seconds of sound still to be delivered; any thread."""
        with self._lock:
            return sum(len(samples) for samples, _ in self._waiting) / SPEECH_RATE

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        """Start the delivering thread; return 16 000."""
        self._thread = threading.Thread(
            target=self._run, args=(deliver, ended), name="sound-source", daemon=True
        )
        self._thread.start()
        return SPEECH_RATE

    def active(self) -> bool:
        """Return whether the thread is delivering."""
        return self._thread is not None and not self._closing.is_set()

    def close(self) -> None:
        """End the thread."""
        self._closing.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> None:
        pause = BLOCK_SECONDS / self._speed
        due = time.monotonic()
        while not self._closing.is_set():
            block, finished = self._next_block(round(BLOCK_SECONDS * SPEECH_RATE))
            deliver(block, False)
            for done in finished:
                done()
            due = max(due + pause, time.monotonic() - MOST_BEHIND)
            self._closing.wait(max(0.0, due - time.monotonic()))
        ended()

    def _next_block(self, size: int) -> tuple[Samples, list[Callable[[], None]]]:
        """Return the next samples, and the ``done`` callbacks of sounds that end in them."""
        block = self._noise.normal(0.0, 10 ** (NOISE_FLOOR_DBFS / 20), size).astype(np.float32)
        finished: list[Callable[[], None]] = []
        filled = 0
        with self._lock:
            while self._waiting and filled < size:
                samples, done = self._waiting.popleft()
                taken = samples[: size - filled]
                block[filled : filled + len(taken)] += taken
                filled += len(taken)
                if len(taken) < len(samples):
                    self._waiting.appendleft((samples[len(taken) :], done))
                elif done is not None:
                    finished.append(done)
        return block, finished
