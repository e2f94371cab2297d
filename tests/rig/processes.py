"""Starting and ending the processes of a rig."""

import os
import shutil
import signal
import subprocess


def bound_to_us(command: list[str]) -> list[str]:
    """Return the command that ends when the thread that starts it ends, be it by a kill."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", *command] if setpriv else command


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
