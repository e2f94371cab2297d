"""A process of another user of the same computer."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

OTHER = 65534
"""The user id of ``nobody``."""

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="being another user needs root")

_BECOME = f"""
import os, socket, sys

def become_other():
    os.setgroups([])
    os.setgid({OTHER})
    os.setuid({OTHER})
"""


@contextmanager
def program_of_another(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a Python program until the end, from the line on that it prints when it is ready.

    It calls ``become_other()`` when it is to be another user's, which needs root, and has ``os``,
    ``socket`` and ``sys``.
    """
    with subprocess.Popen(
        [sys.executable, "-c", _BECOME + program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()
