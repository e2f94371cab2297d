"""Sounds for tests, and measurements of sounds."""

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.samples import Samples, Sound


def tone(seconds: float, rate: int = 22_050, *, pitch: float = 440.0, level: float = 0.5) -> Sound:
    """Return a sine tone."""
    time = np.arange(round(seconds * rate)) / rate
    return Sound((level * np.sin(2 * np.pi * pitch * time)).astype(np.float32), rate)


def loud(sound: Sound, above: float = 0.02) -> NDArray[np.bool_]:
    """Return for each hundredth of a second whether it is audible."""
    step = sound.rate // 100
    whole = len(sound.samples) // step * step
    return np.asarray(np.abs(sound.samples[:whole]).reshape(-1, step).max(axis=1) > above)


def loud_seconds(sound: Sound) -> float:
    """Return the audible time in seconds."""
    return float(np.count_nonzero(loud(sound))) / 100


def loud_samples(samples: Samples, above: float = 0.2) -> int:
    """Return how many samples are loud, those between two peaks of a tone too.

    Of a sound that was cut fewer are left. Silence within it, where a busy rig had nothing to
    play for an instant, is not counted: nothing is lost by that.
    """
    return int(np.count_nonzero(np.convolve(np.abs(samples) > above, np.ones(10), "same")))


def pitch_of(sound: Sound) -> float:
    """Return the strongest frequency in Hz."""
    spectrum = np.abs(np.fft.rfft(sound.samples * np.hanning(len(sound.samples))))
    return float(np.argmax(spectrum) * sound.rate / len(sound.samples))
