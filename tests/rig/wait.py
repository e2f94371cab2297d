"""Waiting for conditions outside this process that send no events."""

import time
from collections.abc import Callable


def wait_until(predicate: Callable[[], bool], timeout: float, *, what: str = "") -> None:
    """Return as soon as ``predicate()`` is true; raises TimeoutError after ``timeout`` seconds."""
    deadline = time.monotonic() + timeout
    while not predicate():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {timeout:g} s: {what or predicate}")
        time.sleep(0.01)
