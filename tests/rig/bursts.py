"""A synthetic voice: reproducible noise in syllables with the dynamics of speech."""

from typing import Final

import numpy as np

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

_DULL: Final = 500.0
"""Hz above which it falls by 12 dB an octave, as voices do (G. Fant, 1960)."""


def bursts(seconds: float, seed: int, *, dbfs: float = -20.0) -> Samples:
    """Return noise that swells at no regular times, at 16 kHz.

    An echo canceller confuses one swell with the next where they come regularly.
    """
    random = np.random.default_rng(seed)
    count = round(seconds * SPEECH_RATE)
    steps = np.cumsum(random.uniform(0.05, 0.2, round(seconds * 20) + 2)) * SPEECH_RATE
    levels = np.where(np.arange(len(steps)) % 2, random.uniform(0.3, 1, len(steps)), 0)
    swell = np.interp(np.arange(count), np.concatenate([[0.0], steps]), [0.0, *levels])
    level: float = 10 ** (dbfs / 20) / np.sqrt(np.mean(swell**2))
    spectrum = np.fft.rfft(random.standard_normal(count))
    pitch = np.arange(len(spectrum)) * SPEECH_RATE / count
    dull = np.fft.irfft(spectrum / (1 + (pitch / _DULL) ** 2), count)
    return np.asarray(dull / dull.std() * swell * level, np.float32)
