"""Replies of a model while it writes, in the dialects of Ollama and OpenAI.

Ollama: a JSON object per line (https://docs.ollama.com/api/chat, /api/errors). OpenAI, as
llama.cpp's server, LM Studio, and vLLM speak it: server-sent events with a JSON object each, then
[DONE]. Thoughts of the model and characters that control a screen are not shown.
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


_MOST_BODY = 1024 * 1024


@dataclass(frozen=True)
class ModelSaid:
    """The next words."""

    text: str


@dataclass(frozen=True)
class ModelThought:
    """The model thinks, apart from its review."""


@dataclass(frozen=True)
class ModelEnded:
    """The model is done; ``cut`` where it came to the end of what it may write."""

    cut: bool = False


@dataclass(frozen=True)
class ModelRefused:
    """The server could not go on, in its own words."""

    words: str


@dataclass(frozen=True)
class RequestForwarded:
    """The server says that another computer does the work."""

    host: str


ModelReply: TypeAlias = ModelSaid | ModelThought | ModelEnded | ModelRefused | RequestForwarded


class UnreadableReply(Exception):
    """What came is not what a model server says."""


class ReplyReader(Protocol):
    """Reads a body as it comes. Both methods raise Unreadable, and Overlong."""

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Return what is said in ``block``, and in what was left over from those before."""

    def end(self) -> Iterator[ModelReply]:
        """Return what the end of the body completes; half an object is nothing."""


def reply_reader(dialect: ServerDialect, kind: str) -> ReplyReader:
    """Return what reads a body of the content type ``kind``."""
    if dialect is ServerDialect.OLLAMA:
        return OllamaStreamReader()
    # Some servers take no notice of being asked for a stream.
    return OpenAiBodyReader() if kind == "application/json" else OpenAiStreamReader()


class OllamaStreamReader:
    """Ollama's dialect."""

    def __init__(self) -> None:
        self._lines = LineSplitter()

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Read the lines that end in ``block``."""
        for line in self._lines.feed(block):
            if line.strip():
                yield from _read(line, _from_ollama)

    def end(self) -> Iterator[ModelReply]:
        """Read a last line without an end."""
        for line in self._lines.rest():
            if parse_json(line) is not None:
                yield from _read(line, _from_ollama)


class OpenAiStreamReader:
    """OpenAI's dialect."""

    def __init__(self) -> None:
        self._events = EventStreamParser()

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Read the events that end in ``block``."""
        for event in self._events.feed(block):
            yield from self._read(event)

    def end(self) -> Iterator[ModelReply]:
        """Read a last event without an end."""
        for event in self._events.rest():
            if event.data == _DONE or parse_json(event.data) is not None:
                yield from self._read(event)

    def _read(self, event: ServerSentEvent) -> Iterator[ModelReply]:
        if event.failed:
            told = parse_json(event.data)
            yield ModelRefused(error_text(told) or event.data.decode(errors="replace"))
        elif event.data == _DONE:
            yield ModelEnded()
        else:
            yield from _read(event.data, _from_openai)


class OpenAiBodyReader:
    """OpenAI's dialect without a stream: one JSON object."""

    def __init__(self) -> None:
        self._body = bytearray()

    def feed(self, block: bytes) -> Iterator[ModelReply]:
        """Keep the block."""
        self._body += block
        if len(self._body) > _MOST_BODY:
            raise UnreadableReply
        return iter(())

    def end(self) -> Iterator[ModelReply]:
        """Read it."""
        return _read(bytes(self._body), _from_openai)


def error_text(told: Any) -> str:
    """Return the words in which a server tells a failure, "" where it tells none.

    Known are {"error": "…"}, {"error": {"message": "…"}}, {"message": "…"} and {"detail": "…"}.
    """
    if not isinstance(told, dict):
        return ""
    for field in ("error", "message", "detail"):
        words = told.get(field)
        if isinstance(words, dict):
            words = words.get("message") or words.get("type")
        if isinstance(words, str) and words.strip():
            return " ".join(words.split())
    return "It gives no reason." if told.get("error") else ""


def _read(
    data: bytes, meaning: Callable[[dict[str, Any]], Iterator[ModelReply]]
) -> Iterator[ModelReply]:
    told = parse_json(data)
    if not isinstance(told, dict):
        raise UnreadableReply
    if told.get("error"):
        yield ModelRefused(error_text(told))
    else:
        yield from meaning(told)


def _from_ollama(told: dict[str, Any]) -> Iterator[ModelReply]:
    host = told.get("remote_host")
    if isinstance(host, str) and host:
        yield RequestForwarded(host)
    yield from _said(told.get("message"))
    if told.get("done") is True:
        yield ModelEnded(cut=told.get("done_reason") == _LENGTH)


def _from_openai(told: dict[str, Any]) -> Iterator[ModelReply]:
    choices = told.get("choices")
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
"""Signs that turn the direction of what follows, and one that nobody sees."""


class VisibleReply:
    """Takes a model's words as they come and gives the pieces to be shown.

    Where thoughts end that never began, a server has swallowed the tag that begins them: all that
    was shown before was thought, and the next piece is ``anew``.
    """

    def __init__(self) -> None:
        self._held = ""
        self.thought = False
        """Whether there were thoughts that are not shown."""
        self._thinking = False
        self._restarts = False
        self._blank = True

    def feed(self, text: str) -> Iterator[ReviewText]:
        """Return what of ``text``, and of what was held back before, can be shown."""
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
        """Return what was held back in case it began a tag."""
        held, self._held = self._held, ""
        yield from self._show(held)

    def _show(self, text: str) -> Iterator[ReviewText]:
        if self._thinking:
            return
        shown = "".join(sign for sign in text if _is_plain(sign))
        if self._blank:
            shown = shown.lstrip()
        if not shown and not self._restarts:
            return
        self._blank = self._blank and not shown
        restarts, self._restarts = self._restarts, False
        yield ReviewText(shown, restarts)


def _half_tag(text: str) -> int:
    """Return how many signs at the end of ``text`` may begin a tag."""
    at = text.rfind("<")
    end = text[at:].lower()
    return len(end) if at >= 0 and any(tag.startswith(end) for tag in _TAGS) else 0


def _is_plain(sign: str) -> bool:
    if sign in _KEPT:
        return True
    return sign not in _INVISIBLE_CONTROLS and unicodedata.category(sign) not in {"Cc", "Cs"}
