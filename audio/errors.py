"""Errors of this machine: devices, disk, sound files, voices, and models.

None of them is a bug of ours: a bug raises whatever Python raises.
"""


class MachineError(Exception):
    """Something on this machine stops us from continuing.

    ``str()`` is a message for the person, of one or two sentences: what happened (``what``), and
    what to do (``remedy``).
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class AudioLibraryMissing(MachineError):
    """PortAudio cannot be loaded."""


class NoDevice(MachineError):
    """There is no device of the requested kind, or none with the requested name."""


class DeviceBusy(MachineError):
    """Another program is using the device."""


class DevicePermission(MachineError):
    """The system does not let us use the device."""


class DeviceLost(MachineError):
    """A device disconnected, or stopped delivering samples, while it was in use."""


class DiskFull(MachineError):
    """There is no disk space left for a recording."""


class BadAudioFile(MachineError):
    """A sound file is missing, empty, or not a sound file."""


class VoiceError(MachineError):
    """A voice could not speak a text."""


class ModelError(MachineError):
    """A model is missing or damaged, or cannot be loaded."""


class RecognitionError(MachineError):
    """Recognition failed for now; the recording is unchanged."""
