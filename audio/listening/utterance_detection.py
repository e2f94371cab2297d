"""Detection of speech, and of short utterances between silences, in 16 kHz sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    DEFAULT_THRESHOLD,
    WINDOW,
    Probabilities,
    SpeechPresence,
    SpeechThreshold,
    VoiceActivity,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, RecentSamples, Samples, to_pcm


@dataclass(frozen=True)
class SpeechOnset:
    """Somebody began to speak at ``at``, some 0.1 s before this is known."""

    at: float


@dataclass(frozen=True)
class SpeechOffset:
    """Nobody has spoken since ``at``, which is known 0.3 s later; follows each SpeechOnset."""

    at: float


@dataclass(frozen=True, eq=False)
class ShortUtterance:
    """A few seconds of speech, from ``began`` to ``ended``, between two silences.

    ``samples`` is its sound at 16 kHz, with some silence on both sides.
    """

    samples: Samples
    began: float
    ended: float


GAP: Final = 0.7
"""Seconds of silence on both sides of a separate utterance."""


LONGEST: Final = 4.0
"""The longest utterance in seconds: nobody gives a command that is longer."""


BEFORE: Final = 0.3


AFTER: Final = 0.2
"""Seconds of sound around an utterance, so that soft beginnings and endings are not cut off."""


_GAP: Final = round(GAP * SPEECH_RATE)


_LONGEST: Final = round(LONGEST * SPEECH_RATE)


_BEFORE: Final = round(BEFORE * SPEECH_RATE)


_AFTER: Final = round(AFTER * SPEECH_RATE)


_KEPT: Final = _BEFORE + _LONGEST + _GAP + SPEECH_RATE // 4


@dataclass(frozen=True)
class _TimedSample:
    """The number of a sample, and the time at which it sounded."""

    sample: int
    at: float


class SpeechDetector(Protocol):
    """An estimator of the probability of speech; see ``StreamingDetector``."""

    def feed(self, pcm: Pcm) -> Probabilities:
        """Process sound; return the probability of speech in each window that it completes."""
        ...


class UtteranceDetector:
    """Detects speech in a stream of sound, before which counts as silence; for one thread.

    Speech interrupted by less than GAP seconds is one stretch; a stretch longer than LONGEST is
    not an utterance. Memory is bounded.
    """

    def __init__(self, detector: SpeechDetector) -> None:
        self._detector = detector
        self._activity = VoiceActivity()
        self._sound = RecentSamples(_KEPT)
        self._windows = 0
        self._began: _TimedSample | None = None
        """The beginning of the current stretch; None if there is none."""
        self._ended: _TimedSample | None = None
        """The end of the current stretch, if nobody speaks again within GAP."""

    def feed(
        self, samples: Samples, at: float, *, bar: SpeechThreshold = DEFAULT_THRESHOLD
    ) -> Iterator[SpeechOnset | SpeechOffset | ShortUtterance]:
        """Process the next samples, the first of which sounded at ``at``; yield events."""
        for first in range(0, len(samples), WINDOW):
            block = samples[first : first + WINDOW]
            start = at + (first - self._sound.length) / SPEECH_RATE
            self._sound.push(block)
            for chance in self._detector.feed(to_pcm(block)).tolist():
                yield from self._window(chance, start, bar)

    def _window(
        self, chance: float, start: float, bar: SpeechThreshold
    ) -> Iterator[SpeechOnset | SpeechOffset | ShortUtterance]:
        """Process the probability of a window; the stream's first sample sounded at ``start``."""
        self._windows += 1
        for found in self._activity.feed((chance,), bar=bar):
            yield from self._changed(found, start)
        began, ended = self._began, self._ended
        if began is None or ended is None or self._windows * WINDOW < ended.sample + _GAP:
            return
        self._began = self._ended = None
        if ended.sample - began.sample <= _LONGEST:
            sound = self._sound.between(began.sample - _BEFORE, ended.sample + _AFTER)
            yield ShortUtterance(sound, began.at, ended.at)

    def _changed(self, found: SpeechPresence, start: float) -> Iterator[SpeechOnset | SpeechOffset]:
        moment = _TimedSample(round(found.at * SPEECH_RATE), start + found.at)
        if found.speaking:
            self._began = self._began or moment
            self._ended = None
            yield SpeechOnset(moment.at)
        elif self._began is not None and self._ended is None:
            self._ended = moment
            yield SpeechOffset(moment.at)
