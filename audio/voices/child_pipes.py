"""How a voice's child process and its host talk: frames on pipes."""

import os
import struct
import sys
from typing import IO, BinaryIO, Final

_LENGTH: Final = struct.Struct("<I")


def take_stdout() -> BinaryIO:
    """Return this process's standard output for frames alone.

    Whatever else prints, native libraries included, goes to standard error from now on.
    """
    sys.stdout.flush()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Send one frame; raises OSError where nobody reads any more."""
    stream.write(_LENGTH.pack(len(payload)) + payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, or None where the other side has gone, be it in mid-frame."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None
