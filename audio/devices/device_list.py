"""The list of devices, as PortAudio sees them in this process or in a new child process."""

import json
import subprocess

from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.audio.devices.device import Device
from mock_interviewer.audio.errors import AudioLibraryMissing, DeviceBusy, MachineError
from mock_interviewer.audio.processes.child import child_command, child_environment

CHILD_MODULE = "mock_interviewer.audio.devices.device_list_child"


def list_devices() -> tuple[Device, ...]:
    """Return the devices known to this process; raises AudioLibraryMissing, DeviceBusy.

    PortAudio looks for devices only when it starts: use ``list_devices_in_child`` to see new ones.
    """
    return portaudio_library.query()


def list_devices_in_child(timeout: float = 10.0) -> tuple[Device, ...]:
    """Return the devices as a new child process sees them now. Blocks for up to ``timeout``.

    A child process is used because a rescan in this one would close its open streams. If no stream
    is open, this process rescans too. Raises AudioLibraryMissing, DeviceBusy, MachineError.
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
            "The sound system isn't responding.", "Restart it or the computer, then choose Rescan."
        ) from error
    try:
        found = json.loads(child.stdout)
    except ValueError as error:
        raise MachineError(
            f"The search for microphones and speakers failed (status {child.returncode}).",
            "Restart the sound system or the computer, then choose Rescan.",
        ) from error
    if "error" in found:
        raise AudioLibraryMissing(found["error"]["what"], found["error"]["remedy"])
    portaudio_library.reinitialize()
    return tuple(Device(**device) for device in found["devices"])
