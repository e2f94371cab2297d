"""Model answers spoken with pauses, transcribed, and searched for commands: there are none.

Their short parts are heard alone too, and again with commands in mind, as a session does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Final

import numpy as np
from benchmarks.commands.alone import heard_alone
from benchmarks.commands.stretches import SpokenStretch, stretches
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import incremental
from benchmarks.recognition.noise import in_a_room
from benchmarks.recognition.voices import Engine

from mock_interviewer.app.interview.commands_heard.second_pass import MAX_SECONDS
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    OUTSIDE_ANSWER,
    WITHIN_ANSWER,
    RecognizedCommand,
)
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.audio.samples import SPEECH_RATE, Samples
from mock_interviewer.questions.model import Question

MINUTES: Final = 60.0
_RATE: Final = 160
"""Words a minute."""
_PAUSES: Final = (0.8, 2.5)
"""Seconds of silence between the parts of an answer: each part stands alone."""
_AROUND: Final = 0.3
"""Seconds of silence that an ear gives with what stands alone."""
_BREATH: Final = 0.15
"""An answer is cut after so many of its commas."""
_END: Final = re.compile(r"(?<=[.?!;:])\s+")
_COMMA: Final = re.compile(r"(?<=,)\s+")


@dataclass(frozen=True)
class Heard:
    """One answer; ``seconds`` of speech in it, and what it was taken for, with the words.

    ``alone``: what was heard of each short part by itself, at first and in the end.
    """

    question: str
    voice: Engine
    seconds: float
    stretches: tuple[SpokenStretch, ...]
    alone: tuple[tuple[str, str], ...] = ()

    @property
    def commands_alone(self) -> tuple[tuple[str, RecognizedCommand], ...]:
        """The commands that would be obeyed in the short parts outside an answer."""
        found = ((text, understand(text, OUTSIDE_ANSWER)) for _, text in self.alone)
        return tuple((text, one) for text, one in found if one is not None)

    @property
    def commands_alone_within(self) -> tuple[tuple[str, RecognizedCommand], ...]:
        """The commands that would be obeyed in the short parts within an answer."""
        found = ((text, _within(text)) for _, text in self.alone)
        return tuple((text, one) for text, one in found if one is not None)

    @property
    def commands(self) -> tuple[tuple[str, RecognizedCommand], ...]:
        """The commands that would be obeyed within an answer."""
        found = ((each.text, _within(each.text)) for each in self.stretches)
        return tuple((text, one) for text, one in found if one is not None)

    @property
    def commands_outside(self) -> tuple[tuple[str, RecognizedCommand], ...]:
        """The commands that would be obeyed outside an answer."""
        found = ((each.text, understand(each.text, OUTSIDE_ANSWER)) for each in self.stretches)
        return tuple((text, one) for text, one in found if one is not None)


def measure(bench: Bench) -> Outcome:
    """Transcribe an hour of answers, or only a few, and look for commands in them."""
    heard = list(_heard(bench))
    commands = [one for each in heard for one in each.commands]
    outside = [one for each in heard for one in each.commands_outside]
    alone = [one for each in heard for one in each.commands_alone]
    alone_within = [one for each in heard for one in each.commands_alone_within]
    parts_alone = f"{sum(len(each.alone) for each in heard)} parts"
    minutes = sum(each.seconds for each in heard) / 60
    over = f"{sum(len(each.stretches) for each in heard)} stretches"
    return Outcome(
        f"Commands heard in answers, {bench.model}",
        (
            Figure(
                "speech",
                minutes,
                "min",
                f"{len(heard)} answers",
                at_least=MINUTES if bench.few is None else None,
            ),
            Figure("commands heard", len(commands), "", over, at_most=0),
            Figure("commands heard if nobody answered", len(outside), "", over),
            Figure("commands heard in short parts", len(alone_within), "", parts_alone, at_most=0),
            Figure("the same if nobody answered", len(alone), "", parts_alone),
        ),
        (
            (
                f"Between sentences, and after some commas, nobody speaks for {_PAUSES[0]} to "
                f"{_PAUSES[1]} s. Heard live with the question's vocabulary."
            ),
            *(f"heard “{text}” as {one.command}" for text, one in commands),
            *(f"heard “{text}” alone as {one.command}" for text, one in alone_within),
            *(f"“{text}” would be {one.command} if nobody answered" for text, one in outside),
            *(f"“{text}” alone would be {one.command} if nobody answered" for text, one in alone),
        ),
        tuple(_row(each) for each in heard),
    )


def parts(answer: str, random: np.random.Generator) -> Iterator[str]:
    """Yield an answer part by part: its sentences, some of them cut after a comma."""
    for sentence in _END.split(answer):
        part = ""
        for clause in _COMMA.split(sentence):
            part = f"{part} {clause}".strip()
            if random.random() < _BREATH:
                yield part
                part = ""
        if part:
            yield part


def _heard(bench: Bench) -> Iterator[Heard]:
    random = np.random.default_rng(6)
    questions = [one for one in bench.questions.values() if one.model_answer]
    voices: cycle[Engine] = cycle(("neural", "system"))
    spoken = 0.0
    for place in random.permutation(len(questions))[: bench.few]:
        if spoken >= 60 * MINUTES:
            return
        voice = next(voices)
        answer = _answer(bench, questions[place], voice, random)
        spoken += answer.seconds
        progress(
            f"{answer.question} ({voice}): {spoken / 60:.1f} min, {len(answer.commands)} heard"
        )
        yield answer


def _answer(bench: Bench, question: Question, voice: Engine, random: np.random.Generator) -> Heard:
    said = parts(question.model_answer or "", random)
    spoken = [bench.voices.say(part, voice, _RATE) for part in said]
    heard = incremental(bench.engine, _apart(spoken, random), question, live=True)
    seconds = sum(len(part) for part in spoken) / SPEECH_RATE
    short = [part for part in spoken if len(part) <= MAX_SECONDS * SPEECH_RATE]
    alone = tuple(heard_alone(bench.engine, part, _AROUND) for part in short)
    return Heard(question.id, voice, seconds, stretches(heard.words), alone)


def _apart(spoken: Sequence[Samples], random: np.random.Generator) -> Samples:
    sounds: list[Samples] = []
    for part in spoken:
        silence = np.zeros(round(random.uniform(*_PAUSES) * SPEECH_RATE), np.float32)
        sounds += [silence, part]
    return in_a_room(np.concatenate([*sounds, np.zeros(SPEECH_RATE, np.float32)]))


def _within(text: str) -> RecognizedCommand | None:
    return understand(text, WITHIN_ANSWER, within_answer=True)


def _row(each: Heard) -> dict[str, object]:
    return {
        "question": each.question,
        "voice": each.voice,
        "seconds": round(each.seconds, 1),
        "stretches": [stretch.text for stretch in each.stretches],
        "alone": [list(both) for both in each.alone],
        "commands": [f"{one.command}: {text}" for text, one in each.commands],
    }
