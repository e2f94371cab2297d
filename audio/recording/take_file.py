"""The file of a take while it is being recorded, up to a limit."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

SYNC_EVERY: Final = 1.0
DISCARDED_WITHIN: Final = 2.0
"""Seconds that a new recording waits for a discarded one at the same path to be deleted."""
_LOOK_EVERY: Final = 0.02

log = logging.getLogger(__name__)


class TakeFile:
    """A recording of limited length that is synced about once a second.

    For one thread, except ``discard``. ``start`` creates the file. Raises DiskFull, or MachineError
    if the file cannot be written.
    """

    def __init__(
        self, path: Path, *, resume: bool, limit: float, feed: Callable[[Samples], None] | None
    ) -> None:
        self.path = path
        self.duration = 0.0
        self._resume = resume
        self._limit = round(limit * SPEECH_RATE)
        self._feed = feed
        self._writer: RecordingWriter | None = None
        self._synced = 0.0
        self._lock = threading.Lock()
        self._closed = False
        self._discarded = False

    @property
    def full(self) -> bool:
        """Whether the limit is reached."""
        return self._writer is not None and self._writer.samples >= self._limit

    def start(self) -> None:
        """Create the file, or open it to resume; a second call does nothing.

        If another recorder is about to delete a discarded recording at this path, wait for that.
        """
        if self._writer is not None or self._discarded:
            return
        try:
            self._writer = self._opened(time.monotonic() + DISCARDED_WITHIN)
        except OSError as error:
            raise _not_written(error) from error
        self.duration = self._writer.duration
        self._synced = time.monotonic()

    def write(self, samples: Samples) -> None:
        """Append samples, up to the limit."""
        if self._writer is None or self._discarded or not len(samples):
            return
        samples = samples[: self._limit - self._writer.samples]
        try:
            self._writer.write(samples)
            self.duration = self._writer.duration
            if time.monotonic() - self._synced >= SYNC_EVERY:
                self._writer.sync()
                self._synced = time.monotonic()
        except OSError as error:
            raise _not_written(error) from error
        self._pass_on(samples)

    def close(self) -> None:
        """Sync and close the file, if there is one; delete it if it was discarded."""
        try:
            if self._writer is not None:
                self._writer.close()
        except OSError as error:
            raise _not_written(error) from error
        finally:
            with self._lock:
                self._closed, discarded = True, self._discarded
            if discarded:
                self._remove()

    def discard(self) -> None:
        """Discard the whole recording, including what it resumed; any thread, returns at once.

        The file is deleted when it is closed, or soon after this call if it is closed already.
        """
        with self._lock:
            again, self._discarded = self._discarded, True
            closed = self._closed
        if closed and not again:
            threading.Thread(target=self._remove, name="recording-discard", daemon=True).start()

    def _opened(self, deadline: float) -> RecordingWriter:
        while True:
            try:
                return RecordingWriter(self.path, append=self._resume)
            except FileExistsError:
                if time.monotonic() >= deadline:
                    raise
            time.sleep(_LOOK_EVERY)

    def _remove(self) -> None:
        self.duration = 0.0
        if self._writer is None:
            return
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            log.exception("a discarded recording could not be deleted")

    def _pass_on(self, samples: Samples) -> None:
        """Call ``feed``; if it fails it is not called again, and recording continues."""
        if self._feed is None:
            return
        try:
            self._feed(samples)
        except Exception:
            log.exception("the feed of a recording failed")
            self._feed = None


def _not_written(error: OSError) -> MachineError:
    return MachineError(
        f"The recording can't be written ({error.strerror}).",
        "Check the disk and the data folder, then try again.",
    )
