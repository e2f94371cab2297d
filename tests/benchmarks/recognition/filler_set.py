"""Spoken answers with known fillers at known times, and answers that have none."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound, resample
from mock_interviewer.audio.voices.neural_voice import NeuralVoice
from mock_interviewer.audio.voices.system_voice import SystemVoice, list_system_voices
from mock_interviewer.audio.voices.voice import Voice
from mock_interviewer.questions.bank_loader import load_bank

FILLERS = ("um", "uh", "um", "uh", "er", "erm", "hmm", "ah")
"""What is said; the two commonest twice. No "mm": our voices spell it, letter by letter."""
SENTENCES = 6
_AT_START = 0.4
"""How many fillers open their sentence."""
_TALLER = (0.88, 1.0, 1.12, 1.22)
"""Sound played so much faster is that of a shorter throat and a higher voice."""


@dataclass(frozen=True)
class Said:
    """A filler that is there; times in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Clip:
    """An answer at 16 kHz, and all the fillers in it."""

    name: str
    samples: Samples
    fillers: tuple[Said, ...]


@dataclass(frozen=True)
class _Mouth:
    """A voice, as one person would have it."""

    voice: Voice
    shift: float
    rate: int

    def say(self, text: str, slower: float = 1.0) -> Samples:
        """Return a text at 16 kHz, without the silence around it."""
        rate = round(self.rate / self.shift / slower)
        sound = self.voice.synthesize(text, rate=rate)
        samples = resample(sound.samples, round(sound.rate * self.shift), SPEECH_RATE)
        return _trimmed(samples)


def spoken_clips(part: str) -> Iterator[Clip]:
    """Yield the clips of the "development" or the "test" part, the same texts every time."""
    rng = random.Random(part)  # noqa: S311 - not for secrets
    answers = [q.model_answer for q in load_bank("llm").questions if q.model_answer]
    # Taken from both ends, so that no text is in both parts.
    texts = answers[::2] if part == "development" else answers[1::2]
    rng.shuffle(texts)
    with closing(NeuralVoice()) as neural:
        voices = _voices(neural)
        for number in range(24):
            mouth = _Mouth(
                voices[number % len(voices)], _TALLER[number % 4], rng.choice((150, 170, 190))
            )
            say = _joined if number % 2 else _in_flow
            name = f"{part} {number} {'joined' if number % 2 else 'in flow'} {mouth.voice.info.id}"
            yield _answer(name, _sentences(texts[number]), mouth, say, rng)
        for number in range(24, 32):
            mouth = _Mouth(voices[number % len(voices)], _TALLER[number % 4], 170)
            yield _answer(
                f"{part} {number} fluent {mouth.voice.info.id}",
                _sentences(texts[number]),
                mouth,
                _fluent,
                rng,
            )


def human_controls(folder: Path) -> Iterator[Clip]:
    """Yield read human speech, in which nobody says a filler."""
    for path in (folder / "jfk.wav", folder / "sonnet1.mp3", *sorted(folder.glob("sense_*.wav"))):
        yield Clip(path.stem, read_sound(path, SPEECH_RATE).samples, ())


def _voices(neural: Voice) -> list[Voice]:
    english = [
        SystemVoice(info)
        for info in list_system_voices().voices
        if info.id.startswith("system:") and info.language.startswith("en")
    ]
    # Every second clip is the neural voice's.
    found: list[Voice] = []
    for voice in english[:6]:
        found += [neural, neural, voice, voice]
    return found


def _sentences(text: str) -> list[str]:
    sentences = [part.strip() for part in text.replace("\n", " ").split(". ") if part.strip()]
    return sentences[:SENTENCES]


Say = Callable[[_Mouth, Sequence[str], random.Random], tuple[Samples, list[Said]]]


def _answer(
    name: str, sentences: Sequence[str], mouth: _Mouth, say: Say, rng: random.Random
) -> Clip:
    noise = np.random.default_rng(len(name))
    parts: list[Samples] = [_silence(0.5)]
    fillers: list[Said] = []
    length = 0.5
    for sentence in sentences:
        samples, said = say(mouth, sentence.strip(".").split(), rng)
        fillers += [Said(f.text, f.start + length, f.end + length) for f in said]
        pause = _silence(rng.uniform(0.2, 0.9))
        parts += [samples, pause]
        length += (len(samples) + len(pause)) / SPEECH_RATE
    sound = np.concatenate(parts)
    sound = sound / np.abs(sound).max() * 0.5 + noise.normal(0, 5e-4, len(sound))
    return Clip(name, sound.astype(np.float32), tuple(fillers))


def _fluent(mouth: _Mouth, words: Sequence[str], _: random.Random) -> tuple[Samples, list[Said]]:
    return mouth.say(" ".join(words) + "."), []


def _joined(mouth: _Mouth, words: Sequence[str], rng: random.Random) -> tuple[Samples, list[Said]]:
    """Say the words before and after a filler, and the drawn-out filler, each by itself."""
    at = _place(words, rng)
    filler = rng.choice(FILLERS)
    drawn = mouth.say(filler + ".", slower=rng.uniform(1.3, 2.2)) * np.float32(rng.uniform(0.6, 1))
    before = mouth.say(" ".join(words[:at])) if at else _silence(0)
    first = _silence(rng.choice((0.03, 0.1, 0.3)) if at else 0)
    last = _silence(rng.choice((0.03, 0.1, 0.3, 0.5)))
    after = mouth.say(" ".join(words[at:]) + ".")
    start = (len(before) + len(first)) / SPEECH_RATE
    said = Said(filler, start, start + len(drawn) / SPEECH_RATE)
    return np.concatenate([before, first, drawn, last, after]), [said]


def _in_flow(mouth: _Mouth, words: Sequence[str], rng: random.Random) -> tuple[Samples, list[Said]]:
    """Say a sentence with its filler in one breath; the filler's time is known to 0.2 s or so."""
    at = _place(words, rng)
    filler = rng.choice(FILLERS)
    comma = "," if rng.random() < 0.7 or not at else ""
    opening = [filler.capitalize() + comma] if not at else [*words[:at], filler + comma]
    whole = mouth.say(" ".join([*opening, *words[at:]]) + ".")
    before = len(mouth.say(" ".join(words[:at]))) if at else 0
    alone = len(mouth.say(filler + "."))
    after = len(mouth.say(" ".join(words[at:]) + "."))
    scale = len(whole) / (before + alone + after) / SPEECH_RATE
    return whole, [Said(filler, before * scale, (before + alone) * scale)]


def _place(words: Sequence[str], rng: random.Random) -> int:
    if len(words) < 4 or rng.random() < _AT_START:
        return 0
    return rng.randrange(2, len(words) - 1)


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def as_sound(clip: Clip) -> Sound:
    """Return a clip's sound."""
    return Sound(clip.samples, SPEECH_RATE)
