"""The product's models as anybody else would run them: faster-whisper as it comes, no bounds."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.samples import Samples

_MOST_THREADS = 4
_SURELY_NO_SPEECH = 0.9
"""whisper_streaming leaves out segments of which the model says this."""


@dataclass(frozen=True)
class TimedWord:
    """A word as the model writes it, space before it included; times in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Decoded:
    """The model's result for a sound; times are relative to the sound."""

    words: tuple[TimedWord, ...] = ()
    segment_ends: tuple[float, ...] = ()


class PlainModel:
    """A loaded model: int8, a thread for each core, at most four. One thread of ours.

    Raises ModelError where the model is missing or damaged.
    """

    def __init__(self, models: Path, name: str = "base") -> None:
        from faster_whisper import WhisperModel

        self._model: Any = WhisperModel(
            str(ModelStore(models).verified_folder(name)),
            device="cpu",
            compute_type="int8",
            cpu_threads=min(_MOST_THREADS, os.cpu_count() or 1),
            local_files_only=True,
        )

    def stream_step(self, samples: Samples, prompt: str) -> Decoded:
        """Decode 16 kHz samples as whisper_streaming does with ``--vad``."""
        segments, _ = self._model.transcribe(
            samples,
            language="en",
            initial_prompt=prompt,
            beam_size=5,
            word_timestamps=True,
            condition_on_previous_text=True,
            vad_filter=True,
        )
        return _decoded(list(segments))

    def one_shot(self, samples: Samples) -> str:
        """Return the text of 16 kHz samples given all at once, beam 5, all else as by default.

        That is without a voice detector (``vad_filter``), with the text so far as a prompt, and
        with the full ladder of temperatures. It is told the language, as our transcriber is.
        """
        segments, _ = self._model.transcribe(samples, language="en", beam_size=5)
        return " ".join(segment.text.strip() for segment in segments)


def _decoded(segments: Sequence[Any]) -> Decoded:
    words = tuple(
        TimedWord(word.word, float(word.start), float(word.end))
        for segment in segments
        if segment.no_speech_prob <= _SURELY_NO_SPEECH
        for word in segment.words or ()
    )
    return Decoded(words, tuple(float(segment.end) for segment in segments))
