"""The benchmark's speech with its reference texts.

Human recordings lie in the folder that MOCK_INTERVIEWER_SPEECH names; without one they are left
out. What voices say stands in answers.yaml and ordinary.yaml.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import yaml
from benchmarks.recognition.noise import in_a_room, mixed
from benchmarks.recognition.voices import Engine, Voices
from rig.candidate import HUMAN

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

HUMAN_KIND = "human"
TECHNICAL = "technical answers"
ORDINARY = "ordinary speech"
RATIOS = (20, 10, 5)
"""Signal-to-noise ratios in decibels."""

_HERE = Path(__file__).parent
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_MANNERS: tuple[tuple[Engine, int], ...] = (
    ("neural", 150),
    ("system", 145),
    ("neural", 165),
    ("system", 160),
    ("neural", 180),
    ("system", 175),
)
"""Voice and words a minute of one text after the other."""
_BETWEEN_SENTENCES = (0.25, 0.7)
_BETWEEN_ANSWERS = (0.4, 1.2)
_EDGE = 0.5
"""Seconds of the room alone before and after everything."""
_LIBRIVOX = re.compile(r"<s> (?P<text>.*) </s> \((?P<name>.*)\)")


@dataclass(frozen=True)
class Spoken:
    """Speech at 16 kHz and its words; ``question`` is the id of the one it answers, if any."""

    name: str
    samples: Samples
    text: str
    question: str | None
    kind: str

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SPEECH_RATE


def speech_folder() -> Path | None:
    """Return the folder of human speech and real noise, or None."""
    named = os.environ.get("MOCK_INTERVIEWER_SPEECH")
    folder = Path(named) if named else None
    return folder if folder is not None and folder.is_dir() else None


def human(folder: Path) -> list[Spoken]:
    """Return the human recordings of the folder whose words it tells."""
    texts = {"jfk.wav": HUMAN, "sonnet1.mp3": _sonnet(folder / "sonnet1.txt")}
    for line in (folder / "librivox.txt").read_text("utf-8").splitlines():
        found = _LIBRIVOX.fullmatch(line.strip())
        if found:
            texts[f"{found['name']}.wav"] = found["text"]
    return [
        Spoken(name, read_sound(folder / name, SPEECH_RATE).samples, text, None, HUMAN_KIND)
        for name, text in texts.items()
    ]


def noises(folder: Path) -> list[tuple[str, Samples]]:
    """Return the real noises of the folder with their names."""
    files = sorted(folder.glob("noise*.wav"))
    return [(file.stem, read_sound(file, SPEECH_RATE).samples) for file in files]


def in_noise(
    speech: Iterable[Spoken], sounds: Sequence[tuple[str, Samples]], ratios: Sequence[int] = RATIOS
) -> Iterator[Spoken]:
    """Yield all speech in each noise at each ratio; each time from another place of the noise."""
    random = np.random.default_rng(1)
    for ratio in ratios:
        for spoken in speech:
            for name, noise in sounds:
                start = int(random.integers(len(noise)))
                yield replace(
                    spoken,
                    name=f"{spoken.name} in {name} at {ratio} dB",
                    samples=mixed(spoken.samples, noise, ratio, start),
                    kind=f"{spoken.kind}, {ratio} dB",
                )


def answers(voices: Voices, few: int | None = None) -> Iterator[Spoken]:
    """Yield the technical answers, or the first ``few``, spoken by one voice after the other."""
    for number, entry in enumerate(_texts("answers.yaml")[:few]):
        question = entry["question"]
        yield spoken(voices, number, question, entry["text"], question, TECHNICAL)


def ordinary(voices: Voices, few: int | None = None) -> Iterator[Spoken]:
    """Yield the passages of ordinary speech, or the first ``few``, likewise."""
    for number, entry in enumerate(_texts("ordinary.yaml")[:few]):
        yield spoken(voices, number, entry["name"], entry["text"], None, ORDINARY)


def ordinary_sentences() -> list[str]:
    """Return the sentences of the passages of ordinary speech."""
    return [each for entry in _texts("ordinary.yaml") for each in sentences(entry["text"])]


def joined(voices: Voices, seconds: float, first: int = 0) -> Spoken:
    """Return the answers one after the other, up to the sentence that ends after ``seconds``.

    It begins with the answer of number ``first``.
    """
    random = np.random.default_rng(2)
    parts: list[Samples] = [_pause(_EDGE)]
    said: list[str] = []
    entries = cycle(enumerate(_texts("answers.yaml")))
    for number, entry in islice(entries, first, None):
        for place, sentence in enumerate(sentences(entry["text"])):
            if said:
                between = _BETWEEN_SENTENCES if place else _BETWEEN_ANSWERS
                parts.append(_pause(random.uniform(*between)))
            parts.append(voices.say(sentence, *_MANNERS[number % len(_MANNERS)]))
            said.append(sentence)
            if sum(map(len, parts)) >= seconds * SPEECH_RATE:
                sound = in_a_room(np.concatenate([*parts, _pause(_EDGE)]))
                return Spoken(f"{seconds:.0f} s", sound, " ".join(said), None, "joined answers")
    raise AssertionError  # a cycle has no end


def first_question(first: int) -> str:
    """Return the id of the question that ``joined`` answers first."""
    texts = _texts("answers.yaml")
    return texts[first % len(texts)]["question"]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return _SENTENCE.split(text.strip())


def spoken(
    voices: Voices, number: int, name: str, text: str, question: str | None, kind: str
) -> Spoken:
    """Return a text as said in a room with pauses between sentences; ``number`` picks a manner."""
    random = np.random.default_rng(number)
    parts: list[Samples] = [_pause(_EDGE)]
    for sentence in sentences(text):
        parts.append(voices.say(sentence, *_MANNERS[number % len(_MANNERS)]))
        parts.append(_pause(random.uniform(*_BETWEEN_SENTENCES)))
    parts.append(_pause(_EDGE))
    return Spoken(name, in_a_room(np.concatenate(parts)), text, question, kind)


def _pause(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)


def _texts(name: str) -> list[dict[str, str]]:
    texts: list[dict[str, str]] = yaml.safe_load((_HERE / name).read_text("utf-8"))
    return texts


def _sonnet(file: Path) -> str:
    """Return the lines behind the bars; the first is the sonnet's number, which is read too."""
    lines = file.read_text("utf-8").splitlines()
    return " ".join(line.partition("|")[2] for line in lines)
