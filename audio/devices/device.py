"""A microphone or speaker: its name, its capabilities, and finding the one chosen in settings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mock_interviewer.audio.errors import NoDevice


@dataclass(frozen=True)
class DeviceName:
    """The name that settings store: indexes change whenever something is plugged in."""

    name: str
    host_api: str


@dataclass(frozen=True)
class Device:
    """One device of this machine.

    ``index`` is valid until PortAudio is reinitialized. ``inputs`` and ``outputs`` are numbers of
    channels; ``default_rate`` is in Hz. ``default_input`` and ``default_output`` mark the devices
    that the system uses when none is chosen.
    """

    index: int
    name: str
    host_api: str
    inputs: int
    outputs: int
    default_rate: float
    default_input: bool = False
    default_output: bool = False

    @property
    def key(self) -> DeviceName:
        """The name under which settings store this device."""
        return DeviceName(self.name, self.host_api)


def find_input(devices: Iterable[Device], wanted: DeviceName | None) -> Device:
    """Return the microphone named ``wanted``, or the default one for None; raises NoDevice.

    A device of the same name under another host API also matches: it is the same microphone.
    """
    microphones = [device for device in devices if device.inputs > 0]
    return _find(microphones, wanted, "microphone", lambda device: device.default_input)


def find_output(devices: Iterable[Device], wanted: DeviceName | None) -> Device:
    """Return the speaker named ``wanted``, or the default one for None; raises NoDevice."""
    speakers = [device for device in devices if device.outputs > 0]
    return _find(speakers, wanted, "speaker", lambda device: device.default_output)


def _find(
    devices: list[Device],
    wanted: DeviceName | None,
    kind: str,
    is_default: Callable[[Device], bool],
) -> Device:
    if not devices:
        raise NoDevice(f"No {kind} was found.", "Plug one in, then choose Rescan.")
    if wanted is None:
        return next((device for device in devices if is_default(device)), devices[0])
    same_name = [device for device in devices if device.name == wanted.name]
    if not same_name:
        raise NoDevice(
            f"The {kind} “{wanted.name}” is not connected.",
            "Plug it in and choose Rescan, or choose another one.",
        )
    return next(
        (device for device in same_name if device.host_api == wanted.host_api), same_name[0]
    )
