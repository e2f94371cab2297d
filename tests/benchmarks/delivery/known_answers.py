"""Spoken answers in which the times of all clauses are known.

A text is spoken clause by clause, and the clauses are joined with silences of chance lengths, so
that every pause is known. Where a clause starts and ends is where its sound does.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml
from benchmarks.recognition.noise import audible, in_a_room
from benchmarks.recognition.timed_speech import CLAUSE
from benchmarks.recognition.voices import Engine, Voices

from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

Say = Callable[[str], Samples]

ANSWERS = 20
SECONDS = 40.0
"""An answer ends with the clause after which it is so long."""
PAUSES = (0.1, 1.5)
BEFORE = (0.3, 2.0)
AFTER = 0.8
BLUR = 0.2
"""Seconds by which the times of words are off, at most, where nobody listens."""

_TEXTS = Path(__file__).parent.parent / "recognition"
_MANNERS: tuple[tuple[Engine, int], ...] = (("system", 150), ("neural", 165), ("system", 175))


@dataclass(frozen=True)
class Clause:
    """A spoken clause; times in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class KnownAnswer:
    """An answer at 16 kHz and its clauses in order."""

    name: str
    samples: Samples
    clauses: tuple[Clause, ...]

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SPEECH_RATE

    @property
    def text(self) -> str:
        """All that was said."""
        return " ".join(clause.text for clause in self.clauses)

    @property
    def silences(self) -> list[tuple[float, float]]:
        """The silences between the clauses."""
        return [(one.end, other.start) for one, other in pairwise(self.clauses)]

    @property
    def pace(self) -> float:
        """Words a minute from the first to the last."""
        span = self.clauses[-1].end - self.clauses[0].start
        return 60.0 * len(self.text.split()) / span

    def transcript(self, seed: int, blur: float = BLUR) -> Transcript:
        """Return a transcript with word times up to ``blur`` seconds off."""
        random = np.random.default_rng(seed)
        words = [word for clause in self.clauses for word in _words(clause, random, blur)]
        segment = TranscriptSegment(self.text, words[0].start, words[-1].end, tuple(words))
        return Transcript((segment,), self.duration, "known", fillers=())


def known_answers(voices: Voices, count: int = ANSWERS) -> Iterator[KnownAnswer]:
    """Yield answers by alternating voices at several rates, in a quiet room."""
    for number, text in enumerate(_texts()[:count]):
        engine, rate = _MANNERS[number % len(_MANNERS)]

        def say(clause: str, engine: Engine = engine, rate: int = rate) -> Samples:
            return voices.say(clause, engine, rate)

        yield joined(f"{number}, {engine} voice at {rate}", CLAUSE.split(text), say, number)


def joined(name: str, clauses: Sequence[str], say: Say, seed: int) -> KnownAnswer:
    """Return clauses joined with silences of random lengths, in a quiet room."""
    random = np.random.default_rng(seed)
    sound: list[Samples] = []
    known: list[Clause] = []
    for text in clauses:
        sound.append(_silence(random.uniform(*(PAUSES if known else BEFORE))))
        spoken = say(text)
        first, last = audible(spoken)
        start = sum(map(len, sound)) / SPEECH_RATE
        known.append(Clause(text, start, start + (last - first) / SPEECH_RATE))
        sound.append(spoken[first:last])
        if known[-1].end > SECONDS:
            break
    return KnownAnswer(name, in_a_room(np.concatenate([*sound, _silence(AFTER)])), tuple(known))


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)


def _words(clause: Clause, random: np.random.Generator, blur: float) -> Iterator[TranscriptWord]:
    """Yield the words of a clause, each as long as it has letters, with blurred times."""
    texts = clause.text.split()
    shares = np.cumsum([0, *map(len, texts)]) / sum(map(len, texts))
    edges = clause.start + shares * (clause.end - clause.start)
    for text, (start, end) in zip(texts, pairwise(edges.tolist()), strict=True):
        first, last = sorted(np.add((start, end), random.uniform(-blur, blur, 2)).tolist())
        yield TranscriptWord(text, max(0.0, first), max(0.0, last), 1.0)


def _texts() -> list[str]:
    return [
        entry["text"].strip()
        for file in ("ordinary.yaml", "answers.yaml")
        for entry in yaml.safe_load((_TEXTS / file).read_text("utf-8"))
    ]
