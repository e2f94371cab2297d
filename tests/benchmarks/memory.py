"""The memory that programs really use."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psutil


class Watch:
    """Calls ``_read`` every so many seconds while a block runs, on a thread of its own."""

    def __init__(self, name: str, every: float) -> None:
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name=name)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._every):
            self._read()

    def _read(self) -> None:
        raise NotImplementedError


class PeakMemory(Watch):
    """Watches a process and its descendants while the block runs; ``megabytes`` is the peak.

    Counts proportional set size: what several processes share is counted once.
    """

    def __init__(self, pid: int, every: float = 0.1) -> None:
        self._root = psutil.Process(pid)
        super().__init__("peak-memory", every)
        self.megabytes = 0.0

    def _read(self) -> None:
        self.megabytes = max(self.megabytes, self._now())

    def _now(self) -> float:
        total = 0
        try:
            processes = [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return 0.0
        for process in processes:
            try:
                total += process.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return total / 1e6


@dataclass(frozen=True)
class Reading:
    """The memory of one process in MB, resident and proportional, ``seconds`` after the start."""

    seconds: float
    rss: float
    pss: float


class MemoryLog(Watch):
    """Reads the memory of a process, and of this one, every ``every`` seconds and at the end.

    ``pid`` says which process it is just now, or None. ``watched`` and ``own`` are the readings.
    """

    def __init__(self, pid: Callable[[], int | None], every: float = 10.0) -> None:
        self._pid = pid
        super().__init__("memory-log", every)
        self._began = 0.0
        self.watched: list[Reading] = []
        self.own: list[Reading] = []

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        return super().__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, trace)
        self._read()

    def _read(self) -> None:
        seconds = time.monotonic() - self._began
        self.own.append(_reading(psutil.Process(), seconds))
        pid = self._pid()
        try:
            if pid is not None:
                self.watched.append(_reading(psutil.Process(pid), seconds))
        except psutil.NoSuchProcess:
            return


def _reading(process: psutil.Process, seconds: float) -> Reading:
    memory = process.memory_full_info()
    return Reading(seconds, memory.rss / 1e6, memory.pss / 1e6)
