"""Streamed replies of a model in the dialects of Ollama and OpenAI.

Ollama: a JSON object per line (https://docs.ollama.com/api/chat, /api/errors). OpenAI, as
llama.cpp's server, LM Studio, and vLLM speak it: server-sent events with a JSON object each, then
[DONE]. The model's thoughts and control characters are not shown.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from mock_interviewer.app.feedback.reviewer.http_exchange import (
    EventStreamParser,
    LineSplitter,
    ServerSentEvent,
    parse_json,
)
from mock_interviewer.app.feedback.reviewer.review import ReviewText
from mock_interviewer.app.feedback.reviewer.servers import ServerDialect

_DONE = b"[DONE]"


_LENGTH = "length"


_MAX_BODY = 1024 * 1024


@dataclass(frozen=True)
class ModelSaid:
    """The next words of the review."""

    text: str


@dataclass(frozen=True)
class ModelThought:
    """The model is thinking; this is not part of the review."""


@dataclass(frozen=True)
class ModelEnded:
    """The model is done; ``cut`` means that it reached its limit."""

    cut: bool = False


@dataclass(frozen=True)
class ModelRefused:
    """The server failed; ``words`` is its own message."""

    words: str


@dataclass(frozen=True)
class RequestForwarded:
    """The server says that another computer does the work."""

    host: str


ModelReply: TypeAlias = ModelSaid | ModelThought | ModelEnded | ModelRefused | RequestForwarded


class UnreadableReply(Exception):
    """The response is not that of a model server."""


class ReplyReader(Protocol):
    """Reads a body as it arrives. Both methods raise UnreadableReply and LineTooLong."""

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Yield the replies completed by ``block``."""

    def end(self) -> Iterator[ModelReply]:
        """Yield the replies completed by the end of the body; ignore half an object."""


def reply_reader(dialect: ServerDialect, kind: str) -> ReplyReader:
    """Return the reader of a body of the content type ``kind``."""
    if dialect is ServerDialect.OLLAMA:
        return OllamaStreamReader()
    # Some servers ignore the request for a stream.
    return OpenAiBodyReader() if kind == "application/json" else OpenAiStreamReader()


class OllamaStreamReader:
    """Reads the dialect of Ollama."""

    def __init__(self) -> None:
        self._lines = LineSplitter()

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Read the lines that end in ``block``."""
        for line in self._lines.feed(block):
            if line.strip():
                yield from _read(line, _from_ollama)

    def end(self) -> Iterator[ModelReply]:
        """Read a last line without a line end."""
        for line in self._lines.rest():
            if parse_json(line) is not None:
                yield from _read(line, _from_ollama)


class OpenAiStreamReader:
    """Reads the dialect of OpenAI."""

    def __init__(self) -> None:
        self._events = EventStreamParser()

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Read the events that end in ``block``."""
        for event in self._events.feed(block):
            yield from self._read(event)

    def end(self) -> Iterator[ModelReply]:
        """Read a last event without a blank line."""
        for event in self._events.rest():
            if event.data == _DONE or parse_json(event.data) is not None:
                yield from self._read(event)

    def _read(self, event: ServerSentEvent) -> Iterator[ModelReply]:
        if event.failed:
            message = parse_json(event.data)
            yield ModelRefused(error_text(message) or event.data.decode(errors="replace"))
        elif event.data == _DONE:
            yield ModelEnded()
        else:
            yield from _read(event.data, _from_openai)


class OpenAiBodyReader:
    """Reads the dialect of OpenAI without streaming: one JSON object."""

    def __init__(self) -> None:
        self._body = bytearray()

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Collect the block."""
        self._body += block
        if len(self._body) > _MAX_BODY:
            raise UnreadableReply
        return iter(())

    def end(self) -> Iterator[ModelReply]:
        """Read the whole body."""
        return _read(bytes(self._body), _from_openai)


def error_text(message: Any) -> str:
    """Return a server's error message, or "" if there is none.

    Known are {"error": "…"}, {"error": {"message": "…"}}, {"message": "…"}, and {"detail": "…"}.
    """
    if not isinstance(message, dict):
        return ""
    for field in ("error", "message", "detail"):
        words = message.get(field)
        if isinstance(words, dict):
            words = words.get("message") or words.get("type")
        if isinstance(words, str) and words.strip():
            return " ".join(words.split())
    return "It gives no reason." if message.get("error") else ""


def _read(
    data: bytes, meaning: Callable[[dict[str, Any]], Iterator[ModelReply]]
) -> Iterator[ModelReply]:
    message = parse_json(data)
    if not isinstance(message, dict):
        raise UnreadableReply
    if message.get("error"):
        yield ModelRefused(error_text(message))
    else:
        yield from meaning(message)


def _from_ollama(message: dict[str, Any]) -> Iterator[ModelReply]:
    host = message.get("remote_host")
    if isinstance(host, str) and host:
        yield RequestForwarded(host)
    yield from _said(message.get("message"))
    if message.get("done") is True:
        yield ModelEnded(cut=message.get("done_reason") == _LENGTH)


def _from_openai(message: dict[str, Any]) -> Iterator[ModelReply]:
    choices = message.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict):
        return
    yield from _said(choice.get("delta") or choice.get("message"))
    reason = choice.get("finish_reason")
    if isinstance(reason, str) and reason:
        yield ModelEnded(cut=reason == _LENGTH)


def _said(message: Any) -> Iterator[ModelReply]:
    if not isinstance(message, dict):
        return
    if any(message.get(field) for field in ("thinking", "reasoning_content", "reasoning")):
        yield ModelThought()
    text = message.get("content")
    if isinstance(text, str) and text:
        yield ModelSaid(text)


_TAG = re.compile(r"<(/?)think(?:ing)?>", re.IGNORECASE)


_TAGS = ("<think>", "<thinking>", "</think>", "</thinking>")


_KEPT = "\n\t"


_INVISIBLE_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that change the direction of text, and the invisible byte order mark."""


class VisibleReply:
    """Filters a model's words as they arrive, and yields the pieces to show.

    If thoughts end that never began, the server has swallowed their opening tag: everything shown
    so far was a thought, and the next piece ``restarts`` the review.
    """

    def __init__(self) -> None:
        self._held = ""
        self.thought = False
        """Whether there were thoughts, which are not shown."""
        self._thinking = False
        self._restarts = False
        self._blank = True

    def feed(self, text: str) -> Iterator[ReviewText]:
        """Yield what can be shown of ``text`` and of earlier text that was held back."""
        held = self._held + text
        at = 0
        for tag in _TAG.finditer(held):
            yield from self._show(held[at : tag.start()])
            at = tag.end()
            self.thought = True
            ends = bool(tag[1])
            if ends and not self._thinking:
                self._restarts, self._blank = True, True
            self._thinking = not ends
        rest = held[at:]
        split = len(rest) - _half_tag(rest)
        self._held = rest[split:]
        yield from self._show(rest[:split])

    def end(self) -> Iterator[ReviewText]:
        """Yield what was held back in case it started a tag."""
        held, self._held = self._held, ""
        yield from self._show(held)

    def _show(self, text: str) -> Iterator[ReviewText]:
        if self._thinking:
            return
        shown = "".join(char for char in text if _is_plain(char))
        if self._blank:
            shown = shown.lstrip()
        if not shown and not self._restarts:
            return
        self._blank = self._blank and not shown
        restarts, self._restarts = self._restarts, False
        yield ReviewText(shown, restarts)


def _half_tag(text: str) -> int:
    """Return how many characters at the end of ``text`` may start a tag."""
    at = text.rfind("<")
    end = text[at:].lower()
    return len(end) if at >= 0 and any(tag.startswith(end) for tag in _TAGS) else 0


def _is_plain(char: str) -> bool:
    if char in _KEPT:
        return True
    return char not in _INVISIBLE_CONTROLS and unicodedata.category(char) not in {"Cc", "Cs"}
