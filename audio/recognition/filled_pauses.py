"""Filled pauses heard without a model: a voice that holds one sound and one pitch.

Somebody who looks for a word keeps the mouth as it is, so the spectrum stands still for longer
than it does in any vowel of running speech. Found like this are the drawn-out ones only.
"""

from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mock_interviewer.audio.types import SPEECH_RATE, Samples

SHORTEST = 0.18
"""Seconds that a sound is held; vowels of slowly read verse were seen to reach 0.16."""
LONGEST = 1.2
"""Seconds; what stands still for longer is a tone, a hum or music."""

_STEP = SPEECH_RATE // 100
_WINDOW = 400
_PITCH_WINDOW = 640
_LAGS = slice(SPEECH_RATE // 350, SPEECH_RATE // 70)
"""Periods of a speaking voice."""
_TRANSFORM = 512
_BANDS = 26
_LOWEST, _HIGHEST = 80.0, 6000.0
_VOICED = 0.6
"""How alike a voiced sound is to itself one period later, of 1."""
_QUIETER = 22.0
"""Decibels below the loudest speech that a filled pause may be."""
_STILL = 3.5
"""Decibels by which the spectrum changes within 60 ms, at most."""
_REACH = 3
_BRIDGE = 1
"""Steps in the midst of a held sound that may be unsteady."""

Spectra: TypeAlias = NDArray[np.float64]


def filled_pauses(samples: Samples) -> list[tuple[float, float]]:
    """Return where a sound is held, as seconds from the start of ``samples`` (16 kHz), in order.

    Loudness is judged against the loudest of these samples, so there must be speech in them.
    """
    if len(samples) < _PITCH_WINDOW + 2 * _REACH * _STEP:
        return []
    frames = _frames(samples, _WINDOW)
    alike = _periodicity(samples)
    loud = 10 * np.log10(np.square(frames).mean(axis=1) + 1e-10)
    change = _change(_spectra(frames))
    count = len(alike)
    held = alike > _VOICED
    held &= loud[:count] > np.percentile(loud, 95) - _QUIETER
    held &= change[:count] < _STILL
    shortest, longest = round(SHORTEST * 100), round(LONGEST * 100)
    # A step stands for what is heard around its middle.
    middle = _WINDOW / 2 / SPEECH_RATE
    return [
        (first / 100 + middle, last / 100 + middle)
        for first, last in _runs(held)
        if shortest <= last - first <= longest
    ]


def _frames(samples: Samples, size: int) -> Spectra:
    return np.asarray(sliding_window_view(samples, size)[::_STEP], dtype=np.float64)


def _periodicity(samples: Samples) -> NDArray[np.float64]:
    """Return how voiced each step is, from 0 to about 1."""
    frames = _frames(samples, _PITCH_WINDOW)
    frames = frames - frames.mean(axis=1, keepdims=True)
    power = np.abs(np.fft.rfft(frames, 2 * _PITCH_WINDOW)) ** 2
    alike = np.fft.irfft(power)[:, :_PITCH_WINDOW]
    shares = 1 - np.arange(_PITCH_WINDOW) / _PITCH_WINDOW
    relative = alike / (alike[:, :1] + 1e-9) / shares
    return np.asarray(relative[:, _LAGS].max(axis=1))


def _spectra(frames: Spectra) -> Spectra:
    """Return decibels in bands as wide as the ear's, one row a step."""
    power = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW), _TRANSFORM)) ** 2
    decibels: Spectra = 10 * np.log10(power @ _bands().T + 1e-7)
    return decibels


def _bands() -> Spectra:
    """Return triangles over the transform's frequencies, evenly spaced in mel."""
    lowest, highest = (2595 * np.log10(1 + hertz / 700) for hertz in (_LOWEST, _HIGHEST))
    edges = 700 * (10 ** (np.linspace(lowest, highest, _BANDS + 2) / 2595) - 1)
    frequencies = np.fft.rfftfreq(_TRANSFORM, 1 / SPEECH_RATE)
    rising = (frequencies - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - frequencies) / np.diff(edges)[1:, None]
    return np.clip(np.minimum(rising, falling), 0, 1)


def _change(spectra: Spectra) -> NDArray[np.float64]:
    """Return by how many decibels the shape of the spectrum changes around each step.

    Loudness alone may change: a filled pause fades.
    """
    change = np.full(len(spectra), np.inf)
    difference = spectra[2 * _REACH :] - spectra[: -2 * _REACH]
    difference -= difference.mean(axis=1, keepdims=True)
    change[_REACH:-_REACH] = np.sqrt(np.square(difference).mean(axis=1))
    return change


def _runs(held: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return runs of steps [first, last), bridged where only a step is missing."""
    found: list[tuple[int, int]] = []
    for step in np.flatnonzero(held).tolist():
        if found and step - found[-1][1] <= _BRIDGE:
            found[-1] = (found[-1][0], step + 1)
        else:
            found.append((step, step + 1))
    return found
