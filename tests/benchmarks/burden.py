"""The resources that a program and its children use, and their growth."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import psutil
from benchmarks.memory import Watch


@dataclass(frozen=True)
class Burden:
    """Memory in MB (proportional: what several share is counted once), and how many of each."""

    megabytes: float
    threads: int
    processes: int
    handles: int
    """Open files, pipes and sockets."""


def burden(without: Collection[str] = ()) -> Burden:
    """Return what this process and its descendants use now, without programs of these names."""
    taken = [_taken(process) for process in _family(without)]
    there = [each for each in taken if each is not None]
    return Burden(
        sum(each.megabytes for each in there),
        sum(each.threads for each in there),
        len(there),
        sum(each.handles for each in there),
    )


def least(burdens: Sequence[Burden]) -> Burden:
    """Return the minimum of each figure: the usage when no work is in progress."""
    return Burden(
        min(each.megabytes for each in burdens),
        min(each.threads for each in burdens),
        min(each.processes for each in burdens),
        min(each.handles for each in burdens),
    )


class BurdenLog(Watch):
    """Reads the burden every ``every`` seconds while the block runs.

    ``phase`` says what goes on just now, None for what is not to be read; ``read`` are the readings
    of each phase, in order. One during which the phase changed belongs to none.
    """

    def __init__(
        self, phase: Callable[[], int | None], without: Collection[str] = (), every: float = 1.0
    ) -> None:
        super().__init__("burden-log", every)
        self._phase = phase
        self._without = without
        self.read: dict[int, list[Burden]] = {}

    def _read(self) -> None:
        phase, now = self._phase(), burden(self._without)
        if phase is not None and phase == self._phase():
            self.read.setdefault(phase, []).append(now)


def _family(without: Collection[str]) -> list[psutil.Process]:
    own = psutil.Process()
    return [own, *(child for child in own.children(recursive=True) if _name(child) not in without)]


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def _taken(process: psutil.Process) -> Burden | None:
    try:
        return Burden(
            process.memory_full_info().pss / 1e6, process.num_threads(), 1, process.num_fds()
        )
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None
