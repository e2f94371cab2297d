"""One HTTP request to a model server, and its response as lines or server-sent events.

It uses no proxy, follows no redirect, and asks for no compression.
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
    """The peer does not speak proper HTTP."""


@dataclass(frozen=True)
class ServerResponse:
    """The status of a response, its content type ("application/json"), and its unread body.

    Reading raises what CancelableConnection raises, and NotHttp.
    """

    status: int
    kind: str
    _response: HTTPResponse

    def blocks(self) -> Iterator[bytes]:
        """Yield the body as it arrives."""
        try:
            while block := self._response.read1(_BLOCK):
                yield block
        except (HTTPException, ValueError) as error:
            raise NotHttp from error

    def start(self, most: int) -> bytes:
        """Return up to ``most`` bytes from the start of the body."""
        body = b""
        for block in self.blocks():
            body += block
            if len(body) >= most:
                break
        return body[:most]


def send_request(
    connection: CancelableConnection, address: ServerAddress, path: str, data: object = None
) -> ServerResponse:
    """Request ``path``, posting ``data`` as JSON unless it is None; return the response.

    Raises what CancelableConnection raises, and NotHttp.
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
    connection.send("\r\n".join([*lines, "", ""]).encode("ascii") + body)
    # It only needs the socket's makefile.
    response = HTTPResponse(cast("socket", connection), method=method)
    try:
        response.begin()
    except (HTTPException, ValueError) as error:
        raise NotHttp from error
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise NotHttp
    return ServerResponse(response.status, response.headers.get_content_type(), response)


def parse_json(data: bytes) -> Any:
    """Return the parsed JSON ``data``, or None if it is not JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


MAX_LINE = 256 * 1024
"""Maximum bytes of a line; a longer one is not from a stream of lines."""


class LineTooLong(Exception):
    """A line exceeds MAX_LINE."""


class LineSplitter:
    r"""Splits bytes into lines, which end with \n, \r\n, or \r."""

    def __init__(self) -> None:
        self._open = bytearray()

    def feed(self, block: bytes) -> list[bytes]:
        """Return the lines that end in ``block``, without line ends; raises LineTooLong."""
        self._open += block
        *whole, rest = self._open.split(b"\n")
        self._open = rest
        if len(rest) > MAX_LINE:
            raise LineTooLong
        return [line for each in whole for line in _parted(bytes(each))]

    def rest(self) -> list[bytes]:
        """Return what follows the last line end, once the stream is over."""
        rest, self._open = bytes(self._open), bytearray()
        return _parted(rest) if rest else []


@dataclass(frozen=True)
class ServerSentEvent:
    """One server-sent event; ``failed`` if its type says so."""

    data: bytes
    failed: bool = False


class EventStreamParser:
    """Splits a text/event-stream into events (WHATWG HTML, 9.2.6), using only their data.

    Comments only keep the connection alive. llama.cpp's server has reported failures in a field
    of its own, "error".
    """

    def __init__(self) -> None:
        self._lines = LineSplitter()
        self._data: list[bytes] = []
        self._failed = False

    def feed(self, block: bytes) -> Iterator[ServerSentEvent]:
        """Yield the events that end in ``block``; raises LineTooLong."""
        for line in self._lines.feed(block):
            yield from self._take(line)

    def rest(self) -> Iterator[ServerSentEvent]:
        """Yield the event at the end of the stream; many servers omit the blank line after it."""
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
