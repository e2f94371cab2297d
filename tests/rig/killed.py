"""Kills a program of its own where it stands still, as the system or a power cut would."""

import os
import signal
import subprocess
import sys
from pathlib import Path


def kill(program: Path, *arguments: str | Path) -> None:
    """Run a program that uses ``rig.standing_still``, and kill it where it stands."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, program, *arguments], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "here\n"
        child.send_signal(signal.SIGKILL)
