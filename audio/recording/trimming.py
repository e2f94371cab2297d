"""Which part of a stream of samples belongs to the recording, with pre-roll and tail."""

from collections import deque
from typing import Final

import numpy as np

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

PRE_ROLL: Final = 0.3
STOP_TAIL: Final = 0.4
PAUSE_TAIL: Final = 0.2
"""Seconds kept from before a beginning, after a stop and after a pause.

What is said reaches us late by the device's latency, and fingers are quicker than tongues.
"""
FURTHEST_BACK: Final = 2.0
"""Seconds that a beginning which was noticed late can reach back."""


class Trimmer:
    """Decides sample by sample, at 16 kHz; knows no clock and no file."""

    def __init__(self) -> None:
        self._begun = False
        self._keeping = False
        self._stopped = False
        self._tail = 0
        self._pre_roll = PreRoll(round(FURTHEST_BACK * SPEECH_RATE))

    @property
    def active(self) -> bool:
        """Whether the next sample will be kept."""
        return self._keeping or self._tail > 0

    @property
    def finished(self) -> bool:
        """Whether nothing more will be kept."""
        return self._stopped and not self._tail

    @property
    def stopped(self) -> bool:
        """Whether ``stop`` came."""
        return self._stopped

    def begin(self, back: float = PRE_ROLL) -> Samples:
        """Keep from now on; return the last ``back`` seconds, at most FURTHEST_BACK."""
        self._begun = True
        return self._keep(back)

    def resume(self) -> Samples:
        """Keep again, once begun; return what came just before."""
        return self._keep(PRE_ROLL)

    def pause(self) -> None:
        """Keep no more than a short tail until ``resume``."""
        if self._keeping:
            self._keeping, self._tail = False, round(PAUSE_TAIL * SPEECH_RATE)

    def stop(self) -> None:
        """Keep no more than the last tail."""
        if self._keeping:
            self._keeping, self._tail = False, round(STOP_TAIL * SPEECH_RATE)
        self._stopped = True

    def give_up(self) -> None:
        """Wait for no more of the tail."""
        self._tail = 0

    def take(self, samples: Samples) -> Samples:
        """Return the part of the next samples that is to be kept."""
        if self._keeping:
            return samples
        kept, rest = samples[: self._tail], samples[self._tail :]
        self._tail -= len(kept)
        self._pre_roll.push(rest)
        return kept

    def _keep(self, back: float) -> Samples:
        if self._stopped or not self._begun:
            return self._pre_roll.nothing
        self._keeping, self._tail = True, 0
        return self._pre_roll.drain(round(back * SPEECH_RATE))


class PreRoll:
    """Holds the newest ``size`` samples."""

    def __init__(self, size: int) -> None:
        self.nothing: Samples = np.zeros(0, dtype=np.float32)
        self._size = size
        self._held = 0
        self._blocks: deque[Samples] = deque()

    def push(self, block: Samples) -> None:
        """Add the newest samples."""
        self._blocks.append(block)
        self._held += len(block)
        while self._held - len(self._blocks[0]) >= self._size:
            self._held -= len(self._blocks.popleft())

    def drain(self, newest: int) -> Samples:
        """Return the ``newest`` samples that are held, oldest first, and hold nothing any more."""
        held = np.concatenate([self.nothing, *self._blocks])
        self._blocks.clear()
        self._held = 0
        return held[max(0, len(held) - min(newest, self._size)) :]
