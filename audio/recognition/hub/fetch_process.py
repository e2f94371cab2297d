"""The process that fetches a model, as its parent sees it."""

import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, cast

from mock_interviewer.audio.child import child_command
from mock_interviewer.audio.recognition.hub.address import fetching_environment
from mock_interviewer.audio.recognition.hub.messages import (
    GO_ON,
    Fetch,
    Message,
    decode,
    encode,
)

FETCHING_MODULE = "mock_interviewer.audio.recognition.hub.fetching"
_STDERR_TAIL = 4000


class FetchProcess:
    """A running process. The constructor raises OSError when none can be started.

    ``home``: where the hub's library may keep what it likes; gone when the process is over.
    """

    def __init__(self, request: Fetch, home: Path, command: Sequence[str] = ()) -> None:
        with ExitStack() as undo:
            # Not a pipe: nobody would have to read it, and it is small.
            self._complaints = undo.enter_context(tempfile.TemporaryFile())
            self._process = subprocess.Popen(
                list(command) or child_command(FETCHING_MODULE),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=fetching_environment(home),
            )
            undo.pop_all()
        self._write(encode(request))

    def read(self) -> Message | None:
        """Wait for the next report; None when the process is gone. Raises ProtocolError."""
        line = cast("BinaryIO", self._process.stdout).readline()
        return decode(line) if line.endswith(b"\n") else None

    def go_on(self) -> None:
        """Say that the size is agreed to."""
        self._write(GO_ON)

    def kill(self) -> None:
        """End the process at once; nothing happens when it is gone."""
        self._process.kill()

    def end(self) -> str:
        """See the process to its end; return the last of what it complained of."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                cast("BinaryIO", stream).close()
        self._complaints.seek(0)
        complaint = self._complaints.read()[-_STDERR_TAIL:].decode(errors="replace").strip()
        self._complaints.close()
        return complaint

    def _write(self, line: bytes) -> None:
        stream = cast("BinaryIO", self._process.stdin)
        # A process that is gone is noticed where its reports are read.
        with suppress(OSError, ValueError):
            stream.write(line)
            stream.flush()
