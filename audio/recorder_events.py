"""What a recorder tells its listener."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from mock_interviewer.audio.errors import MachineError

WarningKind: TypeAlias = Literal["no-signal", "gaps", "cleaned", "limit"]


@dataclass(frozen=True)
class Opened:
    """The microphone is open at ``rate`` Hz; no sample has come yet."""

    device: str
    rate: int


@dataclass(frozen=True)
class SamplesArrived:
    """The first samples are here: from now on nothing said is lost."""


@dataclass(frozen=True)
class Warned:
    """Something is amiss, and recording goes on (but ends at the limit); once for each kind.

    "no-signal" may come again after ``Recovered``.
    """

    kind: WarningKind
    text: str


@dataclass(frozen=True)
class Recovered:
    """What was warned of is over."""

    kind: WarningKind


@dataclass(frozen=True)
class Lost:
    """The microphone is gone; the file is closed and safe, and can be resumed."""

    error: MachineError


@dataclass(frozen=True)
class Failed:
    """Recording could not start or go on; what was recorded is closed and safe.

    A MachineError is for the person; any other exception is a bug of ours.
    """

    error: Exception


@dataclass(frozen=True)
class Closed:
    """The last event: file and microphone are closed.

    ``duration``: seconds in the file, those from before a resume included; without one there is
    no file when ``begin`` never came. ``flags``, sorted: "cleaned", "gaps", "interrupted",
    "limit", "no-signal".
    """

    path: Path
    duration: float
    flags: tuple[str, ...]


RecorderEvent: TypeAlias = Opened | SamplesArrived | Warned | Recovered | Lost | Failed | Closed
