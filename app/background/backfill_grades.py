"""Grades for answers that were analyzed before there were grades."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future

from mock_interviewer.app.store.store_thread import StoreThread

_AT_ONCE = 20
"""Takes per batch: a person's requests to the library wait for no more than these."""


def backfill_grades(store: StoreThread, done: Callable[[], object]) -> None:
    """Grade answers that were analyzed before there were grades, in batches on the store's thread.

    ``done`` is called there at the end, if there was anything to grade. If the program ends before,
    the rest is left for the next start. Any thread; returns at once.
    """

    def found(future: Future[tuple[int, ...]]) -> None:
        if future.exception() is None and future.result():
            _grade_next(store, deque(future.result()), done)

    store.submit(lambda library: library.ungraded_takes.takes()).add_done_callback(found)


def _grade_next(store: StoreThread, left: deque[int], done: Callable[[], object]) -> None:
    now = [left.popleft() for _ in range(min(_AT_ONCE, len(left)))]

    def graded(future: Future[None]) -> None:
        # The store has logged its error, and the rest is left for the next start.
        if future.exception() is not None:
            return
        if left:
            _grade_next(store, left, done)
        else:
            done()

    store.submit(lambda library: library.ungraded_takes.grade(now)).add_done_callback(graded)
