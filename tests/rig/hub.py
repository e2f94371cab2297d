"""A small local model hub for huggingface_hub, with faults on demand.

A file over LARGE is kept as the real hub keeps it: with a SHA-256, on another server that the hub
redirects to.
"""

import hashlib
import json
import re
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeAlias
from urllib.parse import unquote, urlsplit

from rig.web_server import Asked, Handler, Listener

LARGE = 50_000
REVISION = "5" * 40
API = "api"
"""In place of a file's name: what the hub says of the whole model."""

_BLOCK = 16 * 1024


@dataclass(frozen=True)
class Status:
    """Responds with this status instead."""

    code: int


@dataclass(frozen=True)
class Vanish:
    """Sends so many bytes, then breaks the connection."""

    after: int


@dataclass(frozen=True)
class Pause:
    """Sends so many bytes, then pauses until ``Hub.go_on`` or the end."""

    after: int


@dataclass(frozen=True)
class Claim:
    """Claims this length, but sends the real content."""

    length: int


@dataclass(frozen=True)
class Surplus:
    """Claims no length and sends so many extra bytes."""

    extra: int


@dataclass(frozen=True)
class Flip:
    """Flips one bit of the byte at this offset."""

    at: int


@dataclass(frozen=True)
class IgnoreRange:
    """Sends the whole file regardless of the requested range."""


@dataclass(frozen=True)
class WrongRange:
    """Sends the requested range with a wrong Content-Range."""


@dataclass(frozen=True)
class Loop:
    """Redirects to itself forever."""


@dataclass(frozen=True)
class SignIn:
    """Responds with an HTML page, as a captive portal does."""


Fault: TypeAlias = (
    Status
    | Vanish
    | Pause
    | Claim
    | Surplus
    | Flip
    | IgnoreRange
    | WrongRange
    | Loop
    | SignIn
    | Mapping[str, Any]
)
"""A mapping, for API: what is said of each file instead, by its name."""


class Hub:
    """The hub; ``url`` is what HF_ENDPOINT is set to. ``models``: files by model by repository."""

    def __init__(self, models: Mapping[str, Mapping[str, bytes]]) -> None:
        self.models = models
        self.asked: list[Asked] = []
        self.paused = threading.Event()
        self._go_on = threading.Event()
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._always: dict[str, Fault] = {}
        self._lock = threading.Lock()
        self._listeners = [Listener(partial(_Handler, self)) for _ in range(2)]
        self.host, self.store = (f"{each.host}:{each.port}" for each in self._listeners)
        self.url = f"http://{self.host}"

    def __enter__(self) -> Self:
        for listener in self._listeners:
            listener.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop permanently."""
        self._go_on.set()
        for listener in self._listeners:
            listener.close()

    def misbehave(self, name: str, *faults: Fault) -> None:
        """Use these faults, one per request for this file."""
        with self._lock:
            self._faults[name].extend(faults)

    def always(self, name: str, fault: Fault) -> None:
        """Use this fault for every request for this file."""
        self._always[name] = fault

    def behave(self) -> None:
        """Stop using faults."""
        with self._lock:
            self._faults.clear()
            self._always.clear()

    def go_on(self) -> None:
        """Send the bytes that Pause holds back."""
        self._go_on.set()

    def ranges(self, name: str) -> list[str | None]:
        """Return the requested ranges of a file in order; None for the whole file."""
        paths = {f"/{repository}/resolve/{REVISION}/{name}" for repository in self.models}
        found = [ask for ask in self.asked if ask.path in paths and ask.method == "GET"]
        return [ask.headers.get("range") for ask in found]

    def fault(self, name: str) -> Fault | None:
        """Return the fault for this request."""
        with self._lock:
            if self._faults[name]:
                return self._faults[name].pop(0)
        return self._always.get(name)

    def hold(self) -> None:
        """Wait for ``go_on``."""
        self.paused.set()
        self._go_on.wait()


class _Handler(Handler):
    def __init__(self, hub: Hub, *connection: Any) -> None:
        self.hub = hub
        super().__init__(*connection)

    def answer(self, asked: Asked) -> None:
        path = unquote(urlsplit(asked.path).path)
        self.hub.asked.append(replace(asked, path=path))
        if found := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/[^/]+)?", path):
            self._describe(found[1])
        elif found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            self._resolve(found[1], found[3])
        elif found := re.fullmatch(r"/blobs/([^/]+/[^/]+)/(.+)", path):
            self._send(found[2], self.hub.models[found[1]][found[2]])
        else:
            self._refuse(404)

    def _describe(self, repository: str) -> None:
        fault = self.hub.fault(API)
        files = self.hub.models.get(repository)
        if isinstance(fault, Status):
            return self._refuse(fault.code)
        if files is None:
            return self._refuse(404, {"X-Error-Code": "RepoNotFound"})
        if isinstance(fault, SignIn):
            return self._reply(b"<html>Please sign in.</html>", "text/html")
        siblings = [_sibling(name, data) for name, data in files.items()]
        if isinstance(fault, Mapping):
            siblings = [sibling | fault.get(sibling["rfilename"], {}) for sibling in siblings]
        described = {"id": repository, "sha": REVISION, "siblings": siblings}
        data = json.dumps(described).encode()
        if isinstance(fault, Pause):
            self.hub.hold()
        return self._reply(data, "application/json")

    def _resolve(self, repository: str, name: str) -> None:
        data = self.hub.models.get(repository, {}).get(name)
        if data is None:
            return self._refuse(404, {"X-Error-Code": "EntryNotFound"})
        headers = {"X-Repo-Commit": REVISION}
        if len(data) <= LARGE:
            return self._send(name, data, headers | {"ETag": f'"{git_blob(data)}"'})
        self.send_response(302)
        headers["X-Linked-Etag"] = f'"{hashlib.sha256(data).hexdigest()}"'
        headers["X-Linked-Size"] = str(len(data))
        headers["Location"] = f"http://{self.hub.store}/blobs/{repository}/{name}"
        self._end(headers)
        return None

    def _send(self, name: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        """Send a file or the requested range, as far as its fault allows."""
        headers = headers or {}
        fault = self.hub.fault(name) if self.command == "GET" else None
        match fault:
            case Status(code):
                return self._refuse(code)
            case SignIn():
                return self._reply(b"<html>Please sign in.</html>", "text/html")
            case Loop():
                self.send_response(302)
                return self._end({"Location": self.path})
            case Flip(at):
                data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        total, start = len(data), 0
        if wanted is not None and not isinstance(fault, IgnoreRange):
            start = int(wanted[1])
            if start >= total:
                return self._refuse(416)
            self.send_response(206)
            said = start + 1 if isinstance(fault, WrongRange) else start
            headers["Content-Range"] = f"bytes {said}-{total - 1}/{total}"
        else:
            self.send_response(200)
        body = data[start:]
        if isinstance(fault, Surplus):
            body += bytes(fault.extra)
        else:
            claimed = fault.length if isinstance(fault, Claim) else len(body)
            headers["Content-Length"] = str(claimed)
        self._end(headers)
        if self.command == "GET":
            self._write(body, fault)
        return None

    def _write(self, body: bytes, fault: Fault | None) -> None:
        stop = fault.after if isinstance(fault, Vanish | Pause) else len(body)
        for start in range(0, stop, _BLOCK):
            self.wfile.write(body[start : min(start + _BLOCK, stop)])
        if isinstance(fault, Pause):
            self.hub.hold()
            self.wfile.write(body[stop:])

    def _refuse(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self._end({"Content-Length": "0", **(headers or {})})

    def _reply(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self._end({"Content-Type": kind, "Content-Length": str(len(data))})
        self.wfile.write(data)

    def _end(self, headers: Mapping[str, str]) -> None:
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


def git_blob(data: bytes) -> str:
    """Return the Git blob hash of a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _sibling(name: str, data: bytes) -> dict[str, Any]:
    """Return the hub's description of a file."""
    sibling: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": git_blob(data)}
    if len(data) > LARGE:
        sha256 = hashlib.sha256(data).hexdigest()
        sibling["lfs"] = {"sha256": sha256, "size": len(data), "pointerSize": 134}
    return sibling
