"""The parent's side of the process that fetches a model, and the address of the hub."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.processes.child import OFFLINE, child_command, child_environment
from mock_interviewer.audio.recognition.installation.fetch_messages import (
    CONFIRM,
    FetchMessage,
    FetchRequest,
    decode,
    encode,
)

DEFAULT_HUB = "https://huggingface.co"
ENDPOINT = "HF_ENDPOINT"
"""Environment variable that names another hub."""
_HUB_VARIABLES = ("HF_", "HUGGINGFACE_", "HUGGING_FACE_", "TRANSFORMERS_")
_QUIET = {
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
}


def hub_address() -> str:
    """Return the hub's address; raises ModelError when HF_ENDPOINT is not an address."""
    address = (os.environ.get(ENDPOINT) or DEFAULT_HUB).rstrip("/")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ModelError(
            f"{ENDPOINT} is set to {address!r}, which is not the address of a model hub.",
            f"Unset it, or set it to an address such as {DEFAULT_HUB}.",
        )
    return address


def hub_host() -> str:
    """Return the hub's address for display, without the scheme; raises ModelError."""
    return hub_address().partition("://")[2]


def fetching_environment(home: Path) -> dict[str, str]:
    """Return the environment of the process that fetches, the only one that may reach a hub.

    Of the variables of the hub's library only HF_ENDPOINT is passed on: no token, and none of the
    person's folders. ``home`` is the folder for the library's own files.
    """
    environment = {
        name: value
        for name, value in child_environment().items()
        if not name.upper().startswith(_HUB_VARIABLES)
    }
    offline = {
        name: value for name, value in OFFLINE.items() if not name.startswith(_HUB_VARIABLES)
    }
    return environment | offline | _QUIET | {ENDPOINT: hub_address(), "HF_HOME": str(home)}


FETCHING_MODULE = "mock_interviewer.audio.recognition.installation.fetch_child"
_STDERR_TAIL = 4000


class FetchProcess:
    """A running process. The constructor raises OSError when none can be started.

    ``home``: the folder for the hub library's own files.
    """

    def __init__(self, request: FetchRequest, home: Path, command: Sequence[str] = ()) -> None:
        with ExitStack() as undo:
            # Not a pipe, which somebody would have to read; it is small.
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

    def read(self) -> FetchMessage | None:
        """Wait for the next report; None when the process is gone. Raises FetchProtocolError."""
        line = cast("BinaryIO", self._process.stdout).readline()
        return decode(line) if line.endswith(b"\n") else None

    def confirm(self) -> None:
        """Confirm that the model is wanted at its size."""
        self._write(CONFIRM)

    def kill(self) -> None:
        """End the process at once; nothing happens when it is gone."""
        self._process.kill()

    def end(self) -> str:
        """End the process; return the end of what it wrote to standard error."""
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
        # A process that is gone is detected where its reports are read.
        with suppress(OSError, ValueError):
            stream.write(line)
            stream.flush()
