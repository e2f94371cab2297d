"""Shared resources of the benchmark's parts: speech, models, and cached transcripts."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

from benchmarks.recognition import corpus
from benchmarks.recognition.corpus import Spoken
from benchmarks.recognition.hearing import TimedEngine, Transcription, incremental
from benchmarks.recognition.plain_model import PlainModel
from benchmarks.recognition.voices import Voices

from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question


@dataclass
class Bench:
    """One run; expensive objects are created on first use.

    ``folder`` keeps models and spoken texts from run to run. With ``few``, only so many pieces of
    speech of each kind are looked at.
    """

    folder: Path
    model: str = "base"
    few: int | None = None
    _heard: dict[tuple[str, str | None], Transcription] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def open(cls, folder: Path, model: str, few: int | None) -> Iterator[Self]:
        """Yield a run and end its voices."""
        bench = cls(folder, model, few)
        try:
            yield bench
        finally:
            bench.voices.close()

    @cached_property
    def voices(self) -> Voices:
        """The voices."""
        return Voices(self.folder / "spoken")

    @cached_property
    def store(self) -> ModelStore:
        """The model store."""
        return ModelStore(self.folder / "models")

    @cached_property
    def engine(self) -> TimedEngine:
        """The product's engine with the run's model."""
        return TimedEngine(self.store.verified_folder(self.model), self.model)

    @cached_property
    def plain(self) -> PlainModel:
        """Plain faster-whisper with the same model."""
        return PlainModel(self.store.folder, self.model)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions of the bank that the answers belong to, by id."""
        return {question.id: question for question in load_bank("llm").questions}

    @cached_property
    def human(self) -> list[Spoken]:
        """Human speech, if there is any."""
        folder = corpus.speech_folder()
        return [] if folder is None else corpus.human(folder)[: self.few]

    @cached_property
    def noisy(self) -> list[Spoken]:
        """Human speech in noise."""
        folder = corpus.speech_folder()
        if folder is None:
            return []
        return list(corpus.in_noise(self.human, corpus.noises(folder)[: self.few]))

    @cached_property
    def answers(self) -> list[Spoken]:
        """Technical answers."""
        return list(corpus.answers(self.voices, self.few))

    @cached_property
    def ordinary(self) -> list[Spoken]:
        """Ordinary speech."""
        return list(corpus.ordinary(self.voices, self.few))

    @property
    def human_note(self) -> tuple[str, ...]:
        """A note if there is no human speech."""
        if corpus.speech_folder() is not None:
            return ()
        return ("MOCK_INTERVIEWER_SPEECH names no folder: nothing human and no real noise.",)

    def hear(self, spoken: Spoken, question: Question | None = None) -> Transcription:
        """Return the transcript of some speech, with a question's vocabulary or without."""
        key = spoken.name, question.id if question else None
        if key not in self._heard:
            self._heard[key] = incremental(self.engine, spoken.samples, question, live=True)
        return self._heard[key]


def progress(line: str) -> None:
    """Report the progress."""
    print(line, file=sys.stderr, flush=True)
