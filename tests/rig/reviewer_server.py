"""A small model server on loopback with the APIs of Ollama and OpenAI, and faults on demand."""

import json
import select
import socket
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeAlias

from rig.web_server import Asked, Handler, Listener

from mock_interviewer.app.feedback.reviewer.address import ServerAddress
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.feedback.reviewer.servers import ServerDialect

TAGS, MODELS = "/api/tags", "/v1/models"
CHATS = {ServerDialect.OLLAMA: "/api/chat", ServerDialect.OPENAI: "/v1/chat/completions"}
_KINDS = {ServerDialect.OLLAMA: "application/x-ndjson", ServerDialect.OPENAI: "text/event-stream"}
PATIENT = ReviewLimits(look=20.0, connect=20.0)
"""For tests in which a server answers: on a busy machine the program's own second may be over."""
_LOOK = 0.01


@dataclass(frozen=True)
class Send:
    """Sends these bytes."""

    data: bytes


@dataclass(frozen=True)
class Hold:
    """Sends nothing until ``ModelServer.go_on`` or until the client disconnects."""


@dataclass(frozen=True)
class Vanish:
    """Breaks the connection."""


Step: TypeAlias = Send | Hold | Vanish


@dataclass(frozen=True)
class Reply:
    """The response to a request: a status, a content type, and the body in steps."""

    steps: Sequence[Step] = ()
    status: int = 200
    kind: str = "application/json"
    headers: Sequence[tuple[str, str]] = ()


def tell(data: object, status: int = 200) -> Reply:
    """Return a JSON reply."""
    return Reply((Send(json.dumps(data).encode()),), status)


def page(status: int = 200) -> Reply:
    """Return an HTML page."""
    return Reply((Send(b"<!doctype html><title>Sign in</title>"),), status, "text/html")


def ollama(*words: str, reason: str = "stop", **more: object) -> list[Step]:
    """Return a review as Ollama streams it; ``more`` is added to each line, like remote_host."""
    lines: list[dict[str, Any]] = [
        {"message": {"role": "assistant", "content": word}, "done": False} | more for word in words
    ]
    end = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reason}
    return [Send(json.dumps(line).encode() + b"\n") for line in [*lines, end | more]]


def openai(*words: str, reason: str | None = "stop", done: bool = True) -> list[Step]:
    """Return a review as the OpenAI API streams it."""
    choices: list[dict[str, Any]] = [
        {"index": 0, "delta": {"content": word}, "finish_reason": None} for word in words
    ]
    if reason is not None:
        choices.append({"index": 0, "delta": {}, "finish_reason": reason})
    steps: list[Step] = [event({"choices": [choice]}) for choice in choices]
    return [*steps, Send(b"data: [DONE]\n\n")] if done else steps


def event(data: object) -> Send:
    """Return one server-sent event."""
    return Send(b"data: " + json.dumps(data).encode() + b"\n\n")


@dataclass
class ModelServer:
    """Listens while it is entered. ``replies`` by path come before what the dialect answers.

    ``chat`` is what its model writes, as steps or as a whole reply. ``models`` are names, or
    entries of its list.
    """

    dialect: ServerDialect = ServerDialect.OLLAMA
    models: Sequence[str | dict[str, Any]] = ("llama3.2:latest",)
    chat: Iterable[Step] | Reply = ()
    replies: dict[str, Reply] = field(default_factory=dict)
    host: str = "127.0.0.1"
    port: int = 0

    def __post_init__(self) -> None:
        self.asked: list[Asked] = []
        self.holding = threading.Event()
        self.hung_up = threading.Event()
        self._go_on = threading.Event()
        self._listener = Listener(partial(_Handler, self), self.host, self.port)
        self.address = ServerAddress(self.host, self._listener.port)

    def __enter__(self) -> Self:
        self._listener.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._go_on.set()
        self._listener.close()

    @property
    def paths(self) -> list[str]:
        """The requested paths."""
        return [asked.path for asked in self.asked]

    @property
    def posted(self) -> Any:
        """The JSON of the only review request."""
        (asked,) = (asked for asked in self.asked if asked.method == "POST")
        return asked.body

    def go_on(self) -> None:
        """Send the rest of a held reply."""
        self._go_on.set()

    def reply_to(self, asked: Asked) -> Reply:
        """Return the reply."""
        if asked.path in self.replies:
            return self.replies[asked.path]
        if asked.path == CHATS[self.dialect]:
            if isinstance(self.chat, Reply):
                return self.chat
            return Reply(tuple(self.chat), kind=_KINDS[self.dialect])
        if self.dialect is ServerDialect.OLLAMA and asked.path == TAGS:
            return tell({"models": self._entries("name")})
        if self.dialect is ServerDialect.OPENAI and asked.path == MODELS:
            return tell({"object": "list", "data": self._entries("id")})
        return page(404)

    def hold(self, connection: socket.socket) -> bool:
        """Wait; return whether the client is still connected."""
        self.holding.set()
        while not self._go_on.is_set():
            readable, _, _ = select.select([connection], [], [], _LOOK)
            if readable:
                self.hung_up.set()
                return False
        return True

    def _entries(self, key: str) -> list[dict[str, Any]]:
        return [{key: model} if isinstance(model, str) else model for model in self.models]


class _Handler(Handler):
    protocol_version = "HTTP/1.1"

    def __init__(self, served: ModelServer, *connection: Any) -> None:
        self.served = served
        super().__init__(*connection)

    def answer(self, asked: Asked) -> None:
        self.served.asked.append(asked)
        reply = self.served.reply_to(asked)
        self.close_connection = True
        steps = list(reply.steps)
        if steps and isinstance(steps[0], Hold):
            if not self.served.hold(self.connection):
                return
            steps = steps[1:]
        self.send_response(reply.status)
        for name, value in (
            ("Content-Type", reply.kind),
            ("Transfer-Encoding", "chunked"),
            *reply.headers,
        ):
            self.send_header(name, value)
        self.end_headers()
        if self._take(steps):
            self.wfile.write(b"0\r\n\r\n")

    def _take(self, steps: Iterable[Step]) -> bool:
        """Send the body; return whether all of it was sent."""
        for step in steps:
            match step:
                case Send(data) if data:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
                case Hold():
                    if not self.served.hold(self.connection):
                        return False
                case Vanish():
                    return False
        return True
