"""Ending everything behind a window that is already gone, within two seconds."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

DEADLINE = 2.0
"""Seconds from the closed window to the end of the program."""


def close_all(steps: Sequence[tuple[str, Callable[[], object]]], deadline: float) -> bool:
    """Do all ``steps``, each on a thread of its own, and wait for them until ``deadline``.

    ``deadline`` is in monotonic seconds. Returns whether all were done; what was not is left to
    the end of the process, and named in the log.
    """
    threads = [
        threading.Thread(target=_run, args=(name, step), name=f"close-{name}", daemon=True)
        for name, step in steps
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    late = [thread.name for thread in threads if thread.is_alive()]
    if late:
        log.error("not done in time: %s", ", ".join(late))
    return not late


def _run(name: str, step: Callable[[], object]) -> None:
    try:
        step()
    except Exception:
        log.exception("closing %s", name)
