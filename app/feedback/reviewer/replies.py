"""What servers say while a model writes, in the dialects of Ollama and of OpenAI.

Ollama: a JSON object a line (https://docs.ollama.com/api/chat, /api/errors). OpenAI, as llama.cpp's
server, LM Studio and vLLM speak it: server-sent events with a JSON object each, then [DONE].
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from mock_interviewer.app.feedback.reviewer.exchange import as_json
from mock_interviewer.app.feedback.reviewer.lines import Event, Events, Lines
from mock_interviewer.app.feedback.reviewer.servers import Dialect

_DONE = b"[DONE]"
_LENGTH = "length"
_MOST_BODY = 1024 * 1024


@dataclass(frozen=True)
class Said:
    """The next words."""

    text: str


@dataclass(frozen=True)
class Thought:
    """The model thinks, apart from its review."""


@dataclass(frozen=True)
class Ended:
    """The model is done; ``cut`` where it came to the end of what it may write."""

    cut: bool = False


@dataclass(frozen=True)
class Refused:
    """The server could not go on, in its own words."""

    words: str


@dataclass(frozen=True)
class PassedOn:
    """The server says that another computer does the work."""

    host: str


Reply: TypeAlias = Said | Thought | Ended | Refused | PassedOn


class Unreadable(Exception):
    """What came is not what a model server says."""


class Replies(Protocol):
    """Reads a body as it comes. Both methods raise Unreadable, and Overlong."""

    def feed(self, block: bytes) -> Iterator[Reply]:
        """Return what is said in ``block``, and in what was left over from those before."""

    def end(self) -> Iterator[Reply]:
        """Return what the end of the body completes; half an object is nothing."""


def replies_of(dialect: Dialect, kind: str) -> Replies:
    """Return what reads a body of the content type ``kind``."""
    if dialect is Dialect.OLLAMA:
        return JsonLines()
    # Some servers take no notice of being asked for a stream.
    return WholeBody() if kind == "application/json" else EventStream()


class JsonLines:
    """Ollama's dialect."""

    def __init__(self) -> None:
        self._lines = Lines()

    def feed(self, block: bytes) -> Iterator[Reply]:
        """Read the lines that end in ``block``."""
        for line in self._lines.feed(block):
            if line.strip():
                yield from _read(line, _from_ollama)

    def end(self) -> Iterator[Reply]:
        """Read a last line without an end."""
        for line in self._lines.rest():
            if as_json(line) is not None:
                yield from _read(line, _from_ollama)


class EventStream:
    """OpenAI's dialect."""

    def __init__(self) -> None:
        self._events = Events()

    def feed(self, block: bytes) -> Iterator[Reply]:
        """Read the events that end in ``block``."""
        for event in self._events.feed(block):
            yield from self._read(event)

    def end(self) -> Iterator[Reply]:
        """Read a last event without an end."""
        for event in self._events.rest():
            if event.data == _DONE or as_json(event.data) is not None:
                yield from self._read(event)

    def _read(self, event: Event) -> Iterator[Reply]:
        if event.failed:
            told = as_json(event.data)
            yield Refused(words_of(told) or event.data.decode(errors="replace"))
        elif event.data == _DONE:
            yield Ended()
        else:
            yield from _read(event.data, _from_openai)


class WholeBody:
    """OpenAI's dialect without a stream: one JSON object."""

    def __init__(self) -> None:
        self._body = bytearray()

    def feed(self, block: bytes) -> Iterator[Reply]:
        """Keep the block."""
        self._body += block
        if len(self._body) > _MOST_BODY:
            raise Unreadable
        return iter(())

    def end(self) -> Iterator[Reply]:
        """Read it."""
        return _read(bytes(self._body), _from_openai)


def words_of(told: Any) -> str:
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


def _read(data: bytes, meaning: Callable[[dict[str, Any]], Iterator[Reply]]) -> Iterator[Reply]:
    told = as_json(data)
    if not isinstance(told, dict):
        raise Unreadable
    if told.get("error"):
        yield Refused(words_of(told))
    else:
        yield from meaning(told)


def _from_ollama(told: dict[str, Any]) -> Iterator[Reply]:
    host = told.get("remote_host")
    if isinstance(host, str) and host:
        yield PassedOn(host)
    yield from _said(told.get("message"))
    if told.get("done") is True:
        yield Ended(cut=told.get("done_reason") == _LENGTH)


def _from_openai(told: dict[str, Any]) -> Iterator[Reply]:
    choices = told.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict):
        return
    yield from _said(choice.get("delta") or choice.get("message"))
    reason = choice.get("finish_reason")
    if isinstance(reason, str) and reason:
        yield Ended(cut=reason == _LENGTH)


def _said(message: Any) -> Iterator[Reply]:
    if not isinstance(message, dict):
        return
    if any(message.get(field) for field in ("thinking", "reasoning_content", "reasoning")):
        yield Thought()
    text = message.get("content")
    if isinstance(text, str) and text:
        yield Said(text)
