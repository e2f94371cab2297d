"""The writer of a session's rows in the store, which never waits."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from mock_interviewer.app.callback_types import Post
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread

log = logging.getLogger(__name__)

T = TypeVar("T")


def _ignore_result(_: Any) -> None:
    """Continue the session either way; the store has logged a failure."""


class SessionWriter:
    """The rows of one session. Owned by one thread, on which ``on_event`` is called.

    Writes that fail, as on a full disk, are retried before the next request. Writes that never
    succeed are recovered at the next start.
    """

    def __init__(
        self,
        plan: Plan,
        store: StoreThread,
        *,
        post: Post,
        on_event: Callable[[SessionEvent], None],
    ) -> None:
        self._plan = plan
        self._store = store
        self._post = post
        self._on_event = on_event
        self._recordings: dict[str, Path] = {}
        self._refused: list[Callable[[Library], object]] = []

    def recording(self, take: str) -> Path:
        """Return the recording's path of a take that was created."""
        return self._recordings[take]

    def carry_out(self, effect: SessionEffect, session: str | None) -> None:
        """Carry out an effect on the store; ignore other effects."""
        match effect:
            case ef.OpenSession():
                self._ask(
                    lambda library: library.create_session(self._plan),
                    lambda record: self._on_event(ev.SessionOpened(record.id)),
                    lambda error: self._on_event(ev.StoreFailed(error)),
                )
            case ef.ContinueSession(continued):
                self._ask(
                    lambda library: library.continue_session(continued, self._plan),
                    lambda record: self._on_event(ev.SessionOpened(record.id)),
                    lambda error: self._on_event(ev.StoreFailed(error)),
                )
            case ef.CreateTake(question, position, attempt):
                self._ask(
                    lambda library: library.create_take(session or "", question, position, attempt),
                    self._take_created,
                    lambda error: self._on_event(ev.StoreFailed(error)),
                )
            case ef.SkipTake(take):
                self._persist(lambda library: library.skip_take(take))
            case ef.WithdrawTake(take):
                self._persist(lambda library: library.question_undo.undo_take(take))
            case ef.SaveTake(take, duration, flags):
                self._persist(
                    lambda library: library.close_take(take, duration, flags),
                    lambda _: self._on_event(ev.TakeSaved()),
                    lambda error: self._on_event(ev.TakeSaved(_still_on_disk(error))),
                )
            case ef.CloseSession() if session is not None:
                self._persist(partial(_end, session=session))

    def _take_created(self, take: TakeRecord) -> None:
        if take.recording is not None:
            self._recordings[take.id] = take.recording
        self._on_event(ev.TakeCreated(take.id))

    def _persist(
        self,
        work: Callable[[Library], object],
        done: Callable[[Any], None] = _ignore_result,
        failed: Callable[[str], None] = _ignore_result,
    ) -> None:
        """Submit ``work`` as ``_ask`` does, and retry it later if it fails."""

        def refused(error: str) -> None:
            self._refused.append(work)
            failed(error)

        self._ask(work, done, refused)

    def _ask(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
    ) -> None:
        """Submit ``work`` to the store; ``done`` or ``failed`` is called on the owning thread."""
        again, self._refused = self._refused, []
        for refused in again:
            self._persist(refused)

        def finished(future: Future[T]) -> None:
            error = future.exception()
            if error is None:
                self._post(partial(done, future.result()))
            else:
                log.error("the store refused a session's request", exc_info=error)
                self._post(partial(failed, str(error)))

        self._store.submit(work).add_done_callback(finished)


def _end(library: Library, session: str) -> None:
    if not library.question_undo.undo_session(session):
        library.end_session(session)


def _still_on_disk(error: str) -> str:
    return f"{error} The recording itself is on disk and will be recovered at the next start."
