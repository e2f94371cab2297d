"""Realistic answers: text with word times, and feedback."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from benchmarks.coverage.labelled import DEVELOPMENT, TEST, labelled

from mock_interviewer.app.feedback.advice import habit_advice
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import (
    CurveReading,
    Delivery,
    Pauses,
    Pitch,
    SpeechMoment,
)
from mock_interviewer.app.feedback.delivery.habits import furthest_habit
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.questions.model import Bank, Question

SHORTEST, LONGEST = 60, 300
"""Words of an answer."""
_OPENINGS = ("so", "you know", "I mean", "basically")
"""Fillers that are words, and so stand in the text."""
_FILLED_PAUSES = ("um", "um", "uh")
_HESITATES = 0.015
"""The share of words before which there is a filled pause."""
_WORD = 0.34
"""Seconds that a word takes, with what follows it."""
_PAUSE = 0.25


@dataclass(frozen=True)
class Asked:
    """A question with sentences that answer it."""

    bank: str
    question: Question
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """An answer: its text, ``transcript`` as Transcript.to_dict gives it, and its feedback."""

    text: str
    transcript: Mapping[str, Any]
    feedback: Feedback

    @property
    def duration(self) -> float:
        """Seconds of the recording."""
        return float(self.transcript["duration"])


def asked(banks: Sequence[Bank]) -> list[Asked]:
    """Return all questions of the banks, with the sentences of their model and labelled answers."""
    given: dict[tuple[str, str], list[str]] = {}
    for half in (DEVELOPMENT, TEST):
        for answer in labelled(half):
            given.setdefault((answer.bank, answer.question), []).append(answer.text)
    return [
        Asked(
            bank.id,
            question,
            tuple(
                _sentences([question.model_answer or "", *given.get((bank.id, question.id), [])])
            ),
        )
        for bank in banks
        for question in bank.questions
    ]


def answer(to: Asked, others: Sequence[Asked], skill: float, chance: random.Random) -> Said:
    """Return an answer to a question; with more ``skill``, 0 to 1, more key points are made.

    It wanders off into what is said to ``others``, until it is long enough.
    """
    wanted = chance.randint(SHORTEST, LONGEST)
    sentences: list[str] = []
    words = 0
    own = list(to.sentences)
    chance.shuffle(own)
    while words < wanted:
        sentence = own.pop() if own else chance.choice(chance.choice(others).sentences or ("Yes.",))
        if chance.random() < 0.3:
            sentence = f"{chance.choice(_OPENINGS)} {sentence}"
        sentences.append(sentence)
        words += len(sentence.split())
    segments, fillers, duration = _segments(sentences, chance)
    text = " ".join(sentences)
    transcript = {
        "segments": segments,
        "duration": duration,
        "model": "base",
        "language": "en",
        "speech_detected": True,
        "processing": round(duration / 10, 3),
        "flags": [],
        "fillers": fillers,
    }
    times = [(word["start"], word["end"]) for segment in segments for word in segment["words"]]
    sounds = tuple(SpeechMoment(one["start"], one["end"], one["text"]) for one in fillers)
    delivery = _delivery(times, sounds, duration, chance)
    coverage = _coverage(to.question, sentences, skill, chance)
    advice = _advice(coverage, delivery)
    return Said(text, transcript, Feedback(FEEDBACK_VERSION, delivery, coverage, advice=advice))


def _sentences(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for sentence in " ".join(text.split()).split(". "):
            if len(sentence.split()) > 2:
                yield sentence if sentence.endswith(".") else f"{sentence}."


def _segments(
    sentences: Sequence[str], chance: random.Random
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """Return the segments, the filled pauses between their words, and how long it all takes."""
    segments, fillers = [], []
    at = chance.uniform(0.4, 3.0)
    for sentence in sentences:
        words = []
        for word in sentence.split():
            if chance.random() < _HESITATES:
                sound = chance.choice(_FILLED_PAUSES)
                fillers.append({"text": sound, "start": round(at, 2), "end": round(at + _WORD, 2)})
                at += _WORD + chance.uniform(0.05, 0.4)
            start = round(at, 2)
            at += _WORD * chance.uniform(0.6, 1.4)
            end = round(at, 2)
            words.append(
                {
                    "text": word,
                    "start": start,
                    "end": end,
                    "probability": round(chance.uniform(0.5, 1.0), 6),
                    "heard": None,
                }
            )
            if chance.random() < 0.12:
                at += chance.expovariate(1.2)
        segments.append(
            {"text": sentence, "start": words[0]["start"], "end": words[-1]["end"], "words": words}
        )
        at += chance.uniform(0.1, 0.9)
    return segments, fillers, round(at + 0.5, 3)


def _coverage(
    question: Question, sentences: Sequence[str], skill: float, chance: random.Random
) -> Coverage | None:
    if not question.key_points:
        return None
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    points = []
    for point in question.key_points:
        luck = chance.random()
        made = CoverageVerdict.MADE if luck < skill else CoverageVerdict.NOT
        covered = CoverageVerdict.UNSURE if skill <= luck < skill + 0.15 else made
        at = chance.randrange(len(sentences))
        evidence = Evidence(starts[at], starts[at + 1] - 1, 1.0 + at, 4.0 + at)
        points.append(
            PointCoverage(
                point.id,
                point.point,
                covered,
                round(chance.random(), 6),
                None if covered is CoverageVerdict.NOT else evidence,
                point.essential,
                point.weight,
            )
        )
    return Coverage(tuple(points))


def _delivery(
    times: Sequence[tuple[float, float]],
    fillers: tuple[SpeechMoment, ...],
    duration: float,
    chance: random.Random,
) -> Delivery:
    heard = sorted([*times, *((one.start, one.end) for one in fillers)])
    gaps = [
        SpeechMoment(before, after)
        for (_, before), (after, _) in pairwise(heard)
        if after - before > _PAUSE
    ]
    silent = sum(gap.length for gap in gaps)
    spoken = times[-1][1] - times[0][0]
    return Delivery(
        duration=duration,
        words=len(times),
        pace=60 * len(times) / spoken,
        articulation=60 * len(times) / (spoken - silent),
        pace_curve=_curve(5.0, duration - 5, 2.0, 120.0, chance),
        first_word=times[0][0],
        pauses=Pauses(tuple(gaps), silent),
        fillers=fillers,
        filler_rate=60 * len(fillers) / (heard[-1][1] - heard[0][0]),
        repetitions=(),
        hedges=(),
        pitch=Pitch(118.4, 0.1 + 0.1 * chance.random(), _curve(0.5, duration, 0.5, 90.0, chance)),
        richness=chance.random(),
    )


def _curve(
    start: float, end: float, step: float, low: float, chance: random.Random
) -> tuple[CurveReading, ...]:
    count = max(0, int((end - start) / step))
    return tuple(
        CurveReading(start + step * at, low * (1 + 0.5 * chance.random())) for at in range(count)
    )


def _advice(coverage: Coverage | None, delivery: Delivery) -> tuple[FeedbackAdvice, ...]:
    missed = () if coverage is None else coverage.points
    points = [point for point in missed if point.covered is CoverageVerdict.NOT][:2]
    habit = furthest_habit(delivery)
    found = None if habit is None else habit_advice(habit, delivery)
    return (
        *(
            FeedbackAdvice(AdviceBasis.POINT, point.id, f"Say this too: {point.point}")
            for point in points
        ),
        *((found,) if found else ()),
    )
