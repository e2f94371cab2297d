"""The errors of pace, pauses, and the time to the first word."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from benchmarks.delivery.known_answers import ANSWERS, KnownAnswer, known_answers
from benchmarks.recognition import corpus
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import incremental
from benchmarks.recognition.noise import mixed

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.intervals import Interval, overlap
from mock_interviewer.app.feedback.delivery.measure_delivery import measure_delivery_of_sound
from mock_interviewer.app.feedback.delivery.timing import PAUSE
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

RATIOS = (30, 20, 10)
PACE, LENGTH, FIRST = 3.0, 50.0, 100.0
"""Targets: percent, and milliseconds."""
_SURELY = 0.03
"""Silences must be so much longer than the bound (seconds) to be missed as pauses."""


@dataclass
class Errors:
    """Measured errors, in percent and milliseconds."""

    answers: int = 0
    untold: int = 0
    pace: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)
    known: int = 0
    missed: int = 0
    false: int = 0

    def add(self, answer: KnownAnswer, found: Delivery) -> None:
        """Count one answer."""
        self.answers += 1
        if found.pace is not None:
            self.pace.append(100 * (found.pace / answer.pace - 1))
        if found.first_word is not None:
            self.first.append(1000 * (found.first_word - answer.clauses[0].start))
        if found.pauses is None:
            self.untold += 1
            return
        pauses = [(one.start, one.end) for one in found.pauses.moments]
        self._add_pauses(answer.silences, pauses)
        true = sum(end - start for start, end in answer.silences if end - start > PAUSE)
        self.totals.append(100 * (found.pauses.total / true - 1))

    def _add_pauses(self, silences: Sequence[Interval], pauses: Sequence[Interval]) -> None:
        for start, end in silences:
            if end - start < PAUSE + _SURELY:
                continue
            self.known += 1
            there = [pause for pause in pauses if overlap(pause, (start, end))]
            if there:
                length = max(last - first for first, last in there)
                self.lengths.append(1000 * (length - (end - start)))
            else:
                self.missed += 1
        self.false += sum(
            not any(overlap(pause, silence) for silence in silences) for pause in pauses
        )


def measure(bench: Bench) -> Outcome:
    """Measure answers with blurred word times, in quiet and in noise, and with recognized words."""
    answers = list(known_answers(bench.voices, bench.few or ANSWERS))
    figures: list[Figure] = []
    rows: list[dict[str, object]] = []
    for name, heard in _conditions(bench, answers):
        errors = Errors()
        for answer, delivery in heard:
            errors.add(answer, delivery)
        figures += _figures(name, errors)
        rows.append({"condition": name, **asdict(errors)})
        progress(f"{name}: {errors.answers} answers")
    return Outcome("Pace, pauses and the first word", tuple(figures), _NOTES, tuple(rows))


def _conditions(
    bench: Bench, answers: Sequence[KnownAnswer]
) -> Iterator[tuple[str, Iterator[tuple[KnownAnswer, Delivery]]]]:
    yield "blurred", _blurred(answers, [answer.samples for answer in answers])
    yield f"recognised by {bench.model}", _recognised(bench, answers)
    folder = corpus.speech_folder()
    if folder is None:
        return
    noises = corpus.noises(folder)
    for ratio in RATIOS:
        samples = [
            mixed(answer.samples, noises[number % len(noises)][1], ratio, 9973 * number)
            for number, answer in enumerate(answers)
        ]
        yield f"blurred, noise at {ratio} dB", _blurred(answers, samples)


def _blurred(
    answers: Sequence[KnownAnswer], samples: Sequence[Samples]
) -> Iterator[tuple[KnownAnswer, Delivery]]:
    for number, (answer, sound) in enumerate(zip(answers, samples, strict=True)):
        yield (
            answer,
            measure_delivery_of_sound(answer.transcript(number), Sound(sound, SPEECH_RATE)),
        )


def _recognised(
    bench: Bench, answers: Sequence[KnownAnswer]
) -> Iterator[tuple[KnownAnswer, Delivery]]:
    for answer in answers:
        words = incremental(bench.engine, answer.samples).words
        segment = TranscriptSegment("", 0.0, answer.duration, words)
        transcript = Transcript((segment,), answer.duration, bench.model, fillers=())
        yield answer, measure_delivery_of_sound(transcript, Sound(answer.samples, SPEECH_RATE))


def _figures(name: str, errors: Errors) -> Iterator[Figure]:
    quiet = "noise" not in name
    over = f"{errors.answers} answers"
    for what, values, unit, target in (
        ("pace", errors.pace, "%", PACE),
        ("first word", errors.first, "ms", FIRST),
        ("a pause's length", errors.lengths, "ms", LENGTH),
        ("pauses in total", errors.totals, "%", None),
    ):
        if not values:
            continue
        apart = np.abs(values)
        yield Figure(
            f"{name}: {what} off, median",
            float(np.median(apart)),
            unit,
            over,
            at_most=target if quiet else None,
        )
        yield Figure(f"{name}: {what} off, 95th percentile", float(np.percentile(apart, 95)), unit)
    told = errors.answers - errors.untold
    yield Figure(f"{name}: pauses told", told, "answers", over)
    yield Figure(f"{name}: pauses missed", errors.missed, "", f"{errors.known} pauses")
    yield Figure(f"{name}: false pauses", errors.false, "", f"{told} answers")


_NOTES = (
    (
        "Clauses spoken by espeak-ng and the neural voice, joined with known silences; the truth "
        "is where their sound starts and ends, 45 dB below its peak."
    ),
    (
        "Blurred: the words' times are known, and up to 0.2 s off. Recognised: as the program "
        "hears them, misheard words and all."
    ),
    (
        "The ratio of signal to noise is over the speech alone. Where pauses are not told, they do "
        "not count."
    ),
)
