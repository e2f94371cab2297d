"""The devices that PortAudio knows, in this process or in a fresh child process."""

import json
import subprocess

from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.audio.devices.device import Device
from mock_interviewer.audio.errors import AudioLibraryMissing, DeviceBusy, MachineError
from mock_interviewer.audio.processes.child import child_command, child_environment

CHILD_MODULE = "mock_interviewer.audio.devices.device_list_child"


def list_devices() -> tuple[Device, ...]:
    """Return the devices that this process knows; raises AudioLibraryMissing, DeviceBusy.

    PortAudio looks once, when it starts: use ``list_devices_in_child`` to see new ones.
    """
    return portaudio_library.query()


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
    portaudio_library.reinitialise()
    return tuple(Device(**device) for device in found["devices"])
