"""Answers spoken by the neural voice, for tests of recognition."""

from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from mock_interviewer.audio.files.sound_file import read_sound, write_wav
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound
from mock_interviewer.audio.voices.neural_voice import NeuralVoice

ANSWER = (
    "A search index gives the language model some passages to read before it speaks. "
    "The answer then rests on those documents. "
    "Training the model once more would change its weights instead."
)
"""Plain words: the voice says a text a little differently each time, the smallest model slips."""


@dataclass(frozen=True)
class Spoken:
    """What a voice said, at the rate of recognition; ``path`` is a WAV file of the same."""

    text: str
    samples: Samples
    path: Path

    @property
    def duration(self) -> float:
        return len(self.samples) / SPEECH_RATE

    def times(self, count: int, path: Path) -> "Spoken":
        """Say it ``count`` times over."""
        return _kept(" ".join([self.text] * count), np.tile(self.samples, count), path)


def speak(text: str, path: Path) -> Spoken:
    """Let the neural voice say a text, or take what it said of it before, and keep it in a file."""
    write_wav(path, _said(text))
    return _kept(text, read_sound(path, SPEECH_RATE).samples, path)


@cache
def _said(text: str) -> Sound:
    with closing(NeuralVoice()) as voice:
        return voice.synthesize(text, rate=170)


def _kept(text: str, samples: Samples, path: Path) -> Spoken:
    write_wav(path, Sound(samples, SPEECH_RATE))
    return Spoken(text, samples, path)
