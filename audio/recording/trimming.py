"""Trimming of a stream of samples to the recording, with pre-roll and tail."""

from typing import Final

import numpy as np

from mock_interviewer.audio.samples import SPEECH_RATE, RecentSamples, Samples

PRE_ROLL: Final = 0.3
STOP_TAIL: Final = 0.4
PAUSE_TAIL: Final = 0.2
"""Seconds kept from before a start or resume, after a stop, and after a pause.

Speech arrives late by the device's latency, and people press keys before they finish speaking.
"""
FURTHEST_BACK: Final = 2.0
"""Seconds that can still be kept from before a start that was noticed late."""

_NOTHING: Final[Samples] = np.zeros(0, dtype=np.float32)


class Trimmer:
    """Decides which 16 kHz samples to keep; knows neither clock nor file."""

    def __init__(self) -> None:
        self._begun = False
        self._keeping = False
        self._stopped = False
        self._tail = 0
        self._skipped = 0
        self._pre_roll = RecentSamples(round(FURTHEST_BACK * SPEECH_RATE))

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
        """Whether ``stop`` was called."""
        return self._stopped

    def begin(self, back: float = PRE_ROLL) -> Samples:
        """Start keeping samples; return the last ``back`` seconds, at most FURTHEST_BACK.

        If ``back`` is negative, samples are kept only after that many seconds.
        """
        self._begun = True
        return self._keep(back)

    def resume(self, back: float = PRE_ROLL) -> Samples:
        """Keep samples again, if begun; return those from just before. ``back`` as in begin."""
        return self._keep(back)

    def pause(self) -> None:
        """Keep only a short tail until ``resume``."""
        if self._keeping:
            self._keeping, self._tail = False, round(PAUSE_TAIL * SPEECH_RATE)

    def stop(self) -> None:
        """Keep only a last tail."""
        if self._keeping:
            self._keeping, self._tail = False, round(STOP_TAIL * SPEECH_RATE)
        self._stopped = True

    def drop_tail(self) -> None:
        """Keep nothing more of the tail."""
        self._tail = 0

    def take(self, samples: Samples) -> Samples:
        """Return the part of the next samples that belongs to the recording."""
        if self._keeping:
            skipped = min(self._skipped, len(samples))
            self._skipped -= skipped
            return samples[skipped:]
        kept, rest = samples[: self._tail], samples[self._tail :]
        self._tail -= len(kept)
        self._pre_roll.push(rest)
        return kept

    def _keep(self, back: float) -> Samples:
        if self._stopped or not self._begun:
            return _NOTHING
        self._keeping, self._tail = True, 0
        self._skipped = max(0, round(-back * SPEECH_RATE))
        return self._pre_roll.drain(max(0, round(back * SPEECH_RATE)))
