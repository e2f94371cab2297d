"""How much memory a program and all its children really take."""

import threading
from types import TracebackType
from typing import Self

import psutil


class PeakMemory:
    """Watches a process and its descendants while the block runs; ``megabytes`` is the peak.

    Counts proportional set size: what several processes share is counted once.
    """

    def __init__(self, pid: int, every: float = 0.1) -> None:
        self._root = psutil.Process(pid)
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peak-memory")
        self.megabytes = 0.0

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
