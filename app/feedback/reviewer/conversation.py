"""One request to one model for one review, read as it is written."""

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

_CONTEXT_TOKENS = 4096
"""Tokens for the prompt and the review together; with less, Ollama silently cuts the prompt."""
_PATHS = {ServerDialect.OLLAMA: "/api/chat", ServerDialect.OPENAI: "/v1/chat/completions"}
_MAX_ERROR_BODY = 64 * 1024
_MAX_STREAM = 16 * 1024 * 1024
"""Maximum bytes of a response, including its JSON and the model's thoughts."""


@dataclass(frozen=True)
class ModelOptions:
    """How a model writes: its temperature, and the maximum tokens of its reply."""

    temperature: float
    tokens: int


REVIEW_OPTIONS = ModelOptions(temperature=0.3, tokens=1024)
"""The temperature is low, because a review should stick to what was said."""


@dataclass(frozen=True)
class FinishedReview:
    """The text of a review; ``cut`` means that the model reached its limit.

    ``passed_on`` names the computer that did the work if the server says it was another one.
    """

    text: str
    cut: bool
    passed_on: str = ""


class ReviewConversation:
    """One request to ``model`` at ``server``. Use it once, on one thread."""

    def __init__(
        self,
        server: ReviewServer,
        model: OfferedModel,
        stop: threading.Event,
        limits: ReviewLimits,
        *,
        allowed: bool,
        options: ModelOptions = REVIEW_OPTIONS,
    ) -> None:
        self._options = options
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
        """Request the review, pass each piece to ``say`` as it arrives, and return the whole.

        Blocks until the model is done. Raises ReviewerError, or ReviewCanceled soon after ``stop``
        is set; the connection is closed by then.
        """
        limits, server = self._limits, self._server
        self._end = time.monotonic() + limits.whole
        places = resolve_in_time(server.address, self._stop, limits.connect, allowed=self._allowed)
        try:
            with connection_to(places, self._stop, limits.connect) as connection:
                connection.deadline = min(time.monotonic() + limits.first, self._end)
                body = chat_request(server.dialect, self._model, prompt, self._options)
                answer = send_request(connection, server.address, _PATHS[server.dialect], body)
                self._check(answer)
                return self._read(answer, connection, say)
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
        """Raise an error if the response is not a review."""
        if answer.status != OK:
            words = error_text(parse_json(answer.start(_MAX_ERROR_BODY)))
            raise faults.answered(self._server, self._model, answer.status, words)
        if answer.kind == "text/html":
            raise UnreadableReply

    def _read(
        self,
        answer: ServerResponse,
        connection: CancelableConnection,
        say: Callable[[ReviewText], None],
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
            connection.deadline = min(time.monotonic() + self._limits.between, self._end)
        raise faults.broken_off(self._server)

    def _replies(self, answer: ServerResponse) -> Iterator[ModelReply]:
        replies = reply_reader(self._server.dialect, answer.kind)
        size = 0
        for block in answer.blocks():
            size += len(block)
            if size > _MAX_STREAM:
                raise faults.too_long(self._model)
            yield from replies.feed(block)
        yield from replies.end()

    def _take(self, pieces: Iterator[ReviewText], say: Callable[[ReviewText], None]) -> None:
        for piece in pieces:
            self._text = piece.text if piece.restarts else self._text + piece.text
            if len(self._text.encode("utf-8", "replace")) > self._limits.answer:
                raise faults.too_long(self._model)
            say(piece)


def chat_request(
    dialect: ServerDialect, model: OfferedModel, prompt: str, options: ModelOptions
) -> dict[str, Any]:
    """Return the JSON body of the request to ``model``."""
    common = {
        "model": model.name,
        "messages": [{"role": "user", "content": prompt}],
        "stream": True,
    }
    if dialect is ServerDialect.OLLAMA:
        # Thinking would take minutes on a laptop. Models that cannot think ignore this.
        # Another context size would make Ollama load the model again.
        tuned = {
            "temperature": options.temperature,
            "num_ctx": _CONTEXT_TOKENS,
            "num_predict": options.tokens,
        }
        return common | {"think": False, "options": tuned}
    return common | {"temperature": options.temperature, "max_tokens": options.tokens}
