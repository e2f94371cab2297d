"""The contract of the frames between each worker and its client."""

import io
from collections.abc import Callable, Sequence
from typing import BinaryIO, TypeVar

Message = TypeVar("Message")
Encode = Callable[[Message], bytes]
Read = Callable[[BinaryIO], Message | None]

BABBLE = (
    b"Hello, I am a native library.\n",
    b"\x01\xff\xff\xff\xff",
    b"\x01\x00\x00\x00\x02[]",
    b'\x01\x00\x00\x00\x0f{"type":"Stop"}',
    b"\x01\x00\x00\x00\x02{}",
    b"\x01\x00\x00\x00\x03\xff\xfe\xfd",
)
"""Bytes that are no message to any of them."""


class _Dribble(io.BytesIO):
    """A pipe that returns one byte at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1 if size is None else min(size, 1))


def arrive_as_sent(
    encode: Encode[Message], read: Read[Message], messages: Sequence[Message]
) -> None:
    """Check that messages round-trip through a pipe and that its end is seen."""
    stream = io.BytesIO(b"".join(map(encode, messages)))
    assert [read(stream) for _ in messages] == list(messages)
    assert read(stream) is None


def is_the_end_when_cut(read: Read[Message], frame: bytes, cut: int) -> None:
    """Check that a truncated frame counts as the end: the other side died."""
    assert read(io.BytesIO(frame[:cut])) is None


def may_arrive_byte_by_byte(encode: Encode[Message], read: Read[Message], message: Message) -> None:
    """Check that a frame may arrive byte by byte."""
    assert read(_Dribble(encode(message))) == message
