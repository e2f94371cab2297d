"""The lines of a stream, and the events of one, however its bytes are cut."""

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 256 * 1024
"""Bytes; no server writes a longer line, but for what is no stream of lines."""


class Overlong(Exception):
    """A line does not end."""


class Lines:
    r"""Cuts bytes into lines, which end with \n, \r\n or \r."""

    def __init__(self) -> None:
        self._open = bytearray()

    def feed(self, block: bytes) -> list[bytes]:
        """Return the lines that end in ``block``, without their ends; raises Overlong."""
        self._open += block
        *whole, rest = self._open.split(b"\n")
        self._open = rest
        if len(rest) > LONGEST:
            raise Overlong
        return [line for each in whole for line in _parted(bytes(each))]

    def rest(self) -> list[bytes]:
        """Return what stands after the last end of a line, once the stream is over."""
        rest, self._open = bytes(self._open), bytearray()
        return _parted(rest) if rest else []


@dataclass(frozen=True)
class Event:
    """One server-sent event; ``failed`` where the server says so by the event's kind."""

    data: bytes
    failed: bool = False


class Events:
    """Cuts a text/event-stream into events (WHATWG HTML, 9.2.6, of which only data is wanted).

    Comments keep a connection alive and say nothing. llama.cpp's server has told failures in a
    field of its own, "error".
    """

    def __init__(self) -> None:
        self._lines = Lines()
        self._data: list[bytes] = []
        self._failed = False

    def feed(self, block: bytes) -> Iterator[Event]:
        """Return the events that end in ``block``; raises Overlong."""
        for line in self._lines.feed(block):
            yield from self._take(line)

    def rest(self) -> Iterator[Event]:
        """Return the event that the end of the stream ends; many servers leave its line out."""
        for line in self._lines.rest():
            yield from self._take(line)
        yield from self._take(b"")

    def _take(self, line: bytes) -> Iterator[Event]:
        if not line:
            if self._data:
                yield Event(b"\n".join(self._data), self._failed)
            self._data, self._failed = [], False
            return
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field in {b"data", b"error"}:
            self._data.append(value)
        self._failed = self._failed or b"error" in {field, value if field == b"event" else b""}


def _parted(line: bytes) -> list[bytes]:
    return line.removesuffix(b"\r").split(b"\r")
