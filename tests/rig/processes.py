"""Ending the processes that a rig started."""

import os
import signal
import subprocess


def end(process: subprocess.Popen[bytes], *, at_once: bool = False) -> None:
    """End a child, stopped or running, and take its status."""
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
