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
"""Turns off all network access of our libraries, which read these when they are imported."""

_FEW_THREADS = {"OPENBLAS_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}
"""For NumPy, which has little to do in any child: more threads only wait for each other, which cost
recognition a fifth of its processor time."""

_SMALL_CACHES = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16"}
"""For CTranslate2's oneDNN, which by default caches code for a thousand lengths of sound: live
captions use a new length each time, and the worker grew by 250 MB without being any faster."""

_LOWEST_PRIORITY = 19
"""The highest nice value of a process."""

CHILD_FLAG = "--child"
"""First argument that makes a frozen program run one of its own modules."""


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``module`` (a dotted name of ours) as a program.

    A frozen program has no ``-m``; its entry point understands CHILD_FLAG instead. ``-P`` keeps
    the person's working folder, and whatever modules lie there, off the child's import path.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG, module, *arguments]
    return [sys.executable, "-P", "-m", module, *arguments]


def child_environment() -> dict[str, str]:
    """Return our environment with settings that keep libraries off the network and economical."""
    return os.environ | OFFLINE | _FEW_THREADS | _SMALL_CACHES


def background_flags() -> int:
    """Return Popen's ``creationflags`` for a child that runs at the lowest priority."""
    if sys.platform == "win32":
        return subprocess.IDLE_PRIORITY_CLASS
    return 0


def lower_priority(pid: int) -> None:
    """Give a child that was just started, and all its threads, the lowest priority.

    On Windows, ``background_flags`` does this. If the system refuses, nothing changes.
    """
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, _LOWEST_PRIORITY)
