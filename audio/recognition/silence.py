"""Where in a recording somebody speaks: the gate before recognition, so that silence stays silent.

A Whisper model makes words out of noise, most readily the words it was told to expect. It is
therefore never shown sound in which the voice detector finds no speech.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.recognition.messages import Pcm, to_samples
from mock_interviewer.audio.types import SPEECH_RATE, Samples

WINDOW = 512
"""Samples in one window of the voice detector: 32 ms."""

Probabilities: TypeAlias = NDArray[np.float32]
"""The chance of speech in each window, from 0 to 1."""

VoiceDetector: TypeAlias = Callable[[Samples], Probabilities]
"""Takes a whole number of windows."""

ONSET = 0.5
OFFSET = 0.35
SURE = 0.75
"""Real noise was seen to reach 0.66, the quietest of the human recordings 0.9 and more."""
SURE_WINDOWS = 2
BRIDGE = 0.3
"""Shorter gaps do not end a stretch of speech (seconds)."""
NEAR = 1.5
"""A mumbled stretch counts when it is this close to a sure one (seconds)."""
PAD = 0.4
"""Sound kept on either side of speech (seconds): soft beginnings and endings are not cut."""

_BLOCK_WINDOWS = 4096
_WARM_UP_WINDOWS = 32
_SILENT_PEAK = 4


@dataclass(frozen=True)
class Stretch:
    """Samples ``start`` to ``end`` of a recording; nobody speaks after ``speech_end``."""

    start: int
    end: int
    speech_end: int


def speech_probabilities(pcm: Pcm, detector: VoiceDetector) -> Probabilities:
    """Ask the detector about a recording, in blocks, so that memory stays bounded.

    The last window is filled up with silence. Digital silence is not even asked about.
    """
    count = -(-len(pcm) // WINDOW)
    found = np.zeros(count, dtype=np.float32)
    for first in range(0, count, _BLOCK_WINDOWS):
        # The detector remembers what it heard; it hears a little of the block before.
        begin = max(0, first - _WARM_UP_WINDOWS)
        end = min(count, first + _BLOCK_WINDOWS)
        block = pcm[begin * WINDOW : end * WINDOW]
        if np.abs(block.astype(np.int32)).max(initial=0) < _SILENT_PEAK:
            continue
        samples = to_samples(block)
        padded = np.pad(samples, (0, (end - begin) * WINDOW - len(samples)))
        found[first:end] = detector(padded)[first - begin :]
    return found


def speech_stretches(probabilities: Probabilities, length: int) -> list[Stretch]:
    """Return where speech is in a recording of ``length`` samples, padded, in order, disjoint."""
    spans = _believable(_spans(probabilities), probabilities)
    pad = round(PAD * SPEECH_RATE)
    stretches: list[Stretch] = []
    for first, last in spans:
        start, speech_end = max(0, first * WINDOW - pad), min(length, last * WINDOW)
        end = min(length, speech_end + pad)
        if stretches and start <= stretches[-1].end:
            start = stretches.pop().start
        stretches.append(Stretch(start, end, speech_end))
    return stretches


def _spans(probabilities: Probabilities) -> list[tuple[int, int]]:
    """Return runs of windows [first, last) that begin at ONSET and end below OFFSET."""
    bridge = round(BRIDGE * SPEECH_RATE / WINDOW)
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


def _believable(
    spans: list[tuple[int, int]], probabilities: Probabilities
) -> list[tuple[int, int]]:
    """Keep the spans that are surely speech, and those close by."""
    near = NEAR * SPEECH_RATE / WINDOW
    sure = [
        (first, last)
        for first, last in spans
        if np.count_nonzero(probabilities[first:last] >= SURE) >= SURE_WINDOWS
    ]
    return [
        (first, last)
        for first, last in spans
        if any(first - end <= near and start - last <= near for start, end in sure)
    ]
