"""Deletion of recordings after the time for which a person keeps them."""

import calendar
import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import partial

from mock_interviewer.app.callback_types import Post
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.store.takes.recordings import OldRecordings

log = logging.getLogger(__name__)

_AT_ONCE = 20
"""Recordings per batch, so that nobody waits long for the store."""
_MONTHS = 12


def months_before(now: datetime, months: int) -> datetime:
    """Return the same time of day so many months ago, on the last day of a shorter month."""
    whole = now.year * _MONTHS + now.month - 1 - months
    year, month = divmod(whole, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return now.replace(year=year, month=month + 1, day=min(now.day, last))


class RecordingRetention:
    """Deletes old recordings. Owned by one thread, on which ``post`` runs what it is given."""

    def __init__(self, store: StoreThread, post: Post, now: Callable[[], datetime]) -> None:
        self._store = store
        self._post = post
        self._now = now
        self._closed = False

    def look(self, months: int) -> "Future[OldRecordings]":
        """Return the recordings that are older than so many months."""
        before = months_before(self._now(), months)
        return self._store.submit(lambda library: library.recordings.old(before))

    def remove(self, months: int, done: Callable[[int], None] = lambda _: None) -> None:
        """Delete recordings that are older; 0 keeps all. ``done`` is called with their number.

        A recording that cannot be deleted is tried again in another run of the program.
        """
        if months > 0:
            self.look(months).add_done_callback(
                lambda future: self._post(partial(self._found, future, done))
            )

    def close(self) -> None:
        """Delete no more."""
        self._closed = True

    def _found(self, future: "Future[OldRecordings]", done: Callable[[int], None]) -> None:
        if future.exception() is None:
            self._remove_next(list(future.result().takes), 0, done)

    def _remove_next(self, left: list[str], removed: int, done: Callable[[int], None]) -> None:
        if self._closed:
            return
        if not left:
            if removed:
                log.info("%d old recordings were deleted", removed)
            done(removed)
            return
        now, rest = left[:_AT_ONCE], left[_AT_ONCE:]
        work = self._store.submit(lambda library: library.recordings.remove(now))

        def over(future: "Future[int]") -> None:
            count = 0 if future.exception() is not None else future.result()
            self._post(partial(self._remove_next, rest, removed + count, done))

        work.add_done_callback(over)
