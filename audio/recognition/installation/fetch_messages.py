"""The messages between a download and the process that fetches: one JSON object a line."""

import json
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias


class FetchProtocolError(ValueError):
    """The other end sent what no version of this program sends."""


@dataclass(frozen=True)
class FetchRequest:
    """Fetch a model's files into a folder; the first line, and the only one besides CONFIRM.

    ``patience``: seconds without a byte after which a hub counts as unresponsive. ``waits``:
    seconds before each further try while no byte comes. ``ask``: wait for CONFIRM once the size is
    known.
    """

    repository: str
    folder: str
    patience: float
    waits: tuple[float, ...]
    ask: bool = False


CONFIRM = b"confirm\n"


@dataclass(frozen=True)
class FetchSize:
    """The model has ``size`` bytes, ``done`` of which are here."""

    size: int
    done: int


@dataclass(frozen=True)
class FetchProgress:
    """``done`` bytes are here."""

    done: int


@dataclass(frozen=True)
class FetchCheck:
    """All bytes are here and are being checked."""


@dataclass(frozen=True)
class FetchDone:
    """Every file is here and matches the hub's checksum: name, size and SHA-256 of each."""

    revision: str
    files: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class FetchRefused:
    """The model cannot be fetched, or not now; ``resumable`` if a further try resumes from here."""

    what: str
    remedy: str
    resumable: bool


FetchReport: TypeAlias = FetchSize | FetchProgress | FetchCheck | FetchDone | FetchRefused
FetchMessage: TypeAlias = FetchRequest | FetchReport

_TYPES: dict[str, type[FetchMessage]] = {
    kind.__name__: kind
    for kind in (FetchRequest, FetchSize, FetchProgress, FetchCheck, FetchDone, FetchRefused)
}


def encode(message: FetchMessage) -> bytes:
    """Return the line that carries a message."""
    return json.dumps({"type": type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode(line: bytes) -> FetchMessage:
    """Return the message of a line; raises FetchProtocolError."""
    try:
        data: dict[str, Any] = json.loads(line)
        kind = _TYPES[data.pop("type")]
        for name in ("waits", "files"):
            if name in data:
                data[name] = tuple(
                    tuple(entry) if isinstance(entry, list) else entry for entry in data[name]
                )
        return kind(**data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FetchProtocolError(f"not a message: {error}") from error
