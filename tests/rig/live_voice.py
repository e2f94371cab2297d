"""The candidate's speech, synthesized in advance, with silences of chosen lengths."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Self, TypeAlias

import numpy as np

from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.samples import Samples, Sound
from mock_interviewer.audio.voices.neural_voice import NeuralVoice

Said: TypeAlias = tuple[str | float, ...]
"""Texts, and seconds of silence between them."""
_PACE = 170
_SILENT = 0.01
"""A voice puts a little silence around a text, which would lengthen the pauses."""


def words_of(said: Said) -> str:
    """Return the spoken words."""
    return " ".join(part for part in said if isinstance(part, str))


class LiveVoice:
    """Texts of the neural voice, each synthesized once; the interviewer has another voice."""

    def __init__(self, spoken: dict[str, Samples], rate: int, folder: Path) -> None:
        self._spoken = spoken
        self._rate = rate
        self._folder = folder
        self._files = 0

    @classmethod
    def rehearse(cls, texts: Iterable[str], folder: Path) -> Self:
        """Synthesize each text once; ``folder`` is for the sound files. Takes some time."""
        with closing(NeuralVoice()) as voice:
            sounds = {text: voice.synthesize(text, rate=_PACE) for text in dict.fromkeys(texts)}
        (rate,) = {sound.rate for sound in sounds.values()}
        trimmed = {text: _trimmed(sound.samples) for text, sound in sounds.items()}
        return cls(trimmed, rate, folder)

    def file(self, said: Said) -> Path:
        """Return a new sound file of rehearsed texts and silences."""
        self._files += 1
        path = self._folder / f"said-{self._files:03}.wav"
        write_wav(path, Sound(np.concatenate([self._sound(part) for part in said]), self._rate))
        return path

    def seconds(self, said: Said) -> float:
        """Return the length of the speech in seconds."""
        return sum(len(self._sound(part)) for part in said) / self._rate

    def _sound(self, part: str | float) -> Samples:
        if isinstance(part, str):
            return self._spoken[part]
        return np.zeros(round(part * self._rate), dtype=np.float32)


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > _SILENT)
    return samples[loud[0] : loud[-1] + 1]
