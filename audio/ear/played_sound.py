"""What the program says, on one line of time with what the microphone hears."""

from collections import deque
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mock_interviewer.audio.ear.block_clock import BlockClock, sample
from mock_interviewer.audio.player import PlayedBlock
from mock_interviewer.audio.resampling import ToSpeechRate
from mock_interviewer.audio.types import SPEECH_RATE, Samples

_KEPT: Final = 16 * SPEECH_RATE
"""Samples that are remembered, those ahead of the microphone included."""
_MOST_WAITING: Final = 1_000
"""Blocks that may wait, about 20 s: who forgets to ask shall not fill the memory."""
_AUDIBLE: Final = 1e-4
"""A sample above this (-80 dBFS) is sound."""


_WHILE: Final = SPEECH_RATE // 2
"""Samples after the last sound within which it still goes on."""


@dataclass(frozen=True)
class TakenIn:
    """What came: its first sample, and whether it goes on elsewhere than it would have."""

    first: int
    moved: bool


class PlayedSound:
    """What the loudspeaker was given, at 16 kHz; sample n is heard at n / 16 000 s.

    That is of the monotonic clock, as well as the player can tell. ``keep`` may be called in a
    device's callback, all else belongs to one other thread.
    """

    def __init__(self) -> None:
        self._waiting: deque[PlayedBlock] = deque(maxlen=_MOST_WAITING)
        self._clock = BlockClock()
        self._resampler = ToSpeechRate(SPEECH_RATE)
        self._rate = SPEECH_RATE
        self._kept = np.zeros(_KEPT, dtype=np.float32)
        self.audible_until = 0
        """The sample after the last one that is known and can be heard."""
        self._begin = 0
        """Where the next samples belong."""
        self._end = 0
        """The sample after the last one that is remembered."""

    def keep(self, block: PlayedBlock) -> None:
        """Keep a block for ``take_in``."""
        self._waiting.append(block)

    def take_in(self) -> TakenIn | None:
        """Put the blocks that were kept in their places; return where, None where none were."""
        first: int | None = None
        moved = False
        for block in self._waited():
            seconds = len(block.samples) / block.rate
            start, follows = self._clock.place(seconds, block.at, begins=block.begins)
            if not follows or block.rate != self._rate:
                self._rate = block.rate
                self._resampler = ToSpeechRate(block.rate)
                self._begin = sample(start)
                moved = moved or self._begin < self.audible_until + _WHILE
            first = self._begin if first is None else min(first, self._begin)
            self._write(self._resampler.take(block.samples))
        return None if first is None else TakenIn(first, moved)

    def read(self, start: int, count: int) -> Samples:
        """Return ``count`` samples from ``start`` on; silence where nothing is known."""
        places = np.arange(start, start + count)
        known = (places < self._end) & (places >= self._end - _KEPT)
        return np.where(known, self._kept[places % _KEPT], np.float32(0))

    def _waited(self) -> list[PlayedBlock]:
        """Return what waits in order.

        A stream that starts asks for several blocks at once, so that a block's time is often told
        better by those after it.
        """
        blocks = [self._waiting.popleft() for _ in range(len(self._waiting))]
        for place in range(len(blocks) - 2, -1, -1):
            block, after = blocks[place], blocks[place + 1]
            told = after.at - len(block.samples) / block.rate
            if not after.begins and told < block.at:
                blocks[place] = replace(block, at=told)
        return blocks

    def _write(self, samples: Samples) -> None:
        samples = samples[-_KEPT:]
        start, end = self._begin, self._begin + len(samples)
        if start > self._end:
            unknown = np.arange(max(self._end, start - _KEPT), start)
            self._kept[unknown % _KEPT] = 0
        self._kept[np.arange(start, end) % _KEPT] = samples
        if (audible := np.flatnonzero(np.abs(samples) > _AUDIBLE)).size:
            self.audible_until = start + int(audible[-1]) + 1
        self._begin = end
        self._end = max(self._end, end) if start > self._end - _KEPT else end
