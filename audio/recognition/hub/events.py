"""What a download tells its listener."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class Sized:
    """The hub said how large the model is: ``size`` bytes, ``done`` of which are here already.

    ``host`` is the hub's address without ``https://``.
    """

    name: str
    host: str
    size: int
    done: int


@dataclass(frozen=True)
class Progressed:
    """``done`` of ``size`` bytes are here; told a few times a second."""

    name: str
    size: int
    done: int


@dataclass(frozen=True)
class Checking:
    """Everything is here; every byte is being checked, then the model is loaded once."""

    name: str


@dataclass(frozen=True)
class Finished:
    """The model can be used. ``new`` is false when it was there before and nothing was fetched."""

    name: str
    path: Path
    new: bool = True


@dataclass(frozen=True)
class Failed:
    """Nothing was installed. ``resumable``: asking again goes on from what is here."""

    name: str
    error: MachineError
    resumable: bool


DownloadEvent: TypeAlias = Sized | Progressed | Checking | Finished | Failed
