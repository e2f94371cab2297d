"""The queue between the thread of a source and the thread that processes its samples."""

import logging
import queue
import threading
import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from mock_interviewer.audio.processes.bounded_call import CallTimeoutError, run_bounded
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.samples import Samples, peak

MOST_WAITING: Final = 30 * 48_000
"""Samples that may wait, as for a slow disk, before new ones are dropped."""


@dataclass(frozen=True)
class SampleBlock:
    """Samples as delivered; ``overflowed``: some were lost just before them.

    ``arrived_at`` is in seconds of ``time.monotonic``.
    """

    samples: Samples
    overflowed: bool
    arrived_at: float


@dataclass(frozen=True)
class BeginKeeping:
    """A request to keep samples from now on, and those of the last ``back`` seconds."""

    back: float


@dataclass(frozen=True)
class ResumeKeeping:
    """The same after a pause."""

    back: float


@dataclass(frozen=True)
class SourceOpened:
    """The source is open and delivers blocks at ``rate`` Hz."""

    rate: int


@dataclass(frozen=True)
class SourceFailed:
    """The source could not be opened, or failed on its own thread."""

    error: Exception


class SourceCommand(Enum):
    """A command to the thread that processes samples, or the end of the source."""

    PAUSE = auto()
    STOP = auto()
    DISCARD = auto()
    SOURCE_ENDED = auto()


QueueItem: TypeAlias = (
    SampleBlock | SourceOpened | SourceFailed | BeginKeeping | ResumeKeeping | SourceCommand
)


class BlockQueue:
    """A queue of a bounded number of samples and any number of commands, in order."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._items: queue.SimpleQueue[QueueItem] = queue.SimpleQueue()
        self._delivered = 0
        self._taken = 0
        self._dropping = False

    @property
    def waiting(self) -> int:
        """The number of samples in the queue."""
        return self._delivered - self._taken

    def deliver(self, block: Samples, overflowed: bool) -> None:
        """Add a block, on the source's thread; never blocks and never raises."""
        try:
            self.peak = peak(block)
            if self.waiting > MOST_WAITING:
                if not self._dropping:
                    self._items.put(
                        SampleBlock(block[:0], overflowed=True, arrived_at=time.monotonic())
                    )
                self._dropping = True
                return
            self._dropping = False
            self._delivered += len(block)
            self._items.put(SampleBlock(block, overflowed, time.monotonic()))
        except Exception as error:  # noqa: BLE001 - reported by the processing thread
            self._items.put(SourceFailed(error))

    def put(self, item: QueueItem) -> None:
        """Add anything that is not a block; any thread."""
        self._items.put(item)

    def get(self, timeout: float) -> QueueItem | None:
        """Return the next item, or None if there was none for ``timeout`` seconds."""
        try:
            item = self._items.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(item, SampleBlock):
            self._taken += len(item.samples)
        return item


SOURCE_CLOSE_TIMEOUT: Final = 1.0
"""Seconds that a source may take to close before it is abandoned."""


log = logging.getLogger(__name__)


class SourceOpener:
    """Opens and closes a source that delivers into ``blocks``; any thread.

    The names of its threads begin with ``owner``.
    """

    def __init__(self, source: InputSource, blocks: BlockQueue, owner: str) -> None:
        self.source = source
        self._blocks = blocks
        self._owner = owner
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> None:
        """Open the source on a thread of its own.

        The queue gets SourceOpened or SourceFailed, blocks, and SOURCE_ENDED when they end.
        """
        threading.Thread(target=self._open, name=f"{self._owner}-open", daemon=True).start()

    def close(self) -> None:
        """Close the source, even if it opens only later; waits at most SOURCE_CLOSE_TIMEOUT."""
        self.abandon()
        try:
            run_bounded(
                self.source.close, timeout=SOURCE_CLOSE_TIMEOUT, name=f"{self._owner}-close"
            )
        except CallTimeoutError:
            log.warning("%s does not close; it was abandoned", self.source.name)
        except Exception:
            log.exception("the source could not be closed")

    def abandon(self) -> None:
        """Make the source close at once if it opens later; returns at once."""
        with self._lock:
            self._closed = True

    def _open(self) -> None:
        try:
            rate = self.source.open(
                self._blocks.deliver, lambda: self._blocks.put(SourceCommand.SOURCE_ENDED)
            )
        except Exception as error:  # noqa: BLE001 - reported by the processing thread
            self._blocks.put(SourceFailed(error))
            return
        self._blocks.put(SourceOpened(rate))
        with self._lock:
            too_late = self._closed
        if too_late:
            self.source.close()
