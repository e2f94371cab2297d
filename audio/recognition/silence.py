"""Where in a recording somebody speaks: the gate before recognition, so that silence stays silent.

A Whisper model makes words out of noise, most readily the words it was told to expect. It is
therefore never shown sound in which the voice detector finds no speech.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.types import SPEECH_RATE

WINDOW = 512
"""Samples in one window of the voice detector: 32 ms."""

Probabilities: TypeAlias = NDArray[np.float32]
"""The chance of speech in each window, from 0 to 1."""

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
"""Sound kept before speech (seconds): soft beginnings are not cut."""
TAIL = 0.25
"""Sound kept after speech (seconds); as little as keeps soft endings, since all of it must pass
before a piece can be heard."""


def windows(seconds: float) -> int:
    """Return a length in windows of the detector."""
    return round(seconds * SPEECH_RATE / WINDOW)


@dataclass(frozen=True)
class Stretch:
    """Samples ``start`` to ``end`` of a recording; nobody speaks after ``speech_end``."""

    start: int
    end: int
    speech_end: int


def speech_stretches(
    probabilities: Probabilities, length: int, *, sure_before: int | None = None
) -> list[Stretch]:
    """Return where speech is in ``length`` samples of sound, padded, in order, disjoint.

    ``sure_before`` is the window, 0 or less, at which sure speech before this sound ended.
    """
    spans = _believable(_spans(probabilities), probabilities, sure_before)
    pad, tail = round(PAD * SPEECH_RATE), round(TAIL * SPEECH_RATE)
    stretches: list[Stretch] = []
    for first, last in spans:
        start, speech_end = max(0, first * WINDOW - pad), min(length, last * WINDOW)
        end = min(length, speech_end + tail)
        if stretches and start <= stretches[-1].end:
            start = stretches.pop().start
        stretches.append(Stretch(start, end, speech_end))
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


def _believable(
    spans: list[tuple[int, int]], probabilities: Probabilities, sure_before: int | None
) -> list[tuple[int, int]]:
    """Keep the spans that are surely speech, and those close by."""
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
