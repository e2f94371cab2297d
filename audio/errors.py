"""What this machine can refuse, each as one plain sentence.

These are never bugs of ours: a bug raises whatever Python raises.
"""


class MachineError(Exception):
    """Something on this machine keeps us from going on.

    ``str()`` is a whole sentence, or two, for the person: what happened and what to do.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class AudioLibraryMissing(MachineError):
    """PortAudio itself cannot be loaded."""


class NoDevice(MachineError):
    """There is no device of the kind wanted, or not the one that was named."""


class DeviceBusy(MachineError):
    """Another program holds the device."""


class DevicePermission(MachineError):
    """The system does not let us use the device."""


class DeviceLost(MachineError):
    """A device went away, or stopped giving samples, while in use."""


class DiskFull(MachineError):
    """No room is left for a recording."""


class BadAudioFile(MachineError):
    """A sound file is missing, empty or not sound."""


class VoiceError(MachineError):
    """A voice could not say a text."""


class ModelError(MachineError):
    """A model is missing, damaged or cannot be loaded."""


class RecognitionError(MachineError):
    """Recognition could not be done now; the recording is untouched."""
