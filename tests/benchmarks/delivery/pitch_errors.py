"""The error of the pitch on synthetic tones and vowels."""

from collections.abc import Iterator

import numpy as np
from benchmarks.recognition.bench import Bench
from benchmarks.recognition.figures import Figure, Outcome
from rig.sounds import tone
from rig.vowels import CLOSED, OPEN, noise, vowel

from mock_interviewer.audio.prosody.prosody import prosody_of
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

HERTZ = (80.0, 95.0, 110.0, 130.0, 150.0, 180.0, 210.0, 250.0, 300.0, 350.0)
ROOMS = (-60.0, -40.0, -30.0)
SECONDS = 3.0
TARGET = 2.0
_PLAYED = 48_000


def measure(_bench: Bench) -> Outcome:
    """Measure sines, sawtooth waves, and vowels at several pitches in several noises."""
    found: dict[str, list[float]] = {}
    rows: list[dict[str, object]] = []
    for name, hertz, sound in _sounds():
        for room in ROOMS:
            heard = Sound(sound.samples + noise(SECONDS, room, rate=sound.rate), sound.rate)
            mean = float(prosody_of(heard).pitch.hertz.mean())
            found.setdefault(name, []).append(100 * abs(mean / hertz - 1))
            rows.append({"sound": name, "hertz": hertz, "noise": room, "mean": round(mean, 2)})
    figures = tuple(
        Figure(
            f"{name}: mean F0 off, most", max(errors), "%", f"{len(errors)} sounds", at_most=TARGET
        )
        for name, errors in found.items()
    )
    rooms = ", ".join(f"{room:.0f}" for room in ROOMS)
    note = (
        f"{HERTZ[0]:.0f} to {HERTZ[-1]:.0f} Hz, in white noise at {rooms} dBFS; the sounds are at "
        "-20 dBFS."
    )
    return Outcome("Pitch", figures, (note,), tuple(rows))


def _sounds() -> Iterator[tuple[str, float, Sound]]:
    time = np.arange(round(SECONDS * SPEECH_RATE)) / SPEECH_RATE
    for hertz in HERTZ:
        yield "sine", hertz, tone(SECONDS, SPEECH_RATE, pitch=hertz, level=0.1 * 2**0.5)
        yield "sawtooth", hertz, Sound(_sawtooth(hertz), _PLAYED)
        for name, formants in (("ah", OPEN), ("ee", CLOSED)):
            samples = vowel(SECONDS, hertz, formants=formants)
            yield f"vowel {name}", hertz, Sound(samples, SPEECH_RATE)
        moving = vowel(SECONDS, hertz * (1 + 0.2 * np.sin(2 * np.pi * time)))
        yield "vowel ah that moves by 20 %", hertz, Sound(moving, SPEECH_RATE)


def _sawtooth(hertz: float) -> Samples:
    phase = np.arange(round(SECONDS * _PLAYED)) * hertz / _PLAYED
    return (0.1 * 3**0.5 * (2 * (phase % 1.0) - 1)).astype(np.float32)
