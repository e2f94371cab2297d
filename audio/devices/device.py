"""A microphone or speaker: its name, its abilities, and how to find the one that settings name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mock_interviewer.audio.errors import NoDevice


@dataclass(frozen=True)
class DeviceName:
    """A device as settings remember it: indexes change with every plug, names do not."""

    name: str
    host_api: str


@dataclass(frozen=True)
class Device:
    """One device of this machine.

    ``index`` holds until PortAudio is initialised again. ``inputs`` and ``outputs`` are channels;
    ``default_rate`` is in Hz. ``default_input`` and ``default_output`` mark what the system uses
    when nothing is chosen.
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
        """What settings remember of this device."""
        return DeviceName(self.name, self.host_api)


def find_input(devices: Iterable[Device], wanted: DeviceName | None) -> Device:
    """Return the microphone meant by ``wanted``, or the default one for None; raises NoDevice.

    The same name under another host API will do: it is the same microphone.
    """
    microphones = [device for device in devices if device.inputs > 0]
    return _find(microphones, wanted, "microphone", lambda device: device.default_input)


def find_output(devices: Iterable[Device], wanted: DeviceName | None) -> Device:
    """Return the speaker meant by ``wanted``, or the default one for None; raises NoDevice."""
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
