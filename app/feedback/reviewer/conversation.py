"""One request to one model for one review, read while it is written."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mock_interviewer.app.feedback.reviewer import faults
from mock_interviewer.app.feedback.reviewer.connection import CancelableConnection
from mock_interviewer.app.feedback.reviewer.discovery import connection_to, resolve_in_time
from mock_interviewer.app.feedback.reviewer.http_exchange import (
    OK,
    LineTooLong,
    NotHttp,
    ServerResponse,
    parse_json,
    send_request,
)
from mock_interviewer.app.feedback.reviewer.replies import (
    ModelEnded,
    ModelRefused,
    ModelReply,
    ModelSaid,
    ModelThought,
    RequestForwarded,
    UnreadableReply,
    VisibleReply,
    error_text,
    reply_reader,
)
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits, ReviewText
from mock_interviewer.app.feedback.reviewer.servers import OfferedModel, ReviewServer, ServerDialect

_ROOM = 4096
"""Tokens for prompt and review together; Ollama cuts a prompt silently where it has less."""
_REVIEW = 1024
"""Tokens that a model may write."""
_CALM = 0.3
"""Temperature: a review is to keep to what was said."""
_PATHS = {ServerDialect.OLLAMA: "/api/chat", ServerDialect.OPENAI: "/v1/chat/completions"}
_MOST_FAULT = 64 * 1024
_MOST_STREAM = 16 * 1024 * 1024
"""Bytes of a body with all that stands around the words, and with thoughts."""


@dataclass(frozen=True)
class FinishedReview:
    """All words of a review; ``cut`` where the model came to the end of what it may write.

    ``passed_on`` names the computer that did the work, where the server says that another did.
    """

    text: str
    cut: bool
    passed_on: str = ""


class ReviewConversation:
    """One request to ``model`` at ``server``. Used once, on one thread."""

    def __init__(
        self,
        server: ReviewServer,
        model: OfferedModel,
        stop: threading.Event,
        limits: ReviewLimits,
        *,
        allowed: bool,
    ) -> None:
        self._server = server
        self._model = model
        self._stop = stop
        self._limits = limits
        self._allowed = allowed
        self._began = False
        self._thought = False
        self._end = 0.0
        self._text = ""
        self._passed_on = ""

    def review(self, prompt: str, say: Callable[[ReviewText], None]) -> FinishedReview:
        """Ask, and ``say`` each piece as it comes; return the whole.

        Blocks until the model is done. Raises ReviewerError, and Cancelled soon after ``stop`` is
        set; the connection is closed by then.
        """
        limits, server = self._limits, self._server
        self._end = time.monotonic() + limits.whole
        places = resolve_in_time(server.address, self._stop, limits.connect, allowed=self._allowed)
        try:
            with connection_to(places, self._stop, limits.connect) as wire:
                wire.deadline = min(time.monotonic() + limits.first, self._end)
                body = chat_request(server.dialect, self._model, prompt)
                answer = send_request(wire, server.address, _PATHS[server.dialect], body)
                self._check(answer)
                return self._read(answer, wire, say)
        except TimeoutError as error:
            whole = time.monotonic() >= self._end
            raise faults.too_slow(self._model, limits, began=self._began, whole=whole) from error
        except OSError as error:
            lost = faults.broken_off if self._began else faults.not_reached
            raise lost(server) from error
        except (NotHttp, UnreadableReply, LineTooLong) as error:
            if self._began:
                raise faults.broken_off(server) from error
            raise faults.no_server(server.address) from error

    def _check(self, answer: ServerResponse) -> None:
        """Raise ReviewerError for an answer that is no review."""
        if answer.status != OK:
            words = error_text(parse_json(answer.start(_MOST_FAULT)))
            raise faults.answered(self._server, self._model, answer.status, words)
        if answer.kind == "text/html":
            raise UnreadableReply

    def _read(
        self, answer: ServerResponse, wire: CancelableConnection, say: Callable[[ReviewText], None]
    ) -> FinishedReview:
        shown = VisibleReply()
        for reply in self._replies(answer):
            match reply:
                case ModelSaid(text):
                    self._take(shown.feed(text), say)
                case ModelThought():
                    self._thought = True
                case ModelRefused(words):
                    raise faults.answered(self._server, self._model, None, words)
                case RequestForwarded(host):
                    self._passed_on = host
                    if not self._allowed:
                        raise faults.passed_on(self._model, host)
                case ModelEnded(cut):
                    self._take(shown.end(), say)
                    if self._text.strip():
                        return FinishedReview(self._text.strip(), cut, self._passed_on)
                    thought = self._thought or shown.thought
                    raise faults.said_nothing(self._model, thought=thought)
            self._began = True
            wire.deadline = min(time.monotonic() + self._limits.between, self._end)
        raise faults.broken_off(self._server)

    def _replies(self, answer: ServerResponse) -> Iterator[ModelReply]:
        replies = reply_reader(self._server.dialect, answer.kind)
        size = 0
        for block in answer.blocks():
            size += len(block)
            if size > _MOST_STREAM:
                raise faults.too_long(self._model)
            yield from replies.feed(block)
        yield from replies.end()

    def _take(self, pieces: Iterator[ReviewText], say: Callable[[ReviewText], None]) -> None:
        for piece in pieces:
            self._text = piece.text if piece.restarts else self._text + piece.text
            if len(self._text.encode("utf-8", "replace")) > self._limits.answer:
                raise faults.too_long(self._model)
            say(piece)


def chat_request(dialect: ServerDialect, model: OfferedModel, prompt: str) -> dict[str, Any]:
    """Return the JSON object that asks ``model``."""
    common = {
        "model": model.name,
        "messages": [{"role": "user", "content": prompt}],
        "stream": True,
    }
    if dialect is ServerDialect.OLLAMA:
        # Thinking would take a laptop minutes. A model that cannot think takes no notice.
        options = {"temperature": _CALM, "num_ctx": _ROOM, "num_predict": _REVIEW}
        return common | {"think": False, "options": options}
    return common | {"temperature": _CALM, "max_tokens": _REVIEW}
