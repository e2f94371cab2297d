"""Where samples pass from a source's thread to that of who listens."""

import queue
import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from mock_interviewer.audio.levels import peak
from mock_interviewer.audio.types import Samples

MOST_WAITING: Final = 30 * 48_000
"""Samples that may wait for a slow disk before new ones are dropped."""


@dataclass(frozen=True)
class Block:
    """Samples as they came; ``overflowed``: some were lost just before them.

    ``came``: when, in seconds of ``time.monotonic``.
    """

    samples: Samples
    overflowed: bool
    came: float


@dataclass(frozen=True)
class Begin:
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


class Command(Enum):
    """What the owner of who listens, or the source's end, asks of the thread that listens."""

    PAUSE = auto()
    RESUME = auto()
    STOP = auto()
    DISCARD = auto()
    SOURCE_ENDED = auto()


Item: TypeAlias = Block | SourceOpened | SourceFailed | Begin | Command


class Inlet:
    """A queue whose samples are bounded and whose commands are not; both keep their order."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._came = 0
        self._taken = 0
        self._dropping = False

    def deliver(self, block: Samples, overflowed: bool) -> None:
        """Take a block on the source's thread: never blocks, never raises."""
        try:
            self.peak = peak(block)
            if self._came - self._taken > MOST_WAITING:
                if not self._dropping:
                    self._items.put(Block(block[:0], overflowed=True, came=time.monotonic()))
                self._dropping = True
                return
            self._dropping = False
            self._came += len(block)
            self._items.put(Block(block, overflowed, time.monotonic()))
        except Exception as error:  # noqa: BLE001 - reported by the thread that listens
            self._items.put(SourceFailed(error))

    def put(self, item: Item) -> None:
        """Queue anything that is not a block; any thread."""
        self._items.put(item)

    def get(self, timeout: float) -> Item | None:
        """Return the next item, or None when none came in ``timeout`` seconds."""
        try:
            item = self._items.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(item, Block):
            self._taken += len(item.samples)
        return item
