"""Synthetic voices: vowels of known pitch, and answers whose words are such vowels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.recognition.transcript import (
    Filler,
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

Curve = NDArray[np.float64]

OPEN = ((700.0, 130.0), (1220.0, 70.0), (2600.0, 160.0), (3300.0, 250.0))
"""Formants of "ah": frequency and bandwidth, both in hertz."""
CLOSED = ((310.0, 45.0), (2020.0, 200.0), (2960.0, 400.0), (3300.0, 250.0))
"""Formants of "ee"."""
_HIGHEST = 5000.0
_FADE = 0.01


def vowel(
    seconds: float,
    hertz: float | Curve,
    *,
    formants: Sequence[tuple[float, float]] = OPEN,
    level: float = 0.1,
    rate: int = SPEECH_RATE,
) -> Samples:
    """Return a vowel of this root mean square: a glottal source through formants.

    The source's harmonics fall by 12 dB an octave. ``hertz`` may be a value for each sample.
    """
    count = round(seconds * rate)
    pitch = np.broadcast_to(np.asarray(hertz, dtype=np.float64), count)
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    sound = np.zeros(count)
    for harmonic in range(1, int(min(_HIGHEST, 0.45 * rate) / pitch.max()) + 1):
        frequency = harmonic * pitch
        sound += _gain(frequency, formants) / harmonic**2 * np.sin(harmonic * phase)
    ramp = np.minimum(1.0, np.arange(count) / (_FADE * rate))
    sound *= level / np.sqrt(np.mean(np.square(sound))) * ramp * ramp[::-1]
    return sound.astype(np.float32)


def noise(seconds: float, decibels: float, *, seed: int = 0, rate: int = SPEECH_RATE) -> Samples:
    """Return white noise of this root mean square, in dBFS."""
    random = np.random.default_rng(seed).standard_normal(round(seconds * rate))
    return (random * 10 ** (decibels / 20)).astype(np.float32)


def placed(
    parts: Sequence[tuple[float, Samples]], seconds: float, rate: int = SPEECH_RATE
) -> Samples:
    """Return sounds placed at their times (seconds), with digital silence around them."""
    sound = np.zeros(round(seconds * rate), dtype=np.float32)
    for start, part in parts:
        first = round(start * rate)
        room = len(sound) - first
        sound[first : first + len(part)] += part[:room]
    return sound


def voiced_answer(
    layout: Sequence[tuple[float, float]], seconds: float, *, room: float = -70.0
) -> Sound:
    """Return a sound with a vowel at each start and end of ``layout``, in a room of this noise."""
    parts = [(start, vowel(end - start, 120.0)) for start, end in layout]
    return Sound(placed(parts, seconds) + noise(seconds, room), SPEECH_RATE)


def transcript_of(
    layout: Sequence[tuple[float, float]],
    seconds: float,
    *,
    texts: Sequence[str] = (),
    language: str = "en",
    fillers: Sequence[tuple[float, float]] | None = (),
) -> Transcript:
    """Return a transcript with a word at each start and end of ``layout``."""
    named = [*texts, *(f"word{number}" for number in range(len(texts), len(layout)))]
    words = tuple(
        TranscriptWord(text, start, end, 0.9)
        for text, (start, end) in zip(named, layout, strict=True)
    )
    found = None if fillers is None else tuple(Filler("um", *filler) for filler in fillers)
    segment = TranscriptSegment(" ".join(named), 0.0, seconds, words)
    return Transcript((segment,), seconds, "made up", language, fillers=found)


def _gain(frequency: Curve, formants: Sequence[tuple[float, float]]) -> Curve:
    """Return how a vocal tract with these formants, in cascade, lets a frequency pass."""
    gain = np.ones_like(frequency)
    for center, bandwidth in formants:
        gain *= center**2 / np.hypot(center**2 - frequency**2, bandwidth * frequency)
    return gain
