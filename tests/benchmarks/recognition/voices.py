"""The two voices that speak for the benchmark, and what they have said already."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Literal

import soxr
from benchmarks.recognition.noise import audible

from mock_interviewer.audio.files.sound_file import read_sound, write_wav
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound
from mock_interviewer.audio.voices.neural_voice import NeuralVoice
from mock_interviewer.audio.voices.pronunciation import spoken_form
from mock_interviewer.audio.voices.system_voice import SystemVoice, list_system_voices
from mock_interviewer.audio.voices.voice import Voice

Engine = Literal["neural", "system"]

_MARGIN = SPEECH_RATE // 20
"""Samples left before and after what is heard."""


class Voices:
    """Says texts once, and keeps them as WAV files under ``folder``.

    The neural voice never says a text twice in the same way, so a kept sound is what makes two runs
    comparable. Raises VoiceError where a voice is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[Voice] = []

    def say(self, text: str, engine: Engine, rate: int) -> Samples:
        """Return a text as speech at 16 kHz, at about ``rate`` words a minute.

        There is a twentieth of a second at most before and after it.
        """
        voice = self._neural if engine == "neural" else self._system
        said = spoken_form(text)
        key = hashlib.sha256(f"{voice.info.id}\n{rate}\n{said}".encode()).hexdigest()[:24]
        kept = self._folder / f"{key}.wav"
        if not kept.is_file():
            sound = voice.synthesize(said, rate=rate)
            self._keep(kept, soxr.resample(sound.samples, sound.rate, SPEECH_RATE))
        return read_sound(kept, SPEECH_RATE).samples

    def close(self) -> None:
        """End the voices."""
        for voice in self._started:
            voice.close()

    def _keep(self, target: Path, samples: Samples) -> None:
        start, end = audible(samples)
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".unfinished")
        heard = samples[max(0, start - _MARGIN) : end + _MARGIN]
        write_wav(unfinished, Sound(heard, SPEECH_RATE))
        unfinished.replace(target)

    @cached_property
    def _neural(self) -> Voice:
        return self._start(NeuralVoice())

    @cached_property
    def _system(self) -> Voice:
        return self._start(SystemVoice(list_system_voices().default))

    def _start(self, voice: Voice) -> Voice:
        self._started.append(voice)
        return voice
