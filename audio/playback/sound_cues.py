"""Short, soft tones for use without the screen: listening, saved, time nearly up."""

from enum import Enum
from functools import cache
from typing import Final

import numpy as np

from mock_interviewer.audio.samples import Samples, Sound

_RATE: Final = 22_050
_PEAK: Final = 0.1
"""-20 dBFS: softer than a voice, and louder than the noise of a quiet room."""
_NOTE: Final = 0.11
"""Seconds of a note; it fades in and out over its whole length, so that nothing clicks."""
_LOW: Final = 523.25
_HIGH: Final = 783.99
"""Hz, C5 and the fifth above it, G5: within the range of small loudspeakers and older ears."""


class SoundCue(Enum):
    """The meaning of a tone; the value is the pitch of its notes in Hz."""

    LISTENING = (_LOW, _HIGH)
    """Listening begins: the pitch rises."""
    SAVED = (_HIGH, _LOW)
    """The answer is saved: the pitch falls."""
    WARNING = (_HIGH, _HIGH)
    """The time is nearly up: the pitch stays the same."""


@cache
def cue_sound(cue: SoundCue) -> Sound:
    """Return the sound of ``cue``: under 0.25 s, with a peak of -20 dBFS; do not modify it."""
    return Sound(np.concatenate([_note(pitch) for pitch in cue.value]), _RATE)


def _note(pitch: float) -> Samples:
    length = round(_NOTE * _RATE)
    wave = np.sin(2 * np.pi * pitch * np.arange(length) / _RATE) * np.hanning(length)
    return np.asarray(wave * (_PEAK / np.abs(wave).max()), dtype=np.float32)
