"""Sounds that are held, among sounds that are not."""

import numpy as np
import pytest

from mock_interviewer.audio.recognition.worker.filled_pauses import held_sounds
from mock_interviewer.audio.samples import SPEECH_RATE, Samples


def voice(seconds: float, *, glide: float = 0.0, level: float = 0.3) -> Samples:
    """Return a voice at 120 Hz whose formant rises by ``glide`` Hz a second."""
    time = np.arange(round(seconds * SPEECH_RATE)) / SPEECH_RATE
    formant = 600 + glide * time
    tones = [
        np.exp(-(((120 * number - formant) / 200) ** 2)) * np.sin(2 * np.pi * 120 * number * time)
        for number in range(1, 40)
    ]
    return np.asarray(level * np.sum(tones, axis=0) / 3, np.float32)


def hiss(seconds: float, level: float = 0.1) -> Samples:
    noise = np.random.default_rng(0).normal(0, level, round(seconds * SPEECH_RATE))
    return noise.astype(np.float32)


def clang(seconds: float) -> Samples:
    """Return many steady tones that no period has in common."""
    time = np.arange(round(seconds * SPEECH_RATE)) / SPEECH_RATE
    frequencies = np.cumsum(np.random.default_rng(3).uniform(150, 400, 20))
    tones = np.sin(2 * np.pi * np.outer(frequencies, time))
    return np.asarray(0.05 * tones.sum(axis=0), np.float32)


def among_speech(sound: Samples) -> Samples:
    """Put a sound, after half a second, between others of which none is held."""
    return np.concatenate([hiss(0.25), voice(0.25, glide=8000), sound, voice(0.25, glide=-1500)])


def test_a_held_vowel_is_found_where_it_is() -> None:
    ((start, end),) = held_sounds(among_speech(voice(0.4)))
    assert start == pytest.approx(0.5, abs=0.06)
    assert end == pytest.approx(0.9, abs=0.06)


@pytest.mark.parametrize(
    "sound",
    [
        voice(0.12),
        voice(0.4, glide=3000),
        voice(2.0),
        voice(0.4, level=0.005),
        hiss(0.4),
        clang(0.4),
        np.zeros(SPEECH_RATE // 2, dtype=np.float32),
    ],
    ids=["short", "gliding", "a drone", "far away", "unvoiced", "a clang", "silence"],
)
def test_other_sounds_are_not_filled_pauses(sound: Samples) -> None:
    assert not held_sounds(among_speech(sound))


@pytest.mark.parametrize("length", [0, 1, 1599, 1600, 1601])
def test_an_instant_has_no_filled_pause(length: int) -> None:
    assert not held_sounds(np.zeros(length, dtype=np.float32))
