"""Speech in noise, and audible parts of sounds."""

import numpy as np

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

_FRAME = SPEECH_RATE // 50
"""Samples in 20 ms."""
_ACTIVE = -35.0
"""A frame is speech when it is at most so many decibels below the loudest one."""
_AUDIBLE = -45.0
"""Sound begins and ends where it is so many decibels below its peak."""
_ROOM = -70.0
"""Noise of a quiet room, in dBFS: no microphone gives zeros."""


def rms(samples: Samples) -> float:
    """Return the root mean square of a sound, 0 if it is empty."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0


def speech_rms(samples: Samples) -> float:
    """Return the root mean square of the frames of 20 ms in which somebody speaks.

    Those are the frames at most 35 dB below the loudest; pauses do not count. The sound must have
    a frame at least.
    """
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    powers = np.mean(np.square(frames, dtype=np.float64), axis=1)
    active = powers >= powers.max() * 10 ** (_ACTIVE / 10)
    return float(np.sqrt(powers[active].mean()))


def mixed(speech: Samples, noise: Samples, snr: float, start: int = 0) -> Samples:
    """Return speech with noise in it, at a signal-to-noise ratio in decibels.

    snr = 20 · log10(speech_rms(speech) / rms(noise)), over all of the noise that is mixed in: the
    noise repeats, from its sample ``start`` on, as long as the speech lasts. Where the sum would
    be louder than full scale, all of it is made softer.
    """
    there = np.resize(np.roll(noise, -start), len(speech))
    gain = speech_rms(speech) / rms(there) / 10 ** (snr / 20)
    both = speech + there * np.float32(gain)
    return (both / max(1.0, float(np.abs(both).max()))).astype(np.float32)


def in_a_room(samples: Samples, seed: int = 0) -> Samples:
    """Return a sound with the noise of a quiet room under it, white, at -70 dBFS."""
    room = np.random.default_rng(seed).standard_normal(len(samples)) * 10 ** (_ROOM / 20)
    return (samples + room).astype(np.float32)


def audible(samples: Samples, rate: int = SPEECH_RATE) -> tuple[int, int]:
    """Return the first and last audible samples, to a hundredth of a second."""
    step = rate // 100
    levels = np.abs(np.pad(samples, (0, -len(samples) % step))).reshape(-1, step).max(axis=1)
    heard = np.flatnonzero(levels > levels.max(initial=0.0) * 10 ** (_AUDIBLE / 20))
    if not len(heard):
        return 0, 0
    return int(heard[0]) * step, min(len(samples), (int(heard[-1]) + 1) * step)
