"""Sounds in which nobody speaks: out of nothing, so the same on every machine."""

from collections.abc import Iterator

import numpy as np

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

SECONDS = 24.0
LEVELS = (-60, -45, -30, -15)
"""Of noise, in dBFS (root mean square)."""
MAINS = (50, 60)
KEYS_A_SECOND = (2, 5, 10)

_HUM_LEVEL = -30.0
_CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
"""MIDI notes: A minor, F, C, G."""
_MELODY = (69, 72, 76, 74, 72, 69, 71, 67)


def synthetic(seconds: float = SECONDS) -> Iterator[tuple[str, Samples]]:
    """Yield all sounds with their names, each so many seconds at 16 kHz."""
    count = round(seconds * SPEECH_RATE)
    yield "digital silence", np.zeros(count, dtype=np.float32)
    for level in LEVELS:
        yield f"white noise at {level} dBFS", at_level(white(count), level)
        yield f"pink noise at {level} dBFS", at_level(pink(count), level)
    for frequency in MAINS:
        yield f"hum of {frequency} Hz", at_level(hum(count, frequency), _HUM_LEVEL)
    for keys in KEYS_A_SECOND:
        yield f"keyboard, {keys} keys a second", keyboard(count, keys)
    yield "music with drums", music(count, beats=110, drums=True)
    yield "slow music with vibrato", music(count, beats=60, drums=False)


def at_level(samples: Samples, level: float) -> Samples:
    """Return a sound at a level in dBFS (root mean square), clipped at full scale."""
    louder = samples * (10 ** (level / 20) / np.sqrt(np.mean(np.square(samples))))
    return np.asarray(np.clip(louder, -1.0, 1.0), dtype=np.float32)


def white(count: int) -> Samples:
    """Return so many samples of white noise."""
    return np.random.default_rng(4).standard_normal(count).astype(np.float32)


def pink(count: int) -> Samples:
    """Return so many samples of noise whose power falls with the frequency."""
    spectrum = np.fft.rfft(np.random.default_rng(5).standard_normal(count))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    return np.fft.irfft(spectrum, count).astype(np.float32)


def hum(count: int, frequency: int) -> Samples:
    """Return the hum of a mains frequency with its first nine harmonics."""
    time = np.arange(count) / SPEECH_RATE
    parts = [np.sin(2 * np.pi * frequency * k * time + k * k) / k for k in range(1, 11)]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float32)


def keyboard(count: int, keys: int) -> Samples:
    """Return typing at about so many keys a second: for each a press, and softer, a release."""
    random = np.random.default_rng(6)
    sound = np.zeros(count, dtype=np.float32)
    now = 0.3
    while now < count / SPEECH_RATE - 0.3:
        loudness = random.uniform(0.15, 0.5)
        _add(sound, _click(random) * loudness, now)
        _add(sound, _click(random) * loudness * 0.4, now + random.uniform(0.05, 0.1))
        now += random.gamma(6.0, 1 / (6.0 * keys))
    return sound


def music(count: int, *, beats: int, drums: bool) -> Samples:
    """Return chords with a melody over them at so many beats a minute."""
    beat = 60 / beats
    sound = np.zeros(count, dtype=np.float32)
    for number in range(int(count / SPEECH_RATE / beat)):
        now = number * beat
        if number % 4 == 0:
            for note in _CHORDS[number // 4 % len(_CHORDS)]:
                _add(sound, 0.08 * _tone(note, 4 * beat, harmonics=6), now)
        note = _MELODY[number % len(_MELODY)]
        vibrato = 0.0 if drums else 0.006
        _add(sound, 0.16 * _tone(note, 0.9 * beat, harmonics=4, vibrato=vibrato), now)
        if drums:
            _add(sound, 0.4 * _drum() if number % 2 == 0 else 0.15 * _snare(), now)
    return np.clip(sound, -1.0, 1.0)


def _tone(note: int, seconds: float, *, harmonics: int, vibrato: float = 0.0) -> Samples:
    time = np.arange(round(seconds * SPEECH_RATE)) / SPEECH_RATE
    pitch = 440 * 2 ** ((note - 69) / 12) * (1 + vibrato * np.sin(2 * np.pi * 5.5 * time))
    phase = 2 * np.pi * np.cumsum(pitch) / SPEECH_RATE
    parts = [np.sin(k * phase) / k**1.5 for k in range(1, harmonics + 1)]
    envelope = np.minimum(1, time / 0.02) * np.minimum(1, (seconds - time) / 0.08)
    envelope *= np.exp(-time / seconds)
    return np.asarray(np.sum(parts, axis=0) * envelope, dtype=np.float32)


def _drum() -> Samples:
    time = np.arange(SPEECH_RATE // 5) / SPEECH_RATE
    phase = 2 * np.pi * (50 * time + 4 * (1 - np.exp(-time / 0.03)))
    return np.asarray(np.sin(phase) * np.exp(-time / 0.06), dtype=np.float32)


def _snare() -> Samples:
    noise = np.random.default_rng(7).standard_normal(SPEECH_RATE // 8)
    return (noise * np.exp(-np.arange(len(noise)) / (0.03 * SPEECH_RATE))).astype(np.float32)


def _click(random: np.random.Generator) -> Samples:
    """Return one knock of a key: a burst that dies in some milliseconds, and its case's ring."""
    time = np.arange(SPEECH_RATE // 25) / SPEECH_RATE
    burst = random.standard_normal(len(time)) * np.exp(-time / 0.004)
    ring = sum(
        np.sin(2 * np.pi * random.uniform(low, high) * time) * np.exp(-time / 0.009)
        for low, high in ((150, 300), (1500, 2500), (3000, 5000))
    )
    return (0.5 * burst + 0.4 * ring).astype(np.float32)


def _add(sound: Samples, part: Samples, seconds: float) -> None:
    """Add a part to a sound from so many seconds on; what reaches beyond its end is cut off."""
    start = round(seconds * SPEECH_RATE)
    end = min(len(sound), start + len(part))
    sound[start:end] += part[: end - start]
