"""The time to measure takes of usual length and of half an hour."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from benchmarks.delivery.known_answers import Clause, KnownAnswer, known_answers
from benchmarks.recognition.bench import Bench
from benchmarks.recognition.figures import Figure, Outcome

from mock_interviewer.app.feedback.delivery.measure_delivery import measure_delivery_of_sound
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

LENGTHS = ((120.0, 1.0), (1800.0, 10.0))
"""Seconds of a take, and seconds that it may take."""


def measure(bench: Bench) -> Outcome:
    """Measure answers repeated to these lengths."""
    answers = list(known_answers(bench.voices, 3))
    figures: list[Figure] = []
    for seconds, target in LENGTHS:
        answer = repeated(answers, seconds)
        transcript = answer.transcript(0)
        began, clock = time.process_time(), time.perf_counter()
        measure_delivery_of_sound(transcript, Sound(answer.samples, SPEECH_RATE))
        spent, waited = time.process_time() - began, time.perf_counter() - clock
        name = f"a take of {seconds / 60:.0f} minutes"
        figures.append(Figure(f"{name}: processor", spent, "s", at_most=target))
        figures.append(Figure(f"{name}: by the clock", waited, "s"))
    return Outcome("Speed", tuple(figures), ("The clock counts other programs too.",))


def repeated(answers: Sequence[KnownAnswer], seconds: float) -> KnownAnswer:
    """Return consecutive answers with at least this total length."""
    clauses: list[Clause] = []
    samples: list[Samples] = []
    clock = 0.0
    while clock < seconds:
        answer = answers[len(samples) % len(answers)]
        clauses += [
            replace(clause, start=clause.start + clock, end=clause.end + clock)
            for clause in answer.clauses
        ]
        samples.append(answer.samples)
        clock += answer.duration
    return KnownAnswer("repeated", np.concatenate(samples), tuple(clauses))
