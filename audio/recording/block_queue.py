"""The queue between a source's thread and the thread that processes its samples."""

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
"""Samples that may wait for a slow disk before new ones are dropped."""


@dataclass(frozen=True)
class SampleBlock:
    """Samples as they came; ``overflowed``: some were lost just before them.

    ``came``: when, in seconds of ``time.monotonic``.
    """

    samples: Samples
    overflowed: bool
    came: float


@dataclass(frozen=True)
class BeginKeeping:
    """Keep samples from now on, and those of the last ``back`` seconds."""

    back: float


@dataclass(frozen=True)
class SourceOpened:
    """The source is open and its blocks come at ``rate`` Hz."""

    rate: int


@dataclass(frozen=True)
class SourceFailed:
    """The source could not be opened, or broke in its own thread."""

    error: Exception


class SourceCommand(Enum):
    """What the owner of who listens, or the source's end, asks of the thread that listens."""

    PAUSE = auto()
    RESUME = auto()
    STOP = auto()
    DISCARD = auto()
    SOURCE_ENDED = auto()


QueueItem: TypeAlias = SampleBlock | SourceOpened | SourceFailed | BeginKeeping | SourceCommand


class BlockQueue:
    """A queue whose samples are bounded and whose commands are not; both keep their order."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._items: queue.SimpleQueue[QueueItem] = queue.SimpleQueue()
        self._came = 0
        self._taken = 0
        self._dropping = False

    def deliver(self, block: Samples, overflowed: bool) -> None:
        """Take a block on the source's thread: never blocks, never raises."""
        try:
            self.peak = peak(block)
            if self._came - self._taken > MOST_WAITING:
                if not self._dropping:
                    self._items.put(SampleBlock(block[:0], overflowed=True, came=time.monotonic()))
                self._dropping = True
                return
            self._dropping = False
            self._came += len(block)
            self._items.put(SampleBlock(block, overflowed, time.monotonic()))
        except Exception as error:  # noqa: BLE001 - reported by the thread that listens
            self._items.put(SourceFailed(error))

    def put(self, item: QueueItem) -> None:
        """Queue anything that is not a block; any thread."""
        self._items.put(item)

    def get(self, timeout: float) -> QueueItem | None:
        """Return the next item, or None when none came in ``timeout`` seconds."""
        try:
            item = self._items.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(item, SampleBlock):
            self._taken += len(item.samples)
        return item


SOURCE_CLOSE_TIMEOUT: Final = 1.0
"""Seconds that a source may take to close before it is left behind."""


log = logging.getLogger(__name__)


class SourceOpener:
    """Lets one source deliver into ``inlet``; any thread. ``owner`` begins its threads' names."""

    def __init__(self, source: InputSource, inlet: BlockQueue, owner: str) -> None:
        self.source = source
        self._inlet = inlet
        self._owner = owner
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> None:
        """Open the source on a thread of its own.

        The inlet gets SourceOpened or SourceFailed, blocks, and SOURCE_ENDED when they end.
        """
        threading.Thread(target=self._open, name=f"{self._owner}-open", daemon=True).start()

    def close(self) -> None:
        """Close the source, also one that opens later; waits at most ``SOURCE_CLOSE_TIMEOUT``."""
        self.give_up()
        try:
            run_bounded(
                self.source.close, timeout=SOURCE_CLOSE_TIMEOUT, name=f"{self._owner}-close"
            )
        except CallTimeoutError:
            log.warning("%s does not close; it was left behind", self.source.name)
        except Exception:
            log.exception("the source did not close")

    def give_up(self) -> None:
        """Close the source should it open only now; returns at once."""
        with self._lock:
            self._closed = True

    def _open(self) -> None:
        try:
            rate = self.source.open(
                self._inlet.deliver, lambda: self._inlet.put(SourceCommand.SOURCE_ENDED)
            )
        except Exception as error:  # noqa: BLE001 - told by the thread that listens
            self._inlet.put(SourceFailed(error))
            return
        self._inlet.put(SourceOpened(rate))
        with self._lock:
            too_late = self._closed
        if too_late:
            self.source.close()
