"""One HTTP request to a model server and its answer: no proxy, no redirect, no compression."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from socket import socket
from typing import Any, cast

from mock_interviewer.app.feedback.reviewer.address import Address
from mock_interviewer.app.feedback.reviewer.wire import Wire

OK = 200
_BLOCK = 16 * 1024


class NoHttp(Exception):
    """What answers does not speak HTTP as a server must."""


@dataclass(frozen=True)
class Answer:
    """The status of an answer, its kind (as "application/json"), and what is still to be read.

    Reading raises what a Wire raises, and NoHttp.
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
            raise NoHttp from error

    def start(self, most: int) -> bytes:
        """Return the body's first ``most`` bytes at most."""
        body = b""
        for block in self.blocks():
            body += block
            if len(body) >= most:
                break
        return body[:most]


def exchange(wire: Wire, address: Address, path: str, data: object = None) -> Answer:
    """Ask for ``path``, posting ``data`` as JSON unless it is None; return the answer's head.

    Raises what a Wire raises, and NoHttp.
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
        raise NoHttp from error
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise NoHttp
    return Answer(response.status, response.headers.get_content_type(), response)


def as_json(data: bytes) -> Any:
    """Return what JSON ``data`` is; None for what is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
