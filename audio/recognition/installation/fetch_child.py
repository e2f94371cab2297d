"""The process that fetches a model from a hub: the only part of the program that goes online.

It is started when a person asked for a model, with ``fetch_process.fetching_environment``. The
request comes on standard input, reports leave on standard output (see ``fetch_messages``). The end
of the input, which is also what a killed parent leaves, ends it at once; what it has written stays,
and the next download resumes from there.
"""

import errno
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from mock_interviewer.audio.files.folder_sync import sync_folder
from mock_interviewer.audio.model_files import file_sha256
from mock_interviewer.audio.recognition.installation.fetch_messages import (
    CONFIRM,
    FetchCheck,
    FetchDone,
    FetchProgress,
    FetchRefused,
    FetchReport,
    FetchRequest,
    FetchSize,
    decode,
    encode,
)
from mock_interviewer.audio.recognition.installation.hub_client import (
    HubClient,
    HubError,
    HubFile,
    HubModel,
    ResumeRefused,
    TemporaryHubError,
)
from mock_interviewer.audio.recognition.installation.model_check import matches

TELL_EVERY = 0.2
"""Seconds between two reports of progress."""

_BINARY: int = getattr(os, "O_BINARY", 0)
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class ModelFetcher:
    """Does one request, on the thread that calls ``run``."""

    def __init__(
        self,
        request: FetchRequest,
        report: Callable[[FetchReport], None],
        confirmed: threading.Event,
    ) -> None:
        self._request = request
        self._folder = Path(request.folder)
        self._report = report
        self._confirmed = confirmed
        self._remote = HubClient(request.patience)
        self._told_at = 0.0
        self._before = 0  # bytes of the files that were fetched before the one under way

    def run(self) -> FetchReport:
        """Fetch everything and return the last report; report progress meanwhile."""
        try:
            model = self._patiently(lambda: self._remote.describe(self._request.repository))
            done = self._tidy(model)
            self._report(FetchSize(model.size, done))
            self._check_room(model.size - done)
            if self._request.ask:
                self._confirmed.wait()
            for file in model.files:
                self._fetch(model, file)
                self._before += file.size
            self._report(FetchCheck())
            return FetchDone(model.revision, self._checked(model))
        except HubError as refusal:
            return FetchRefused(refusal.what, refusal.remedy, refusal.resumable)
        except OSError as error:
            full = error.errno in _FULL
            reason = "The disk is full" if full else (error.strerror or str(error))
            return FetchRefused(
                f"The speech model cannot be written to {self._folder}: {reason}.",
                "Free up space or make the folder writable, then download again to resume.",
                resumable=True,
            )

    def _patiently(self, ask: Callable[[], HubModel]) -> HubModel:
        """Ask, and again after each wait while the hub has a temporary error; raises HubError."""
        for wait in self._request.waits:
            try:
                return ask()
            except TemporaryHubError:
                time.sleep(wait)
        return ask()

    def _tidy(self, model: HubModel) -> int:
        """Delete parts of other contents; return how many bytes are here already."""
        wanted = {file.name: file for file in model.files}
        parts = {file.part for file in model.files}
        for path in self._folder.iterdir():
            # A file that was complete when an earlier download ended is checked again, like a part.
            if path.name in wanted:
                path.replace(path.with_name(wanted[path.name].part))
            elif path.name not in parts:
                path.unlink()
        for file in model.files:
            if self._size(file) > file.size:
                self._part(file).unlink()
        return sum(self._size(file) for file in model.files)

    def _check_room(self, needed: int) -> None:
        free = shutil.disk_usage(self._folder).free
        if free < needed:
            raise HubError(
                f"The disk has {free // 1_000_000} MB free, and {needed // 1_000_000 + 1} MB are"
                " needed for this speech model.",
                "Free up space, then download again.",
                resumable=True,
            )

    def _fetch(self, model: HubModel, file: HubFile) -> None:
        """Fetch the rest of a file, over as many connections as it takes."""
        failures = 0
        waits = self._request.waits
        while (done := self._size(file)) < file.size:
            try:
                self._fetch_some(model, file, done)
            except ResumeRefused:
                self._part(file).unlink(missing_ok=True)
                if failures >= max(1, len(waits)):
                    raise HubError(
                        f"{self._remote.host} does not send {file.name} from where it should.",
                        "Download again later; if that does not help, choose another model.",
                        resumable=True,
                    ) from None
                failures += 1
            except TemporaryHubError:
                failures = 0 if self._size(file) > done else failures
                if failures >= len(waits):
                    raise
                time.sleep(waits[failures])
                failures += 1

    def _fetch_some(self, model: HubModel, file: HubFile, done: int) -> None:
        """Write the bytes of one connection; raises TemporaryHubError when that is not all."""
        with self._remote.stream(model, file, done) as (start, blocks):
            flags = os.O_WRONLY | os.O_CREAT | _BINARY | (0 if start else os.O_TRUNC)
            descriptor = os.open(self._part(file), flags, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.seek(start)
                for block in blocks:
                    if out.tell() + len(block) > file.size:
                        raise HubError(
                            f"{self._remote.host} sends more of {file.name} than the"
                            f" {file.size} bytes that it has.",
                            "Download again later; if that does not help, choose another model.",
                            resumable=True,
                        )
                    out.write(block)
                    out.flush()
                    self._tell(out.tell())
                os.fsync(out.fileno())
        if self._size(file) < file.size:
            raise TemporaryHubError(f"The connection to {self._remote.host} broke off.")

    def _checked(self, model: HubModel) -> tuple[tuple[str, int, str], ...]:
        """Verify every byte and give the files their names; delete one that is wrong."""
        files = []
        for file in model.files:
            part = self._part(file)
            sha256 = file_sha256(part)
            if not matches(part, file.checksum, sha256):
                part.unlink()
                raise HubError(
                    f"What came of {file.name} is not what {self._remote.host} has: its checksum"
                    " is wrong.",
                    "Download it again.",
                )
            files.append((file.name, file.size, sha256))
        for file in model.files:
            self._part(file).replace(self._folder / file.name)
        sync_folder(self._folder)
        return tuple(files)

    def _tell(self, done: int) -> None:
        now = time.monotonic()
        if now - self._told_at >= TELL_EVERY:
            self._told_at = now
            self._report(FetchProgress(self._before + done))

    def _part(self, file: HubFile) -> Path:
        return self._folder / file.part

    def _size(self, file: HubFile) -> int:
        part = self._part(file)
        return part.stat().st_size if part.exists() else 0


def _listen(stream: BinaryIO, confirmed: threading.Event) -> None:
    """Wait for the go-ahead, then for the end of the input, which ends the process at once."""
    with suppress(OSError):
        while line := stream.readline():
            if line == CONFIRM:
                confirmed.set()
    os._exit(0)


def main() -> int:
    """Fetch the model that standard input asks for."""
    # Ctrl-C in a terminal goes to all of its processes; this one ends when its parent says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    stream = os.fdopen(os.dup(0), "rb")
    request = decode(stream.readline())
    if not isinstance(request, FetchRequest):
        raise TypeError(f"the first line must be FetchRequest, not {request!r}")
    confirmed = threading.Event()
    threading.Thread(target=_listen, args=(stream, confirmed), daemon=True).start()

    def report(message: FetchReport) -> None:
        out.write(encode(message))
        out.flush()

    with suppress(BrokenPipeError):
        report(ModelFetcher(request, report, confirmed).run())
    return 0


if __name__ == "__main__":
    sys.exit(main())
