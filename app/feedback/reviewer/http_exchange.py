"""One HTTP request to a model server, and its response as lines or server-sent events.

No proxy, no redirect, no compression.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from socket import socket
from typing import Any, cast

from mock_interviewer.app.feedback.reviewer.address import ServerAddress
from mock_interviewer.app.feedback.reviewer.connection import CancelableConnection

OK = 200


_BLOCK = 16 * 1024


class NotHttp(Exception):
    """What answers does not speak HTTP as a server must."""


@dataclass(frozen=True)
class ServerResponse:
    """The status of an answer, its kind (as "application/json"), and what is still to be read.

    Reading raises what a Wire raises, and NotHttp.
    """

    status: int
    kind: str
    _response: HTTPResponse

    def blocks(self) -> Iterator[bytes]:
        """Return the body as it comes."""
        try:
            while block := self._response.read1(_BLOCK):
                yield block
        except (HTTPException, ValueError) as error:
            raise NotHttp from error

    def start(self, most: int) -> bytes:
        """Return the body's first ``most`` bytes at most."""
        body = b""
        for block in self.blocks():
            body += block
            if len(body) >= most:
                break
        return body[:most]


def send_request(
    wire: CancelableConnection, address: ServerAddress, path: str, data: object = None
) -> ServerResponse:
    """Ask for ``path``, posting ``data`` as JSON unless it is None; return the answer's head.

    Raises what a Wire raises, and NotHttp.
    """
    body = b"" if data is None else json.dumps(data).encode()
    method = "GET" if data is None else "POST"
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {address}",
        "User-Agent: mock-interviewer",
        "Accept-Encoding: identity",
        "Connection: close",
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    wire.send("\r\n".join([*lines, "", ""]).encode("ascii") + body)
    # It wants no more of a socket than a file to read from.
    response = HTTPResponse(cast("socket", wire), method=method)
    try:
        response.begin()
    except (HTTPException, ValueError) as error:
        raise NotHttp from error
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise NotHttp
    return ServerResponse(response.status, response.headers.get_content_type(), response)


def parse_json(data: bytes) -> Any:
    """Return what JSON ``data`` is; None for what is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


LONGEST_LINE = 256 * 1024
"""Bytes; no server writes a longer line, but for what is no stream of lines."""


class LineTooLong(Exception):
    """A line does not end."""


class LineSplitter:
    r"""Cuts bytes into lines, which end with \n, \r\n or \r."""

    def __init__(self) -> None:
        self._open = bytearray()

    def feed(self, block: bytes) -> list[bytes]:
        """Return the lines that end in ``block``, without their ends; raises Overlong."""
        self._open += block
        *whole, rest = self._open.split(b"\n")
        self._open = rest
        if len(rest) > LONGEST_LINE:
            raise LineTooLong
        return [line for each in whole for line in _parted(bytes(each))]

    def rest(self) -> list[bytes]:
        """Return what stands after the last end of a line, once the stream is over."""
        rest, self._open = bytes(self._open), bytearray()
        return _parted(rest) if rest else []


@dataclass(frozen=True)
class ServerSentEvent:
    """One server-sent event; ``failed`` where the server says so by the event's kind."""

    data: bytes
    failed: bool = False


class EventStreamParser:
    """Cuts a text/event-stream into events (WHATWG HTML, 9.2.6, of which only data is wanted).

    Comments keep a connection alive and say nothing. llama.cpp's server has told failures in a
    field of its own, "error".
    """

    def __init__(self) -> None:
        self._lines = LineSplitter()
        self._data: list[bytes] = []
        self._failed = False

    def feed(self, block: bytes) -> Iterator[ServerSentEvent]:
        """Return the events that end in ``block``; raises Overlong."""
        for line in self._lines.feed(block):
            yield from self._take(line)

    def rest(self) -> Iterator[ServerSentEvent]:
        """Return the event that the end of the stream ends; many servers leave its line out."""
        for line in self._lines.rest():
            yield from self._take(line)
        yield from self._take(b"")

    def _take(self, line: bytes) -> Iterator[ServerSentEvent]:
        if not line:
            if self._data:
                yield ServerSentEvent(b"\n".join(self._data), self._failed)
            self._data, self._failed = [], False
            return
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field in {b"data", b"error"}:
            self._data.append(value)
        self._failed = self._failed or b"error" in {field, value if field == b"event" else b""}


def _parted(line: bytes) -> list[bytes]:
    return line.removesuffix(b"\r").split(b"\r")
