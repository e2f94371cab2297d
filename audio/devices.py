"""Which microphones and speakers there are, and the one that was meant."""

import json
import subprocess
from collections.abc import Callable, Iterable

from mock_interviewer.audio import portaudio
from mock_interviewer.audio.child import child_command, child_environment
from mock_interviewer.audio.device import Device, DeviceName
from mock_interviewer.audio.errors import AudioLibraryMissing, DeviceBusy, MachineError, NoDevice

__all__ = [
    "Device",
    "DeviceName",
    "find_input",
    "find_output",
    "list_devices",
    "list_devices_in_child",
]

CHILD_MODULE = "mock_interviewer.audio.devices_child"


def list_devices() -> tuple[Device, ...]:
    """Return the devices that this process knows; raises AudioLibraryMissing, DeviceBusy.

    PortAudio looks once, when it starts: use ``list_devices_in_child`` to see new ones.
    """
    return portaudio.query()


def list_devices_in_child(timeout: float = 10.0) -> tuple[Device, ...]:
    """Return the devices as a fresh child process sees them now. Blocks for up to ``timeout``.

    A child, because looking anew in this process would close its open streams. With no stream open
    this process looks anew as well. Raises AudioLibraryMissing, DeviceBusy, MachineError.
    """
    try:
        child = subprocess.run(
            child_command(CHILD_MODULE),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
            env=child_environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise DeviceBusy(
            "The sound system does not answer.", "Restart it or the computer, then choose Rescan."
        ) from error
    try:
        found = json.loads(child.stdout)
    except ValueError as error:
        raise MachineError(
            f"The search for microphones and speakers broke off (status {child.returncode}).",
            "Restart the sound system or the computer, then choose Rescan.",
        ) from error
    if "error" in found:
        raise AudioLibraryMissing(found["error"]["what"], found["error"]["remedy"])
    portaudio.reinitialise()
    return tuple(Device(**device) for device in found["devices"])


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
