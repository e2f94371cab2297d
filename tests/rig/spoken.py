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
    """Synthesized speech at the sample rate of recognition; ``path`` is its WAV file."""

    text: str
    samples: Samples
    path: Path

    @property
    def duration(self) -> float:
        return len(self.samples) / SPEECH_RATE

    def times(self, count: int, path: Path) -> "Spoken":
        """Repeat the speech ``count`` times."""
        return _kept(" ".join([self.text] * count), np.tile(self.samples, count), path)


def speak(text: str, path: Path) -> Spoken:
    """Write a text spoken by the neural voice to a file; each text is synthesized once."""
    write_wav(path, _said(text))
    return _kept(text, read_sound(path, SPEECH_RATE).samples, path)


@cache
def _said(text: str) -> Sound:
    with closing(NeuralVoice()) as voice:
        return voice.synthesize(text, rate=170)


def _kept(text: str, samples: Samples, path: Path) -> Spoken:
    write_wav(path, Sound(samples, SPEECH_RATE))
    return Spoken(text, samples, path)
