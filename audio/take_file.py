"""The samples that a recorder keeps: in the file, and to whoever listens along."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recording_file import RecordingWriter
from mock_interviewer.audio.types import SPEECH_RATE, Samples

SYNC_EVERY: Final = 1.0

log = logging.getLogger(__name__)


class TakeFile:
    """A recording that ends at a limit and is synced about once a second; one thread.

    The file is made by ``start``. Raises DiskFull, or MachineError where it cannot be written.
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

    @property
    def full(self) -> bool:
        """Whether the limit is reached."""
        return self._writer is not None and self._writer.samples >= self._limit

    def start(self) -> None:
        """Make the file, or open it to go on; the second time does nothing."""
        if self._writer is not None:
            return
        try:
            self._writer = RecordingWriter(self.path, append=self._resume)
        except OSError as error:
            raise _not_written(error) from error
        self.duration = self._writer.duration
        self._synced = time.monotonic()

    def write(self, samples: Samples) -> None:
        """Keep samples, up to the limit."""
        if self._writer is None or not len(samples):
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
        self._tell(samples)

    def close(self) -> None:
        """Sync and close the file, if there is one."""
        if self._writer is None:
            return
        try:
            self._writer.close()
        except OSError as error:
            raise _not_written(error) from error

    def _tell(self, samples: Samples) -> None:
        """Feed the listener; one that breaks is heard no more, and the file goes on."""
        if self._feed is None:
            return
        try:
            self._feed(samples)
        except Exception:
            log.exception("the listener to the recording broke")
            self._feed = None


def _not_written(error: OSError) -> MachineError:
    return MachineError(
        f"The recording cannot be written ({error.strerror}).",
        "Check the disk and the data folder, then try again.",
    )
