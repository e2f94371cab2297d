"""Asks a model server for second opinions, one answer after another, on a thread of its own."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.coverage.coverage import SecondOpinion
from mock_interviewer.app.feedback.reviewer.address import parse_addresses
from mock_interviewer.app.feedback.reviewer.connection import ReviewCanceled
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.feedback.reviewer.second_opinion import form_opinion
from mock_interviewer.app.feedback.reviewer.servers import choose_model
from mock_interviewer.audio.errors import MachineError

log = logging.getLogger(__name__)

OPINION_LIMITS = ReviewLimits(first=90.0, between=30.0, whole=120.0, answer=4_000)
"""Loading a model can take a minute; a reply is short."""


@dataclass(frozen=True)
class OpinionRequest:
    """Points of one answer to ask about, by their ids, and the server and model to use.

    ``address``, ``model``, and ``allowed`` are as in ReviewRequest. Only ``question``, ``answer``,
    and the texts of the points are sent.
    """

    take: str
    question: str
    answer: str
    points: tuple[tuple[str, str], ...]
    address: str = ""
    model: str = ""
    allowed: bool = False


@dataclass(frozen=True)
class OpinionFormed:
    """The opinion on one point; None if the model's reply is not usable."""

    request: OpinionRequest
    point: str
    opinion: SecondOpinion | None


@dataclass(frozen=True)
class OpinionsDone:
    """All points of the request were asked about."""

    request: OpinionRequest


@dataclass(frozen=True)
class OpinionsFailed:
    """The server did not answer; the remaining points were not asked about."""

    request: OpinionRequest
    error: MachineError


OpinionEvent: TypeAlias = OpinionFormed | OpinionsDone | OpinionsFailed


def connect_model(
    address: str, model: str, stop: threading.Event, limits: ReviewLimits, *, allowed: bool
) -> Callable[[str], str]:
    """Find a server and a model, as in ReviewRequest; return what sends a prompt for an opinion.

    Blocks, and so does what it returns. Both raise ReviewerError, and ReviewCanceled soon after
    ``stop`` is set.
    """
    # Imported late, because http.client is slow to load and few people want this.
    from mock_interviewer.app.feedback.reviewer.conversation import (
        ModelOptions,
        ReviewConversation,
    )
    from mock_interviewer.app.feedback.reviewer.discovery import find_servers

    options = ModelOptions(temperature=0.0, tokens=256)
    servers = find_servers(parse_addresses(address), stop, allowed=allowed, limits=limits)
    server, chosen = choose_model(servers, model, allowed=allowed)

    def ask(prompt: str) -> str:
        talk = ReviewConversation(server, chosen, stop, limits, allowed=allowed, options=options)
        return talk.review(prompt, lambda _piece: None).text

    return ask


class OpinionAsker:
    """Asks for opinions on demand, and opens no connection before.

    ``listen`` is called on the asker's thread; OpinionsDone or OpinionsFailed is the last event of
    a request, and a stopped request has none. ``ask``, ``stop``, and ``close`` may be called from
    any thread; only ``close`` waits.
    """

    def __init__(
        self, listen: Callable[[OpinionEvent], None], limits: ReviewLimits = OPINION_LIMITS
    ) -> None:
        self._listen = listen
        self._limits = limits
        self._gate = threading.Lock()
        self._waiting: deque[OpinionRequest] = deque()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._threads: list[threading.Thread] = []
        self._closed = False

    def ask(self, request: OpinionRequest) -> None:
        """Ask for opinions after all earlier requests; without effect once closed."""
        with self._gate:
            if self._closed:
                return
            self._waiting.append(request)
            if self._thread is None or not self._thread.is_alive():
                self._threads = [each for each in self._threads if each.is_alive()]
                self._thread = threading.Thread(
                    target=self._run, args=(self._stop,), name="second-opinion", daemon=True
                )
                self._threads.append(self._thread)
                self._thread.start()

    def stop(self) -> None:
        """Drop all requests; the connection closes within 0.2 s."""
        with self._gate:
            self._waiting.clear()
            self._stop.set()
            self._stop = threading.Event()
            self._thread = None

    def close(self) -> None:
        """Drop all requests and wait for the thread, at most a second."""
        with self._gate:
            self._closed = True
        self.stop()
        for thread in self._threads:
            thread.join(1.0)

    def _run(self, stop: threading.Event) -> None:
        while (request := self._next(stop)) is not None:
            last: OpinionEvent = OpinionsFailed(
                request, ReviewerError("Something went wrong while asking for a second opinion.")
            )
            try:
                self._form(request, stop)
                last = OpinionsDone(request)
            except ReviewerError as error:
                log.info("no second opinion: %s", error)
                last = OpinionsFailed(request, error)
            except ReviewCanceled:
                return
            finally:
                if not stop.is_set():
                    self._listen(last)

    def _next(self, stop: threading.Event) -> OpinionRequest | None:
        """Return the next request; None if there is none, and then the thread must end."""
        with self._gate:
            if stop.is_set():
                return None
            if self._waiting:
                return self._waiting.popleft()
            self._thread = None
            return None

    def _form(self, request: OpinionRequest, stop: threading.Event) -> None:
        ask = connect_model(
            request.address, request.model, stop, self._limits, allowed=request.allowed
        )
        for point, text in request.points:
            opinion = form_opinion(request.question, text, request.answer, ask)
            if stop.is_set():
                raise ReviewCanceled
            self._listen(OpinionFormed(request, point, opinion))
