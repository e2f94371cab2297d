"""Starting our own modules as child processes."""

import os
import sys

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
}
"""Turns off every way to the network that a library of ours has; read when they are imported."""

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
    """Return our environment, in which no library reaches for the network."""
    return os.environ | OFFLINE
