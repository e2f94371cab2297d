"""Commands spoken by both voices in a room, transcribed, and interpreted."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from benchmarks.commands.alone import heard_alone
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import incremental
from benchmarks.recognition.noise import in_a_room
from benchmarks.recognition.voices import Engine

from mock_interviewer.app.interview.bank_lookup import find_definition
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    OUTSIDE_ANSWER,
    WHILE_PAUSED,
    WITHIN_ANSWER,
    RecognizedCommand,
    SpokenCommand,
)
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.audio.samples import SPEECH_RATE, Samples
from mock_interviewer.questions.model import VocabularyTerm

LEAST_UNDERSTOOD: Final = 95.0
_VOICES: Final[tuple[Engine, ...]] = ("neural", "system")
_RATE: Final = 165
"""Words a minute."""
_SILENCE: Final = 1.0
"""Seconds of the room alone before and after."""


@dataclass(frozen=True)
class Variant:
    """One way to say a command; ``subject`` is the term whose meaning is asked, else ""."""

    command: SpokenCommand
    text: str
    subject: str

    @property
    def listening_for(self) -> Collection[SpokenCommand]:
        """The commands that the program listens for when this is said."""
        if self.command in CONFIRMING:
            return CONFIRMING
        return WHILE_PAUSED if self.command is SpokenCommand.RESUME else OUTSIDE_ANSWER


@dataclass(frozen=True)
class Said:
    """A variant as one voice said it, what was written down, and what that was understood as.

    ``first``: what was written down before it was heard again.
    """

    variant: Variant
    voice: Engine
    first: str
    heard: str
    understood: RecognizedCommand | None
    within: str
    within_answer: RecognizedCommand | None

    @property
    def right(self) -> bool:
        """Whether the command was understood."""
        return self.understood is not None and self.understood.command is self.variant.command

    @property
    def right_at_first(self) -> bool:
        """Whether it was understood without a second transcription."""
        found = understand(self.first, self.variant.listening_for)
        return found is not None and found.command is self.variant.command

    @property
    def wrong(self) -> bool:
        """Whether another command was understood."""
        return self.understood is not None and not self.right

    @property
    def right_within(self) -> bool:
        """Whether it is understood within an answer."""
        found = self.within_answer
        return found is not None and found.command is self.variant.command

    @property
    def subject_right(self) -> bool:
        """Whether the subject would be found."""
        asked = VocabularyTerm(term=self.variant.subject or "?", definition="found")
        return self.understood is not None and bool(
            find_definition(self.understood.subject, [asked])
        )


def variants(chosen: str) -> tuple[Variant, ...]:
    """Return the variants of the set "test" or "development", in the order of the table."""
    table = Path(__file__).with_name("variants.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        Variant(SpokenCommand(row["command"]), row["text"], row["subject"])
        for row in rows
        if row["set"] == chosen
    )


def measure(bench: Bench) -> Outcome:
    """Speak, transcribe, and interpret the variants of the test set."""
    return _measure(bench, "test")


def measure_development(bench: Bench) -> Outcome:
    """Do the same with the variants of the development set."""
    return _measure(bench, "development")


def _measure(bench: Bench, chosen: str) -> Outcome:
    said = list(_said(bench, variants(chosen)[: bench.few]))
    within = [one for one in said if one.variant.command in WITHIN_ANSWER]
    subjects = [one for one in said if one.variant.subject]
    missed = [
        f"{one.voice}, {one.variant.command}: “{one.variant.text}” heard as “{one.heard}”"
        for one in said
        if not one.right
    ]
    return Outcome(
        f"Commands understood, {chosen}, {bench.model}",
        (
            _share("understood", said, [one for one in said if one.right], LEAST_UNDERSTOOD),
            *(_by_voice(voice, said) for voice in _VOICES),
            _share("understood at first", said, [one for one in said if one.right_at_first]),
            Figure("taken for another command", sum(one.wrong for one in said), "", str(len(said))),
            _share("subjects found", subjects, [one for one in subjects if one.subject_right]),
            _share(
                "within an answer, with its question's vocabulary",
                within,
                [one for one in within if one.right_within],
            ),
        ),
        (
            (
                "Spoken in a quiet room, heard live without vocabulary, as while nobody answers, "
                "and heard again as a session does."
            ),
            *missed,
        ),
        tuple(_row(one) for one in said),
    )


def _said(bench: Bench, chosen: Sequence[Variant]) -> Iterator[Said]:
    questions = list(bench.questions.values())
    for place, variant in enumerate(chosen):
        for voice in _VOICES:
            speech = bench.voices.say(variant.text, voice, _RATE)
            first, heard = heard_alone(bench.engine, speech, _SILENCE, place)
            question = questions[place % len(questions)]
            within = ""
            if variant.command in WITHIN_ANSWER:
                samples = in_a_room(_apart(speech), place)
                within = incremental(bench.engine, samples, question, live=True).text
            one = Said(
                variant,
                voice,
                first,
                heard,
                understand(heard, variant.listening_for),
                within,
                understand(within, WITHIN_ANSWER, within_answer=True),
            )
            progress(f"{variant.text} ({voice}): {heard}, {'right' if one.right else 'NOT'}")
            yield one


def _apart(speech: Samples) -> Samples:
    silence = np.zeros(round(_SILENCE * SPEECH_RATE), np.float32)
    return np.concatenate([silence, speech, silence])


def _by_voice(voice: Engine, said: Sequence[Said]) -> Figure:
    own = [one for one in said if one.voice == voice]
    return _share(f"understood, {voice} voice", own, [one for one in own if one.right])


def _share(
    name: str, every: Sequence[Said], found: Sequence[Said], at_least: float | None = None
) -> Figure:
    share = 100 * len(found) / len(every) if every else 0.0
    return Figure(name, share, "%", f"{len(found)} of {len(every)}", at_least=at_least)


def _row(one: Said) -> dict[str, object]:
    return {
        "command": str(one.variant.command),
        "text": one.variant.text,
        "voice": one.voice,
        "first": one.first,
        "heard": one.heard,
        "understood": None if one.understood is None else str(one.understood.command),
        "within": one.within,
        "right_within": one.right_within,
    }
