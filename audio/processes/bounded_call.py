"""Calls with a time limit, for native code that may never return."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import TypeVar

T = TypeVar("T")


class CallTimeoutError(Exception):
    """The call did not return in time; its thread was abandoned."""


def run_bounded(
    work: Callable[[], T],
    *,
    timeout: float,
    name: str,
    discard: Callable[[T], None] | None = None,
) -> T:
    """Run ``work`` on a daemon thread of its own; return its result or raise its error.

    Raises CallTimeoutError after ``timeout`` seconds. If ``work`` returns later, ``discard`` is
    called with its result on that thread.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed to the caller whole
            _settle_with_error(future, error)
            return
        try:
            future.set_result(result)
        except InvalidStateError:
            if discard is not None:
                discard(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    try:
        return future.result(timeout)
    except TimeoutError as error:
        if future.cancel():
            raise CallTimeoutError(f"{name} did not return within {timeout:g} s") from error
        return future.result()


def _settle_with_error(future: Future[T], error: BaseException) -> None:
    try:
        future.set_exception(error)
    except InvalidStateError:
        return
