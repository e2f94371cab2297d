"""What a microphone or speaker is called, and what it can do."""

from dataclasses import dataclass


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
