"""Errors for PortAudio's error codes, in plain sentences."""

import errno
import logging
import platform
import shutil
from typing import Final

from mock_interviewer.audio.errors import (
    AudioLibraryMissing,
    DeviceBusy,
    DevicePermission,
    MachineError,
    NoDevice,
)

INVALID_CHANNEL_COUNT: Final = -9998
INVALID_SAMPLE_RATE: Final = -9997
_UNANTICIPATED_HOST_ERROR: Final = -9999
_INVALID_DEVICE: Final = -9996
_DEVICE_UNAVAILABLE: Final = -9985

_HOST_BUSY: Final = frozenset(
    {
        -errno.EBUSY,
        4,  # MMSYSERR_ALLOCATED
        -2004287478,  # AUDCLNT_E_DEVICE_IN_USE
        int.from_bytes(b"!hog"),  # kAudioDevicePermissionsError: another program has hog mode
    }
)
_HOST_DENIED: Final = frozenset(
    {
        -errno.EACCES,
        -errno.EPERM,
        -2147024891,  # E_ACCESSDENIED
    }
)
_HOST_ABSENT: Final = frozenset(
    {
        -errno.ENODEV,
        -errno.ENOENT,
        -errno.ENXIO,
        -errno.ECONNREFUSED,  # the sound server is not running
        2,  # MMSYSERR_BADDEVICEID
        6,  # MMSYSERR_NODRIVER
        -2004287484,  # AUDCLNT_E_DEVICE_INVALIDATED
        int.from_bytes(b"!dev"),  # kAudioHardwareBadDeviceError
    }
)

_INSTALL: Final = (
    ("apt-get", "sudo apt-get install libportaudio2"),
    ("dnf", "sudo dnf install portaudio"),
    ("pacman", "sudo pacman -S portaudio"),
    ("zypper", "sudo zypper install libportaudio2"),
    ("brew", "brew install portaudio"),
)

log = logging.getLogger(__name__)


class RateRefused(MachineError):
    """The device does not support the requested sample rate; another rate may work."""


def library_missing(cause: str) -> AudioLibraryMissing:
    """Return the error for a PortAudio that cannot be loaded, with the remedy on this system."""
    for tool, command in _INSTALL:
        if shutil.which(tool):
            remedy = f"Install it with “{command}”, then choose Rescan."
            break
    else:
        remedy = "Install PortAudio, or reinstall Mock Interviewer, then choose Rescan."
    return AudioLibraryMissing(f"The sound library PortAudio can't be loaded ({cause}).", remedy)


def sound_system_stopped(error: Exception) -> AudioLibraryMissing:
    """Return the error for a PortAudio that cannot start or was stopped; its own text is logged."""
    log.warning("PortAudio cannot be used: %s", error)
    return AudioLibraryMissing(
        "The sound system of this computer isn't working.",
        "Restart it or the computer, then choose Rescan.",
    )


def permission_remedy() -> str:
    """Return how to let a program use the microphone on this system."""
    system = platform.system()
    if system == "Darwin":
        return (
            "Open System Settings → Privacy & Security → Microphone, allow Mock Interviewer "
            "(or your terminal), then start it again."
        )
    if system == "Windows":
        return (
            "Open Settings → Privacy & security → Microphone, turn on “Let desktop apps access "
            "your microphone”, then choose Rescan."
        )
    return (
        "Add yourself to the audio group with “sudo usermod -aG audio $USER” and log in again; "
        "in a Flatpak or Snap, give it permission to use the microphone."
    )


def explain_error(error: Exception, device: str) -> MachineError:
    """Return the error for a PortAudioError raised while ``device`` was opened or started."""
    code = error.args[1] if len(error.args) > 1 else None
    host_code, host_text = _host_error(error)
    if code == INVALID_SAMPLE_RATE:
        return RateRefused(f"{device} doesn't support this sample rate.", "Choose another device.")
    if code == _DEVICE_UNAVAILABLE or host_code in _HOST_BUSY:
        return DeviceBusy(
            f"{device} is in use by another program.",
            "Close that program, or choose another device.",
        )
    if host_code in _HOST_DENIED:
        return DevicePermission(
            f"The system doesn't allow Mock Interviewer to use {device}.", permission_remedy()
        )
    if code == _INVALID_DEVICE or host_code in _HOST_ABSENT:
        return device_gone(device)
    log.warning("%s cannot be opened: %s %s", device, error, host_text)
    return NoDevice(f"{device} can't be opened.", "Choose another device, or choose Rescan.")


def device_gone(device: str) -> NoDevice:
    """Return the error for a device that is no longer connected."""
    return NoDevice(f"{device} is no longer connected.", "Plug it in, then choose Rescan.")


def not_answering(device: str) -> DeviceBusy:
    """Return the error for a call into the sound system that does not return."""
    return DeviceBusy(
        f"{device} isn't responding.",
        "Restart the sound system or the computer, or choose another device.",
    )


def _host_error(error: Exception) -> tuple[int | None, str]:
    """Return the host API's own code and text, if PortAudio reports them."""
    if len(error.args) > 2 and error.args[1] == _UNANTICIPATED_HOST_ERROR:  # noqa: PLR2004
        _, host_code, host_text = error.args[2]
        return host_code, host_text
    return None, ""
