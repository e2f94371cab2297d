"""Where a recorder's samples come from."""

from collections.abc import Callable
from typing import Final, Protocol

from mock_interviewer.audio import portaudio
from mock_interviewer.audio.device import Device, DeviceName
from mock_interviewer.audio.devices import find_input
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.sound_source import SoundSource
from mock_interviewer.audio.types import SPEECH_RATE, Samples

__all__ = ["InputSource", "MicrophoneSource", "SoundSource"]

_OTHER_RATES: Final = (48_000, 44_100)


class InputSource(Protocol):
    """Something that gives samples once it is open; opened and closed once."""

    @property
    def name(self) -> str:
        """What a person calls it, for sentences."""

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        """Open, let samples flow, and return their rate in Hz. May take seconds.

        ``deliver(block, overflowed)`` is called on a thread of the source's and must not block;
        the block is the receiver's to keep. ``ended()`` is called, on some thread, when the
        samples stop, whether or not that was asked for. Raises MachineError.
        """

    def active(self) -> bool:
        """Tell whether samples should still be flowing."""

    def close(self) -> None:
        """Stop the samples; does nothing when not open. May take seconds when devices are stuck."""


class MicrophoneSource:
    """A microphone, found by its name at the moment of opening; None: the system's default."""

    def __init__(self, wanted: DeviceName | None = None) -> None:
        self._wanted = wanted
        self._name = wanted.name if wanted else "The microphone"
        self._stream: portaudio.InputStream | None = None

    @property
    def name(self) -> str:
        """The device's name, once it was found."""
        return self._name

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        """Open at 16 kHz, or at the device's own rate where it has no 16 kHz.

        Raises NoDevice, DeviceBusy, DevicePermission, AudioLibraryMissing.
        """
        device = self._find()
        self._name = device.name
        stream = _open_at_a_rate_it_takes(device, deliver, ended)
        try:
            stream.start()
        except BaseException:
            stream.close()
            raise
        self._stream = stream
        return stream.rate

    def active(self) -> bool:
        """Tell whether PortAudio says that samples flow."""
        return self._stream is not None and self._stream.active()

    def close(self) -> None:
        """Close the device."""
        if self._stream is not None:
            self._stream.close()

    def _find(self) -> Device:
        """Look among the devices known, then anew if the one that is meant is not there."""
        try:
            return find_input(portaudio.query(), self._wanted)
        except NoDevice:
            if not portaudio.reinitialise():
                raise
        return find_input(portaudio.query(), self._wanted)


def _open_at_a_rate_it_takes(
    device: Device, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]
) -> portaudio.InputStream:
    rates = dict.fromkeys((SPEECH_RATE, round(device.default_rate), *_OTHER_RATES))
    refused: portaudio.RateRefused | None = None
    for rate in rates:
        try:
            return portaudio.open_input(device, rate, deliver, ended)
        except portaudio.RateRefused as error:
            refused = error
    raise NoDevice(
        f"{device.name} takes no sample rate that can be used.", "Choose another microphone."
    ) from refused
