"""Ends a program at a fixed point, as the system, a power failure, or a person would."""

import os
import signal
import subprocess
import sys
from pathlib import Path


def kill(program: Path, *arguments: str | Path) -> None:
    """Run a program that uses ``rig.standing_still``, and kill it where it stops."""
    _end(signal.SIGKILL, program, *arguments)


def interrupt(program: Path, *arguments: str | Path) -> tuple[int, str, str]:
    """Run one, and send Ctrl+C where it stops; return its status and output."""
    return _end(signal.SIGINT, program, *arguments)


def _end(by: signal.Signals, program: Path, *arguments: str | Path) -> tuple[int, str, str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        if said != "here\n":
            raise AssertionError(f"it went on: {said!r} {child.communicate()}")
        child.send_signal(by)
        out, err = child.communicate()
    return child.returncode, out, err
