"""How often the program hears itself, and how soon speech over it is detected.

    PYTHONPATH=tests .venv/bin/python -m benchmarks.own_voice FOLDER

FOLDER keeps what the voices say. Human speech comes from MOCK_INTERVIEWER_SPEECH.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soxr
from benchmarks.own_voice.hearing import interrupters, noticed, noticed_over, onset
from benchmarks.recognition.corpus import _texts, sentences, speech_folder
from benchmarks.recognition.noise import in_a_room
from benchmarks.recognition.voices import Engine, Voices
from numpy.typing import NDArray
from rig.made_up_room import cleaned_blocks, leaked, room

from mock_interviewer.audio.listening.program_voice import OwnVoiceFilter
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

LEAKS = (-60, -40, -20, -10, -6, 0)
"""Decibels. With headphones it is -40 or less, a laptop's own loudspeaker gives about -20."""
ROOMS = (0.0, 0.3, 0.6)
DELAYS = (0.02, 0.1, 0.2)
_SECONDS = 60
_EVERY = 9.0
"""Seconds between two interruptions."""
_FIRST = 4.0
_SOON = 0.2
_IN_TIME = 1.0
"""Seconds after a person would be noticed in silence, within which she is noticed at all."""


@dataclass
class Row:
    """The result of one leak in one room; latencies in seconds."""

    alone: float = 0.0
    """Minutes of the voice alone."""
    alarms: int = 0
    asked: int = 0
    found: int = 0
    later: list[float] = field(default_factory=list)
    """The additional delay compared with silence."""
    after_onset: list[float] = field(default_factory=list)
    """The delay after the onset of speech (see ``onset``); infinite if it was not detected."""
    worked: float = 0.0
    """Seconds of the processor for a second of sound."""


def _voice(voices: Voices, engine: Engine, first: int) -> Samples:
    random = np.random.default_rng(first)
    parts: list[Samples] = []
    for entry in _texts("answers.yaml")[first:]:
        for sentence in sentences(entry["text"]):
            parts.append(voices.say(sentence, engine, 160))
            parts.append(np.zeros(round(random.uniform(0.2, 1.2) * SPEECH_RATE), np.float32))
        if sum(map(len, parts)) > _SECONDS * SPEECH_RATE:
            break
    return np.concatenate(parts)[: _SECONDS * SPEECH_RATE]


def _interruptions(people: list[Samples]) -> Iterator[tuple[int, Samples]]:
    at, number = _FIRST, 0
    while at < _SECONDS - 2:
        yield round(at * SPEECH_RATE), people[number % len(people)]
        at, number = at + _EVERY, number + 1


def _measured(row: Row, played: Samples, echo: Samples, people: list[Samples]) -> None:
    sound = Sound(np.asarray(soxr.resample(played, SPEECH_RATE, 22_050), np.float32), 22_050)
    begun = time.process_time()
    alone = list(cleaned_blocks(OwnVoiceFilter(), in_a_room(echo), sound, jitter=0.01))
    row.worked += (time.process_time() - begun) / _SECONDS
    row.alone += _SECONDS / 60
    row.alarms += len(noticed_over(alone))
    spoken_over = np.zeros_like(echo)
    places = list(_interruptions(people))
    for start, person in places:
        spoken_over[start : start + len(person)] += person
    in_silence = noticed(in_a_room(spoken_over))
    left = cleaned_blocks(OwnVoiceFilter(), in_a_room(echo + spoken_over), sound, jitter=0.01)
    with_voice = noticed_over(left)
    for start, person in places:
        first, last = start / SPEECH_RATE, (start + len(person)) / SPEECH_RATE
        unhindered = next((each for each in in_silence if first <= each.heard <= last), None)
        onset_at = onset(person)
        if unhindered is None or onset_at is None:
            continue
        row.asked += 1
        row.after_onset.append(np.inf)
        heard = [each.heard for each in with_voice if first <= each.heard]
        if heard and heard[0] <= unhindered.heard + _IN_TIME:
            row.found += 1
            row.later.append(heard[0] - unhindered.heard)
            row.after_onset[-1] = heard[0] - (start + onset_at) / SPEECH_RATE


def _told(row: Row) -> str:
    later, after = np.array(row.later or [np.nan]), np.array(row.after_onset or [np.nan])
    return (
        f"{row.alarms / row.alone:5.2f} alarms/min  {row.found:3d}/{row.asked:<3d} found  "
        f"later than in silence: median {np.median(later) * 1000:4.0f} ms, "
        f"95% {np.percentile(later, 95) * 1000:4.0f} ms  "
        f"after she began: median {_percentile(after, 50) * 1000:4.0f} ms, "
        f"95% {_percentile(after, 95) * 1000:4.0f} ms, "
        f"{np.mean(after <= _SOON) * 100:3.0f}% in {_SOON * 1000:.0f} ms"
    )


def _percentile(values: NDArray[np.float64], percent: float) -> float:
    """Return a percentile of values, some of which may be infinite."""
    return float(np.percentile(values, percent, method="inverted_cdf"))


def main() -> None:
    """Print a table."""
    folder = speech_folder()
    if folder is None:
        sys.exit("MOCK_INTERVIEWER_SPEECH names no folder of human speech.")
    people = interrupters(folder)
    voices = Voices(Path(sys.argv[1]))
    worked = []
    try:
        for engine, first in (("neural", 0), ("system", 5)):
            played = _voice(voices, "neural" if engine == "neural" else "system", first)
            for leak in LEAKS:
                for number, reverberation in enumerate(ROOMS):
                    row = Row()
                    delay = DELAYS[(number + LEAKS.index(leak)) % len(DELAYS)]
                    echo = leaked(played, leak, delay, room(reverberation))
                    _measured(row, played, echo, people)
                    worked.append(row.worked)
                    where = f"{leak:4d} dB, room {reverberation:.1f} s, {delay * 1000:3.0f} ms"
                    print(f"{engine:7s}{where}  {_told(row)}", flush=True)
    finally:
        voices.close()
    print(f"{np.mean(worked) * 32:.2f} ms of the processor for 32 ms of sound")


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
