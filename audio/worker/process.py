"""One worker as its client sees it: a process, its two pipes, and how it ended."""

import os
import queue
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from typing import BinaryIO, Generic, TypeAlias, TypeVar, cast

from mock_interviewer.audio.child import (
    background_flags,
    child_environment,
    put_in_background,
)
from mock_interviewer.audio.worker.frames import Wire

Request = TypeVar("Request")
Report = TypeVar("Report")

Outbox: TypeAlias = queue.SimpleQueue[Request | None]
"""Requests for one worker, in order; None closes its input, which ends it."""

_ILLEGAL_INSTRUCTION_WINDOWS = 0xC000001D
_STDERR_TAIL = 4000


def lacks_instructions(status: int) -> bool:
    """Say whether a process ended because the processor does not know an instruction."""
    if os.name == "nt":
        return status & 0xFFFFFFFF == _ILLEGAL_INSTRUCTION_WINDOWS
    return status == -signal.SIGILL


class WorkerProcess(Generic[Request, Report]):
    """A running worker. Requests put into ``outbox`` are written by a thread of its own.

    The constructor takes a few milliseconds and raises OSError when nothing can be started.
    ``name`` is for the thread. ``in_background``: everything else that runs on the machine comes
    first.
    """

    def __init__(
        self,
        command: Sequence[str],
        outbox: Outbox[Request],
        wire: Wire[Request, Report],
        *,
        name: str = "worker",
        in_background: bool = False,
    ) -> None:
        with ExitStack() as undo:
            # Not a pipe: nobody would have to read it, and it is small.
            self._stderr = undo.enter_context(tempfile.TemporaryFile())
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env=child_environment(),
                creationflags=background_flags() if in_background else 0,
            )
            undo.pop_all()
        self.pid = self._process.pid
        if in_background:
            put_in_background(self.pid)
        self._outbox = outbox
        self._wire = wire
        self._writer = threading.Thread(target=self._write, name=f"{name}-writer", daemon=True)
        self._writer.start()

    def read(self) -> Report | None:
        """Wait for the next report; None when the worker is gone. Raises ProtocolError."""
        return self._wire.read(cast("BinaryIO", self._process.stdout))

    def kill(self) -> None:
        """End the process at once; nothing happens when it is gone."""
        self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Wait for the process to end by itself; say whether it did."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def reap(self) -> tuple[int, str]:
        """End what is left of the worker; return its status and the end of what it complained of.

        Call it once, when ``read`` gave None or raised.
        """
        if not self.wait(1.0):
            self.kill()
        status = self._process.wait()
        self._outbox.put(None)
        self._writer.join()
        cast("BinaryIO", self._process.stdout).close()
        self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, self._stderr.tell() - _STDERR_TAIL))
        complaint = self._stderr.read().decode(errors="replace").strip()
        self._stderr.close()
        return status, complaint

    def _write(self) -> None:
        stream = cast("BinaryIO", self._process.stdin)
        try:
            while (request := self._outbox.get()) is not None:
                stream.write(self._wire.encode(request))
                if self._outbox.empty():
                    stream.flush()
            stream.close()
        except OSError:
            # The worker is gone; whoever reads from it notices, and knows what to do.
            self._close_broken(stream)

    @staticmethod
    def _close_broken(stream: BinaryIO) -> None:
        try:
            stream.close()
        except OSError:
            return
