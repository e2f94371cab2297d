"""Speech with known word times.

espeak-ng tells through its callback at which sample every word begins, as it computes the sound;
that agrees with where silence ends in the sound itself. It says nothing about ends: a word ends
where something is last heard of it before the next one begins. A text is spoken clause by clause,
and only the clauses count in which as many words are told as written, since espeak-ng takes some
("of the") for one.

The neural voice tells nothing. Of what it says only the first word's start and the last word's end
in a sentence are known, as the sound's own start and end.
"""

import re
from collections.abc import Iterator
from ctypes import Array, c_short
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import soxr
from benchmarks.recognition.corpus import sentences
from benchmarks.recognition.noise import audible, in_a_room
from benchmarks.recognition.voices import Voices
from rig.wer import words

from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_samples

CLAUSE = re.compile(r"(?<=[,.;:?!])\s+")
_PAUSES = (0.15, 0.8)
"""Seconds between clauses, or sentences."""
_EDGE = 0.5


@dataclass(frozen=True)
class TimedWord:
    """A word with its start and end in seconds, or None if unknown."""

    text: str
    start: float | None
    end: float | None


@dataclass(frozen=True)
class TimedSpeech:
    """Sound at 16 kHz and its words in order."""

    samples: Samples
    words: tuple[TimedWord, ...]


class Espeak:
    """espeak-ng, through the binding that pyttsx3 has; raises RuntimeError without the library.

    One at a time in a process: the library has one callback.
    """

    def __init__(self, rate: int, voice: str = "en-us") -> None:
        from pyttsx3.drivers import _espeak

        self._library = _espeak
        self._rate = _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, 0, None, 0)
        if self._rate <= 0 or _espeak.SetVoiceByName(voice.encode()):
            raise RuntimeError(f"espeak-ng cannot speak with the voice {voice!r}.")
        _espeak.SetParameter(_espeak.RATE, rate, 0)

    def say(self, clause: str) -> tuple[Samples, list[float]]:
        """Return a clause as speech at 16 kHz, and the seconds at which its words start."""
        blocks: list[Samples] = []
        starts: list[float] = []

        def take(sound: Array[c_short], count: int, events: Any) -> int:
            if sound and count:
                pcm = np.ctypeslib.as_array(sound, shape=(count,))
                blocks.append(to_samples(pcm))
            place = 0
            while events[place].type != self._library.EVENT_LIST_TERMINATED:
                if events[place].type == self._library.EVENT_WORD:
                    starts.append(events[place].sample / self._rate)
                place += 1
            return 0

        self._library.SetSynthCallback(take)
        self._library.Synth(clause, flags=self._library.CHARS_UTF8)
        self._library.Synchronize()
        return soxr.resample(np.concatenate(blocks), self._rate, SPEECH_RATE), starts


def words_timed(text: str, rate: int, seed: int) -> TimedSpeech:
    """Return a text spoken by espeak-ng at ``rate`` words a minute, with its words' times."""
    voice = Espeak(rate)
    return _joined(_clauses(voice, text), seed)


def sentences_timed(text: str, voices: Voices, rate: int, seed: int) -> TimedSpeech:
    """Return a text spoken by the neural voice, with the times at its sentences' edges."""
    return _joined(_sentences(voices, text, rate), seed)


def ends_of(samples: Samples, starts: list[float]) -> list[float]:
    """Return the ends of words with these starts: the last sound before the next word."""
    bounds = [round(start * SPEECH_RATE) for start in starts] + [len(samples)]
    return [
        (first + audible(samples[first:last])[1]) / SPEECH_RATE for first, last in pairwise(bounds)
    ]


def _clauses(voice: Espeak, text: str) -> Iterator[TimedSpeech]:
    for clause in CLAUSE.split(text):
        samples, starts = voice.say(clause)
        spoken = words(clause)
        if len(starts) == len(spoken):
            ends = ends_of(samples, starts)
            known = zip(spoken, starts, ends, strict=True)
            yield TimedSpeech(samples, tuple(TimedWord(*word) for word in known))
        else:
            yield TimedSpeech(samples, tuple(TimedWord(word, None, None) for word in spoken))


def _sentences(voices: Voices, text: str, rate: int) -> Iterator[TimedSpeech]:
    for sentence in sentences(text):
        samples = voices.say(sentence, "neural", rate)
        start, end = (sample / SPEECH_RATE for sample in audible(samples))
        first, *middle, last = words(sentence)
        between = (TimedWord(word, None, None) for word in middle)
        yield TimedSpeech(
            samples, (TimedWord(first, start, None), *between, TimedWord(last, None, end))
        )


def _joined(parts: Iterator[TimedSpeech], seed: int) -> TimedSpeech:
    """Join speech with pauses of chance lengths, in a quiet room."""
    random = np.random.default_rng(seed)
    sound = [np.zeros(round(_EDGE * SPEECH_RATE), dtype=np.float32)]
    known: list[TimedWord] = []
    for part in parts:
        offset = sum(map(len, sound)) / SPEECH_RATE
        known += [
            TimedWord(word.text, _moved(word.start, offset), _moved(word.end, offset))
            for word in part.words
        ]
        pause = round(random.uniform(*_PAUSES) * SPEECH_RATE)
        sound += [part.samples, np.zeros(pause, dtype=np.float32)]
    return TimedSpeech(in_a_room(np.concatenate(sound)), tuple(known))


def _moved(time: float | None, offset: float) -> float | None:
    return None if time is None else time + offset
