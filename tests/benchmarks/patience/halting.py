"""Human, halting speech: people who stop to think and resume softly.

Made from the human recordings by cutting them at their own pauses, which are replaced by silences
of known lengths, and by softening what follows a silence. Counted is how soon a restart is noticed,
which stops the countdown, and how often the interviewer cuts in on a person who has resumed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from math import inf

import numpy as np
from benchmarks.patience.answers import AFTER, BEFORE, Pause, PausedAnswer
from benchmarks.patience.hearing import Told, by_worker
from benchmarks.patience.judging import judged
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.corpus import human, speech_folder
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.noise import audible, in_a_room, speech_rms

from mock_interviewer.audio.recognition.endpointing.endpointer import Patience
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

LENGTHS = (1.0, 1.9, 2.5, 1.5, 3.0, 2.2)
"""Seconds of the silences, in the order in which they are dealt out."""
SOFTER = (0, 12, 18, 24)
"""Decibels by which speech after a silence is softer, likewise."""
_PARTS = 5
"""Parts of an answer."""
_LEVEL = 10 ** (-26 / 20)
_SHORTEST = 0.8
"""Seconds of the shortest part."""
_BREAK = 0.2
"""Seconds of a pause at which a recording is cut."""
_LATE = 1.0
"""Seconds of speech after which a restart that nobody noticed is noticed late."""
_MOST_LATE, _MOST_CUT_IN = 5.0, 2.0
"""Targets: percent of the restarts."""


@dataclass(frozen=True)
class Restart:
    """Speech after a pause, ``softer`` by so many decibels, noticed ``after`` so many seconds."""

    softer: int
    after: float
    cut_in: bool


@dataclass(frozen=True)
class HaltingAnswer:
    """An answer, and by how many decibels speech is softer after each of its pauses."""

    answer: PausedAnswer
    softer: tuple[int, ...]


def halting(bench: Bench) -> Outcome:
    """Play halting answers through the real worker."""
    folder = speech_folder()
    if folder is None:
        return Outcome("Patience, halting", (), ("MOCK_INTERVIEWER_SPEECH names no folder.",))
    hear = by_worker(bench.store.folder, bench.model)
    restarts: list[Restart] = []
    rows = []
    parts = [part for each in human(folder) for part in phrases(each.samples)]
    for each in list(halting_answers(parts))[: bench.few]:
        found = _restarts(each, hear(each.answer))
        restarts += found
        rows.append({"answer": each.answer.name, "restarts": [asdict(one) for one in found]})
        progress(f"{each.answer.name}: {', '.join(f'{one.after:.2f} s' for one in found)}")
    return Outcome("Patience, halting", tuple(_figures(restarts)), _NOTES, tuple(rows))


def _restarts(halting: HaltingAnswer, told: Sequence[Told]) -> list[Restart]:
    cut_ins = judged(halting.answer, told, Patience.NORMAL).cut_ins
    late = {cut.pause for cut in cut_ins if cut.pause and cut.at >= cut.pause.end}
    return [
        Restart(softer, _noticed(pause, told) - pause.end, pause in late)
        for pause, softer in zip(halting.answer.pauses, halting.softer, strict=True)
    ]


def _noticed(pause: Pause, told: Sequence[Told]) -> float:
    """Return when speech was reported after a pause; infinity if it never was."""
    return next((each.arrived for each in told if each.speaking and each.arrived >= pause.end), inf)


def phrases(samples: Samples) -> Iterator[Samples]:
    """Yield the parts of a recording between its pauses, each at one level."""
    frame = SPEECH_RATE // 100
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame)
    loud = np.sqrt(np.mean(np.square(frames), axis=1)) > 0.1 * speech_rms(samples)
    spoken = np.flatnonzero(loud)
    ends = np.flatnonzero(np.diff(spoken) > _BREAK * 100)
    for first, last in zip([0, *(ends + 1)], [*ends, len(spoken) - 1], strict=True):
        part = samples[spoken[first] * frame : (spoken[last] + 1) * frame]
        if len(part) >= _SHORTEST * SPEECH_RATE:
            start, end = audible(part)
            yield part[start:end] * np.float32(_LEVEL / speech_rms(part))


def halting_answers(parts: Sequence[Samples]) -> Iterator[HaltingAnswer]:
    """Yield answers of a few parts each; each part is said once at each level after a pause."""
    for turn in range(len(SOFTER)):
        turned = [*parts[turn:], *parts[:turn]]
        for number in range(len(parts) // _PARTS):
            name = f"halting {turn + 1}.{number + 1}"
            some = turned[number * _PARTS :][:_PARTS]
            yield _answer(name, some, number * (_PARTS - 1) + turn)


def _answer(name: str, parts: Sequence[Samples], dealt: int) -> HaltingAnswer:
    sound = [_silence(BEFORE), parts[0]]
    pauses, softer = list[Pause](), list[int]()
    for place, part in enumerate(parts[1:], dealt):
        length, less = LENGTHS[place % len(LENGTHS)], SOFTER[place % len(SOFTER)]
        start = sum(map(len, sound)) / SPEECH_RATE
        pauses.append(Pause("halting", start, start + length, ""))
        softer.append(less)
        sound += [_silence(length), part * np.float32(10 ** (-less / 20))]
    end = sum(map(len, sound)) / SPEECH_RATE
    samples = in_a_room(np.concatenate([*sound, _silence(AFTER)]))
    return HaltingAnswer(
        PausedAnswer(name, samples, tuple(pauses), "trailing", end, ""), tuple(softer)
    )


def _figures(restarts: Sequence[Restart]) -> Iterator[Figure]:
    yield _share("restarts cut in on", [each.cut_in for each in restarts], _MOST_CUT_IN)
    name = f"restarts noticed later than {_LATE:.0f} s"
    yield _share(name, [each.after > _LATE for each in restarts], _MOST_LATE)
    for softer in SOFTER:
        late = [each.after > _LATE for each in restarts if each.softer == softer]
        yield _share(f"{name}, softer by {softer} dB", late)


def _share(name: str, found: Sequence[bool], target: float | None = None) -> Figure:
    share = 100 * sum(found) / max(1, len(found))
    return Figure(name, share, "%", f"{len(found)} restarts", at_most=target)


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)


_NOTES = (
    (
        "Human recordings, cut at their pauses; silences of 1 to 3 s with the noise of a quiet "
        "room; a restart is cut in on where the answer is over after the person has resumed."
    ),
    "A pause that is cut in on before the person resumes is not counted here: see the other parts.",
)
