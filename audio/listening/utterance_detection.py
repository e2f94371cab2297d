"""Detection of speech in 16 kHz sound, and of short utterances between silences."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    DEFAULT_THRESHOLD,
    WINDOW,
    Probabilities,
    SpeechPresence,
    SpeechThreshold,
    VoiceActivity,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Samples, to_pcm


class SampleHistory:
    """Holds the newest ``size`` samples of a sound, and those of the blocks that they are in."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._blocks: deque[Samples] = deque()
        self._held = 0
        self.length = 0
        """Samples that were added."""

    def add(self, block: Samples) -> None:
        """Add the newest samples, which are kept and not copied."""
        self._blocks.append(block)
        self._held += len(block)
        self.length += len(block)
        while self._held - len(self._blocks[0]) >= self._size:
            self._held -= len(self._blocks.popleft())

    def between(self, start: int, end: int) -> Samples:
        """Return a copy of the samples ``start`` to ``end`` of all, as far as they are held."""
        first = self.length - self._held
        held = np.concatenate([np.zeros(0, dtype=np.float32), *self._blocks])
        return held[max(0, start - first) : max(0, end - first)].copy()


@dataclass(frozen=True)
class SpeechOnset:
    """Somebody began to speak; ``at`` is some 0.1 s before this can be told."""

    at: float


@dataclass(frozen=True)
class SpeechOffset:
    """Nobody speaks since ``at``, which is known 0.3 s later; told after each SpeechOnset."""

    at: float


@dataclass(frozen=True, eq=False)
class ShortUtterance:
    """Somebody spoke from ``began`` to ``ended``, for a few seconds, between two silences.

    ``samples``: that at 16 kHz, with some silence on both sides.
    """

    samples: Samples
    began: float
    ended: float


GAP: Final = 0.7
"""Seconds of silence on both sides of what stands alone."""


LONGEST: Final = 4.0
"""Seconds that an utterance may last: nobody gives a command that is longer."""


BEFORE: Final = 0.3


AFTER: Final = 0.2
"""Seconds of sound given with an utterance: soft beginnings and endings are not cut."""


_GAP: Final = round(GAP * SPEECH_RATE)


_LONGEST: Final = round(LONGEST * SPEECH_RATE)


_BEFORE: Final = round(BEFORE * SPEECH_RATE)


_AFTER: Final = round(AFTER * SPEECH_RATE)


_KEPT: Final = _BEFORE + _LONGEST + _GAP + SPEECH_RATE // 4


@dataclass(frozen=True)
class _TimedSample:
    """A sample of what was heard, and when it sounded."""

    sample: int
    at: float


class SpeechDetector(Protocol):
    """What tells how likely speech is; see ``StreamingDetector``."""

    def feed(self, pcm: Pcm) -> Probabilities:
        """Take sound; return the chance of speech in each window that it completed."""
        ...


class UtteranceDetector:
    """Hears sound from one beginning on, which counts as silence; one thread, bounded memory.

    What is cut by less than GAP seconds is one stretch, and one that lasts longer than LONGEST is
    no utterance.
    """

    def __init__(self, detector: SpeechDetector) -> None:
        self._detector = detector
        self._activity = VoiceActivity()
        self._sound = SampleHistory(_KEPT)
        self._windows = 0
        self._began: _TimedSample | None = None
        """The beginning of the present stretch; None where there is none."""
        self._ended: _TimedSample | None = None
        """The end of the present stretch, should nobody speak again within GAP."""

    def hear(
        self, samples: Samples, at: float, *, bar: SpeechThreshold = DEFAULT_THRESHOLD
    ) -> Iterator[SpeechOnset | SpeechOffset | ShortUtterance]:
        """Take the next samples, the first of which sounded ``at``; give what is to be told."""
        for first in range(0, len(samples), WINDOW):
            block = samples[first : first + WINDOW]
            start = at + (first - self._sound.length) / SPEECH_RATE
            self._sound.add(block)
            for chance in self._detector.feed(to_pcm(block)).tolist():
                yield from self._window(chance, start, bar)

    def _window(
        self, chance: float, start: float, bar: SpeechThreshold
    ) -> Iterator[SpeechOnset | SpeechOffset | ShortUtterance]:
        """Take the chance of speech in a window; the first sample of all sounded at ``start``."""
        self._windows += 1
        for found in self._activity.feed((chance,), bar=bar):
            yield from self._told(found, start)
        began, ended = self._began, self._ended
        if began is None or ended is None or self._windows * WINDOW < ended.sample + _GAP:
            return
        self._began = self._ended = None
        if ended.sample - began.sample <= _LONGEST:
            sound = self._sound.between(began.sample - _BEFORE, ended.sample + _AFTER)
            yield ShortUtterance(sound, began.at, ended.at)

    def _told(self, found: SpeechPresence, start: float) -> Iterator[SpeechOnset | SpeechOffset]:
        moment = _TimedSample(round(found.at * SPEECH_RATE), start + found.at)
        if found.speaking:
            self._began = self._began or moment
            self._ended = None
            yield SpeechOnset(moment.at)
        elif self._began is not None and self._ended is None:
            self._ended = moment
            yield SpeechOffset(moment.at)
