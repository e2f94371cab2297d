"""Frames on a pipe: one byte of kind, four of length (big-endian), and the payload."""

import json
import struct
from collections.abc import Callable, Container
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Generic, TypeVar, cast

MAX_PAYLOAD = 64 * 1024 * 1024
"""A longer frame cannot be ours: the stream is out of step."""

JSON = 1
"""The kind of a frame that holds a JSON object."""

_HEADER = struct.Struct("!BI")

Sent = TypeVar("Sent")
Received = TypeVar("Received")
Message = TypeVar("Message")


class FrameError(ValueError):
    """The other end sent something that it never sends: a bug, or a stream out of step."""


@dataclass(frozen=True)
class FrameCodec(Generic[Sent, Received]):
    """The encoding of the messages that one end sends, and the decoding of those it receives.

    ``encode`` returns the frame that carries a message. ``read`` waits for the next message; it
    returns None when the other end is gone, and raises FrameError.
    """

    encode: Callable[[Sent], bytes]
    read: Callable[[BinaryIO], Received | None]


def frame(kind: int, payload: bytes) -> bytes:
    """Return the frame that carries ``payload``."""
    return _HEADER.pack(kind, len(payload)) + payload


def read_frame(stream: BinaryIO, kinds: Container[int]) -> tuple[int, bytes] | None:
    """Wait for the next frame, which must be of one of ``kinds``; return its kind and payload.

    None if the other end is gone, even in the middle of a frame. Raises FrameError if the bytes are
    not such a frame.
    """
    header = _read_exactly(stream, _HEADER.size)
    if header is None:
        return None
    kind, length = _HEADER.unpack(header)
    if kind not in kinds or length > MAX_PAYLOAD:
        raise FrameError(f"not a frame: kind {kind}, length {length}")
    payload = _read_exactly(stream, length)
    return None if payload is None else (kind, payload)


def _from_fields(kind: type[Message], fields: dict[str, Any]) -> Message:
    return kind(**fields)


class JsonMessages(Generic[Message]):
    """A codec for dataclasses, which are sent as JSON objects with the name of their class.

    ``plain`` returns a message's fields as JSON data. ``restored`` makes a message from a class and
    such fields; it may raise ValueError, KeyError, TypeError, or AttributeError.
    """

    def __init__(
        self,
        *kinds: type[Message],
        plain: Callable[[Any], dict[str, Any]] = asdict,
        restored: Callable[[type[Message], dict[str, Any]], Message] = _from_fields,
    ) -> None:
        self._kinds = {kind.__name__: kind for kind in kinds}
        self._plain = plain
        self._restored = restored

    def encode(self, message: Message) -> bytes:
        """Return the frame that carries ``message``."""
        data = {"type": type(message).__name__, **self._plain(message)}
        return frame(JSON, json.dumps(data).encode())

    def decode(self, payload: bytes) -> Message:
        """Return the message in the payload of a frame; raises FrameError."""
        try:
            fields = cast("dict[str, Any]", json.loads(payload))
            return self._restored(self._kinds[fields.pop("type")], fields)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FrameError(f"not a message: {error}") from error

    def read(self, stream: BinaryIO) -> Message | None:
        """Wait for the next message; None if the other end is gone. Raises FrameError."""
        found = read_frame(stream, (JSON,))
        return None if found is None else self.decode(found[1])


def _read_exactly(stream: BinaryIO, size: int) -> bytes | None:
    """Return ``size`` bytes, or None if the stream ends earlier."""
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
