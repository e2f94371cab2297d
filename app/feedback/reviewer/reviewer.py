"""The reviewer: requests one review at a time from a model server, on its own thread."""

import logging
import threading
import time
from collections.abc import Callable

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.address import parse_addresses
from mock_interviewer.app.feedback.reviewer.connection import ReviewCanceled
from mock_interviewer.app.feedback.reviewer.review import (
    ReviewDone,
    ReviewEvent,
    ReviewFailed,
    ReviewLimits,
    ReviewRequest,
    ReviewStarted,
    ReviewStopped,
    ServersFound,
)
from mock_interviewer.app.feedback.reviewer.servers import OfferedModel, ReviewServer, choose_model

log = logging.getLogger(__name__)


_MAX_HOST = 80


class Reviewer:
    """Requests reviews on demand, and opens no connection before.

    ``listen`` is called on the reviewer's thread. ``ask``, ``stop``, and ``close`` may be called
    from any thread; only ``close`` waits.
    """

    def __init__(
        self, listen: Callable[[ReviewEvent], None], limits: ReviewLimits | None = None
    ) -> None:
        self._listen = listen
        self._limits = limits or ReviewLimits()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a review is in progress, until just before its last event."""
        return self._running

    def ask(self, request: ReviewRequest) -> None:
        """Start a review; raises RuntimeError while another is in progress."""
        if self._running:
            raise RuntimeError("a review is in progress")
        self._running = True
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(request, self._stop), name="reviewer", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop the review; the connection closes within 0.2 s, and ReviewStopped follows."""
        self._stop.set()

    def close(self) -> None:
        """Stop the review and wait for its thread, at most a second."""
        self.stop()
        if self._thread is not None:
            self._thread.join(1.0)

    def _run(self, request: ReviewRequest, stop: threading.Event) -> None:
        def tell(event: ReviewEvent) -> None:
            if stop.is_set():
                raise ReviewCanceled
            self._listen(event)

        last: ReviewEvent = ReviewFailed(
            ReviewerError("Something went wrong, and the review stopped.")
        )
        try:
            last = self._review(request, stop, tell)
        except ReviewerError as error:
            log.info("no review: %s", error)
            last = ReviewFailed(error)
        except ReviewCanceled:
            last = ReviewStopped()
        finally:
            self._running = False
            self._listen(ReviewStopped() if stop.is_set() else last)

    def _review(
        self,
        request: ReviewRequest,
        stop: threading.Event,
        tell: Callable[[ReviewEvent], None],
    ) -> ReviewDone:
        # Imported late, because http.client is slow to load and few people request a review.
        from mock_interviewer.app.feedback.reviewer.conversation import ReviewConversation
        from mock_interviewer.app.feedback.reviewer.discovery import find_servers

        began = time.monotonic()
        addresses = parse_addresses(request.address)
        servers = find_servers(addresses, stop, allowed=request.allowed, limits=self._limits)
        tell(ServersFound(servers))
        server, model = choose_model(servers, request.model, allowed=request.allowed)
        where = _where(server, model)
        tell(ReviewStarted(model.readable, where))
        talk = ReviewConversation(server, model, stop, self._limits, allowed=request.allowed)
        review = talk.review(request.prompt, tell)
        seconds = time.monotonic() - began
        where = _host_of(review.passed_on) or where
        return ReviewDone(review.text, model.readable, seconds, where, review.cut)


def _where(server: ReviewServer, model: OfferedModel) -> str:
    """Return the computer that a model runs on, or "" for this one."""
    if model.runs_remotely:
        return _host_of(model.remote_host) or "another computer"
    return "" if server.address.is_local else server.address.host


def _host_of(url: str) -> str:
    """Return the host of a URL for display."""
    host = url.partition("://")[2] or url
    return "".join(char for char in host if char.isprintable())[:_MAX_HOST]
