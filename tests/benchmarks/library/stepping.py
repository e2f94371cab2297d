"""Steps in an observed window that wait without blocking it."""

import time
from collections.abc import Callable, Generator
from functools import partial
from typing import Protocol

import psutil

from mock_interviewer.app.ui.window.main_window import MainWindow

STILL = 0.25
"""Seconds after which a window that has drawn nothing has nothing more to draw."""
_IDLE = 12.0
"""Percent of a processor under which all that starts with the window has started."""
_IDLE_FOR = 1.5
_LOADED = 30.0

Steps = Generator[Callable[[], bool], None, None]
"""Each waits until what it yields is true."""
Found = dict[str, list[float]]
"""Milliseconds by name."""


class Watched(Protocol):
    """A window of which pictures are counted (``Watch`` is one)."""

    window: MainWindow
    drawn: int
    drawn_at: float


def drawn_or_still(watch: Watched) -> Callable[[], bool]:
    """Return what says whether there is another picture by now, or will be none."""
    drawn, at = watch.drawn, time.perf_counter()
    return lambda: watch.drawn > drawn or time.perf_counter() - at > STILL


def _is_past(at: float) -> bool:
    return time.perf_counter() > at


def rest() -> Steps:
    """Wait a moment, as people do."""
    at = time.perf_counter()
    yield lambda: time.perf_counter() - at > STILL


def settle() -> Steps:
    """Wait until models are loaded and all startup work is done."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    end = time.perf_counter() + _LOADED
    while time.perf_counter() < end:
        before, at = _processor(family), time.perf_counter()
        yield partial(_is_past, at + _IDLE_FOR)
        used = 100 * (_processor(family) - before) / (time.perf_counter() - at)
        if used < _IDLE:
            return


def _processor(family: list[psutil.Process]) -> float:
    seconds = 0.0
    for process in family:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        seconds += times.user + times.system
    return seconds


def since(begin: float, watch: Watched) -> float:
    """Return the milliseconds from ``begin`` to the last picture."""
    return 1000 * (watch.drawn_at - begin)
