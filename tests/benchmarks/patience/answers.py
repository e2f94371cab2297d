"""Answers with known pauses for thought.

Where a person pauses, and how an answer ends, was marked by hand in texts: some are thought aloud
for this purpose, some are labelled answers of the coverage benchmark, most of which simply stop.
Either voice says each of them, part by part; the pauses between the parts are silences of known
lengths, dealt out to places and voices by turns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from benchmarks.recognition.noise import audible, in_a_room
from benchmarks.recognition.voices import Engine, Voices

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

DEVELOPMENT, TEST = "development", "test"
PAUSE_KINDS = ("clause", "filler", "thinking", "announced", "sentence")
END_KINDS = ("closing", "summing-up", "plain", "trailing")
LENGTHS = (1.0, 2.5, 4.0, 1.5, 3.0, 5.0, 2.0, 3.5, 6.0)
"""Seconds of the pauses, in the order in which they are dealt out."""
BEFORE = 0.7
AFTER = 17.0
"""Seconds of the room before the first word, and after the last: longer than the longest wait."""

_VOICES: tuple[tuple[Engine, int], ...] = (("system", 145), ("neural", 165))
_MARK = re.compile(r"\s*\{([a-z]+)\}\s*")


@dataclass(frozen=True)
class MarkedText:
    """A text in parts, with the kinds of the pauses between them and of its end."""

    name: str
    parts: tuple[str, ...]
    pauses: tuple[str, ...]
    end: str


@dataclass(frozen=True)
class Pause:
    """Somebody stopped to think from ``start`` to ``end`` (seconds), after the words ``said``."""

    kind: str
    start: float
    end: float
    said: str

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class PausedAnswer:
    """An answer at 16 kHz, its pauses in order, and when its last word ended."""

    name: str
    samples: Samples
    pauses: tuple[Pause, ...]
    end_kind: str
    end: float
    text: str


def marked_texts(half: str) -> list[MarkedText]:
    """Return the texts of one half. Raises ValueError where a mark is unknown."""
    entries = yaml.safe_load((Path(__file__).parent / f"{half}.yaml").read_text("utf-8"))
    return [_marked(entry["id"], entry["text"].strip(), entry["end"]) for entry in entries]


def paused_answers(voices: Voices, half: str, few: int | None = None) -> Iterator[PausedAnswer]:
    """Yield the answers of one half in both voices; with ``few``, of so many texts."""
    dealt = 0
    for text in marked_texts(half)[:few]:
        for engine, rate in _VOICES:
            lengths = [LENGTHS[(dealt + place) % len(LENGTHS)] for place in range(len(text.pauses))]
            dealt += len(lengths)
            spoken = [voices.say(part, engine, rate) for part in text.parts]
            yield joined(f"{text.name}, {engine} voice", text, spoken, lengths)
        # An odd step, so that positions and lengths are not correlated.
        dealt += 1


def joined(
    name: str, text: MarkedText, spoken: Sequence[Samples], lengths: Sequence[float]
) -> PausedAnswer:
    """Return the spoken parts of a text with pauses of so many seconds between them, in a room."""
    sound = [_silence(BEFORE)]
    pauses: list[Pause] = []
    end = 0.0
    for place, samples in enumerate(spoken):
        first, last = audible(samples)
        sound.append(samples[first:last])
        end = sum(map(len, sound)) / SPEECH_RATE
        if place < len(lengths):
            said = " ".join(text.parts[: place + 1])
            pauses.append(Pause(text.pauses[place], end, end + lengths[place], said))
            sound.append(_silence(lengths[place]))
    samples = in_a_room(np.concatenate([*sound, _silence(AFTER)]))
    return PausedAnswer(name, samples, tuple(pauses), text.end, end, " ".join(text.parts))


def _marked(name: str, text: str, end: str) -> MarkedText:
    pieces = _MARK.split(text)
    parts, pauses = tuple(pieces[::2]), tuple(pieces[1::2])
    unknown = {*pauses, end} - {*PAUSE_KINDS, *END_KINDS}
    if unknown:
        raise ValueError(f"{name} has unknown marks: {', '.join(sorted(unknown))}")
    return MarkedText(name, parts, pauses, end)


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)
