"""Speech in a recording, from the voice detector's probabilities: as a whole and as sound arrives.

A Whisper model decodes noise as words, most readily as its hotwords. It therefore never gets sound
in which the voice detector finds no speech.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.samples import SPEECH_RATE

WINDOW = 512
"""Samples in one window of the voice detector: 32 ms."""


Probabilities: TypeAlias = NDArray[np.float32]
"""The probability of speech in each window, from 0 to 1."""
ONSET = 0.5
OFFSET = 0.35
SURE = 0.75
"""Real noise reached 0.66, the quietest of the human recordings 0.9 and more."""
SURE_WINDOWS = 2
BRIDGE = 0.3
"""Shorter gaps do not end a stretch of speech (seconds)."""
NEAR = 1.5
"""A mumbled stretch counts when it is this close to sure speech (seconds)."""
PAD = 0.4
"""Sound kept before speech (seconds), so that soft beginnings are not cut."""
TAIL = 0.25
"""Sound kept after speech (seconds): just enough for soft endings, since it delays a piece."""


def windows(seconds: float) -> int:
    """Return the number of the detector's windows in a length of time."""
    return round(seconds * SPEECH_RATE / WINDOW)


@dataclass(frozen=True)
class SpeechSpan:
    """Samples ``start`` to ``end`` of a recording; its speech ends at ``speech_end``."""

    start: int
    end: int
    speech_end: int


def speech_spans(
    probabilities: Probabilities, length: int, *, sure_before: int | None = None
) -> list[SpeechSpan]:
    """Return the stretches of speech in ``length`` samples, padded, in order, disjoint.

    ``sure_before`` is the window, 0 or less, at which sure speech before this sound ended.
    """
    spans = _credible(_spans(probabilities), probabilities, sure_before)
    pad, tail = round(PAD * SPEECH_RATE), round(TAIL * SPEECH_RATE)
    stretches: list[SpeechSpan] = []
    for first, last in spans:
        start, speech_end = max(0, first * WINDOW - pad), min(length, last * WINDOW)
        end = min(length, speech_end + tail)
        if stretches and start <= stretches[-1].end:
            start = stretches.pop().start
        stretches.append(SpeechSpan(start, end, speech_end))
    return stretches


def _spans(probabilities: Probabilities) -> list[tuple[int, int]]:
    """Return runs of windows [first, last) that begin at ONSET and end below OFFSET."""
    bridge = windows(BRIDGE)
    spans: list[tuple[int, int]] = []
    start: int | None = None
    last = 0
    for index, probability in enumerate(probabilities.tolist()):
        if probability >= (ONSET if start is None else OFFSET):
            start = index if start is None else start
            last = index + 1
        elif start is not None and index - last >= bridge:
            spans.append((start, last))
            start = None
    if start is not None:
        spans.append((start, last))
    return spans


def _credible(
    spans: list[tuple[int, int]], probabilities: Probabilities, sure_before: int | None
) -> list[tuple[int, int]]:
    """Return the spans that are surely speech, and those near them."""
    near = NEAR * SPEECH_RATE / WINDOW
    sure = [
        (first, last)
        for first, last in spans
        if np.count_nonzero(probabilities[first:last] >= SURE) >= SURE_WINDOWS
    ]
    if sure_before is not None:
        sure.append((sure_before, sure_before))
    return [
        (first, last)
        for first, last in spans
        if any(first - end <= near and start - last <= near for start, end in sure)
    ]


_BRIDGE = windows(BRIDGE)
_NEAR = windows(NEAR)
_AGAIN = 8
"""Windows after which lasting silence is reported again: a quarter of a second."""


class SpeechThreshold(NamedTuple):
    """The probabilities from which a sound is surely speech."""

    sure: float
    """In SURE_WINDOWS windows."""
    at_once: float = math.inf
    """In a single window."""


DEFAULT_THRESHOLD: Final = SpeechThreshold(SURE)


@dataclass(frozen=True)
class SpeechPresence:
    """A report of speech, or of silence, since ``at`` seconds of the recording.

    ``heard`` is how many seconds were analyzed by then.
    """

    speaking: bool
    at: float
    heard: float


class VoiceActivity:
    """Detects speech as ``speech_spans`` does, as far as possible at once.

    A sound is speech once it is surely so, or if it began within NEAR of sure speech: a mumble that
    only later speech makes credible is reported with that. The end of speech is known BRIDGE
    seconds after it, and reported again while silence lasts, so that those who wait know how far
    it is sure. One thread, one recording.
    """

    def __init__(self) -> None:
        self._windows = 0
        """Windows so far."""
        self._start: int | None = None
        """The first window of the present sound; None where there is none."""
        self._last = 0
        """The window after the last one that may be speech."""
        self._sure = 0
        """Windows of the present sound that are surely speech."""
        self._sure_end: int | None = None
        """The window after the last sound that was surely speech."""
        self._silent = 0
        """The window at which the silence that was reported began."""
        self._reported = 0
        """Windows at the last report."""
        self.speaking = False
        """Whether speech was reported last, and not silence."""

    def feed(
        self, probabilities: Iterable[float], *, bar: SpeechThreshold = DEFAULT_THRESHOLD
    ) -> Iterator[SpeechPresence]:
        """Add the probabilities of speech in the next windows; yield the reports, in order."""
        for probability in probabilities:
            found = self._next(probability, bar)
            if found is not None:
                self._reported = self._windows
                yield found

    def _next(self, probability: float, bar: SpeechThreshold) -> SpeechPresence | None:
        found = self._changed(probability, bar)
        if found is None and not self.speaking and self._windows - self._reported >= _AGAIN:
            return self._found(self._silent)
        return found

    def _changed(self, probability: float, bar: SpeechThreshold) -> SpeechPresence | None:
        here = self._windows
        self._windows += 1
        if probability >= (ONSET if self._start is None else OFFSET):
            self._start = here if self._start is None else self._start
            self._last = here + 1
            self._sure += SURE_WINDOWS if probability >= bar.at_once else probability >= bar.sure
            return self._begun(self._start)
        if self._start is None or here - self._last < _BRIDGE:
            return None
        return self._ended()

    def _begun(self, start: int) -> SpeechPresence | None:
        if self.speaking:
            return None
        near = self._sure_end is not None and start - self._sure_end <= _NEAR
        self.speaking = near or self._sure >= SURE_WINDOWS
        return self._found(start) if self.speaking else None

    def _ended(self) -> SpeechPresence | None:
        if self._sure >= SURE_WINDOWS:
            self._sure_end = self._last
        reported, self.speaking = self.speaking, False
        self._start, self._sure = None, 0
        if not reported:
            return None
        self._silent = self._last
        return self._found(self._silent)

    def _found(self, window: int) -> SpeechPresence:
        return SpeechPresence(self.speaking, _seconds(window), _seconds(self._windows))


def _seconds(window: int) -> float:
    return window * WINDOW / SPEECH_RATE
