"""Grades made up for: answers that were judged before there were grades get theirs."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future

from mock_interviewer.app.store.thread import StoreThread

_AT_ONCE = 20
"""So many takes in one go: what a person asks of the library waits for no more than these."""


def make_up_grades(store: StoreThread, done: Callable[[], object]) -> None:
    """Grade what was judged before there were grades, little by little on the store's thread.

    ``done`` is called there at the end, if there was anything to grade. A kill or the end of the
    program in between leaves the rest for the next start. Any thread; returns at once.
    """

    def found(future: Future[tuple[int, ...]]) -> None:
        if future.exception() is None and future.result():
            _go_on(store, deque(future.result()), done)

    store.submit(lambda library: library.ungraded.takes()).add_done_callback(found)


def _go_on(store: StoreThread, left: deque[int], done: Callable[[], object]) -> None:
    now = [left.popleft() for _ in range(min(_AT_ONCE, len(left)))]

    def graded(future: Future[None]) -> None:
        # What the store refuses it has logged, and is made up for at the next start.
        if future.exception() is not None:
            return
        if left:
            _go_on(store, left, done)
        else:
            done()

    store.submit(lambda library: library.ungraded.grade(now)).add_done_callback(graded)
