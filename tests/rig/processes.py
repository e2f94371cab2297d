"""The processes that a test started."""

import os
import signal
import subprocess
from pathlib import Path

import psutil

_THREADS = Path("/proc/self/task")


def living_descendants() -> set[int]:
    """Return the ids of the living descendants of this process."""
    living: set[int] = set()
    if _childless():
        return living
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE:
                living.add(child.pid)
        except psutil.NoSuchProcess:
            continue
    return living


def running(part: str, *, of: int | None = None) -> list[psutil.Process]:
    """Return living descendants of a process (default: this one) by part of their command line.

    A child may end while it is looked at: then it is no longer among them.
    """
    found = []
    for child in psutil.Process(of).children(recursive=True):
        try:
            if any(part in argument for argument in child.cmdline()):
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def is_over(process: psutil.Process) -> bool:
    """Return whether a process has ended, even if its status was not collected yet."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _childless() -> bool:
    """Return whether there is certainly no child; psutil would read every process."""
    try:
        return not any((thread / "children").read_bytes() for thread in _THREADS.iterdir())
    except OSError:
        return False


def end(process: subprocess.Popen[bytes], *, at_once: bool = False) -> None:
    """End a stopped or running child and collect its status."""
    if process.poll() is None:
        if at_once:
            process.kill()
        else:
            process.terminate()
            os.kill(process.pid, signal.SIGCONT)
    try:
        process.wait(timeout=2.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
