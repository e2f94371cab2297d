"""The command line, environment, and priority of our own child processes."""

import os
import subprocess
import sys
from contextlib import suppress

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
}
"""Turns off every way to the network that a library of ours has; read when they are imported."""

_FEW_THREADS = {"OPENBLAS_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}
"""For NumPy, whose share of the work in any child is small: more threads only wait for each other,
which cost recognition a fifth of its processor time."""

_SMALL_CACHES = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16"}
"""For CTranslate2's oneDNN, which else keeps code for a thousand lengths of sound: live captions
ask for another length each time, and the worker grew by 250 MB without being any quicker."""

_LAST = 19
"""The nicest that a process can be."""

CHILD_FLAG = "--child"
"""First argument by which a frozen program is asked to be one of its own modules."""


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``module`` (a dotted name of ours) as a program.

    A frozen program has no ``-m``; its entry point understands CHILD_FLAG instead. ``-P`` keeps
    the person's working folder, and whatever modules lie there, off the child's import path.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG, module, *arguments]
    return [sys.executable, "-P", "-m", module, *arguments]


def child_environment() -> dict[str, str]:
    """Return our environment, in which no library reaches for the network or is wasteful."""
    return os.environ | OFFLINE | _FEW_THREADS | _SMALL_CACHES


def background_flags() -> int:
    """Return Popen's ``creationflags`` for a child that comes after all else that runs."""
    if sys.platform == "win32":
        return subprocess.IDLE_PRIORITY_CLASS
    return 0


def lower_priority(pid: int) -> None:
    """Let a child that was just started come after all else that runs, and all threads of it.

    On Windows ``background_flags`` has done so. A system that refuses lets it run as it is.
    """
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, _LAST)
