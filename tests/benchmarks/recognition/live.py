"""The delays for a speaker: the transcript after the stop, and the captions before it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import compress

import numpy as np
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.caption_reach import caption_reach
from benchmarks.recognition.corpus import first_question, joined
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import one_shot
from benchmarks.recognition.virtual_clock import SILENCE, heard_live

from mock_interviewer.app.commands.shared.file_recognition import caption_lags, spoken_words
from mock_interviewer.app.planning.bank_questions import expected_terms
from mock_interviewer.audio.recognition.models.catalog import DRAFT_MODEL
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.samples import SPEECH_RATE, Samples
from mock_interviewer.questions.bank_loader import load_bank

STOPS = {15.0: 20, 240.0: 10, 1800.0: 3}
"""How often a recording of so many seconds is stopped."""
LIVE = 60.0
"""Seconds at the end of a long recording that come at the pace of speech."""
CAPTIONED = 240.0
"""Seconds of the longest recordings that are captioned in the benchmark: it saves half an hour."""
MINUTES = 5
"""Answers as long as that on which the processor's time is measured, with captions and without."""
_LATE = 2.04
"""Student's t for 95 % and some 30 degrees of freedom."""


@dataclass(frozen=True)
class Stop:
    """One recording and its stop; seconds. ``cpu`` is processor time a second of sound.

    ``lags`` are those of words that captions have right, ``reach`` those of words that they have.
    """

    length: float
    captioned: bool
    stop_to_final: float
    cpu: float
    lags: tuple[float, ...]
    reach: tuple[float, ...]


def measure(bench: Bench) -> Outcome:
    """Stop recordings of several lengths half a second after the last word, with captions on."""
    stops = list(_stops(bench))
    minutes = [
        _stop(bench, LIVE, number, captions=captions)
        for number in range(MINUTES)
        for captions in (True, False)
    ]
    at_once = one_shot(bench.plain, joined(bench.voices, 240.0).samples)[1]
    return Outcome(
        f"Live, {bench.model}",
        tuple(_figures(stops, minutes, at_once)),
        (
            (
                "The real worker on the sound's clock: work is really done and moves the clock, "
                f"waits are skipped. The stop is {SILENCE} s after the last word."
            ),
            (
                f"Of longer recordings all but the last {LIVE:.0f} s come as fast as the worker "
                "takes them, and captions are looked at in those last seconds alone."
            ),
            "The vocabulary is that of the question that the first answer of a recording answers.",
            (
                "A caption has a word right where its text and the transcript agree on it, and has "
                "it where it goes as far."
            ),
        ),
        tuple(asdict(stop) for stop in (*stops, *minutes)),
    )


def _stops(bench: Bench) -> Iterator[Stop]:
    for length, times in STOPS.items():
        for number in range(times if bench.few is None else min(times, bench.few)):
            stop = _stop(bench, length, number, captions=length <= CAPTIONED)
            progress(f"{length:.0f} s, {number + 1}: final after {stop.stop_to_final:.2f} s")
            yield stop


def _spoken(bench: Bench, length: float, number: int) -> Samples:
    """Return speech of about that length which ends with its last word."""
    samples = joined(bench.voices, length, first=number).samples
    (loud,) = np.nonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[: int(loud[-1]) + 1]


def _stop(bench: Bench, length: float, number: int, *, captions: bool) -> Stop:
    samples = _spoken(bench, length, number)
    question = bench.questions[first_question(number)]
    duration = len(samples) / SPEECH_RATE
    lead = max(0.0, duration - LIVE)
    run = heard_live(
        bench.store.folder,
        bench.model,
        samples,
        RecognitionRequest(expected_terms(load_bank("llm"), question), captions=captions),
        lead=lead,
        drafts=DRAFT_MODEL if captions else None,
    )
    shown = [(lead + time, f"{each.settled} {each.draft}") for time, each in run.captions]
    words = run.transcript.words
    lags, reach = (
        measured(words, shown, lead + run.final) if captions else []
        for measured in (caption_lags, caption_reach)
    )
    live = [end > lead for _, end in spoken_words(words)]
    return Stop(
        length,
        captions,
        run.stop_to_final,
        run.cpu / duration,
        tuple(compress(lags, live)),
        tuple(compress(reach, live)),
    )


def _figures(stops: Sequence[Stop], minutes: Sequence[Stop], at_once: float) -> Iterator[Figure]:
    waits = [stop.stop_to_final for stop in stops]
    yield Figure("stop to final, median", float(np.median(waits)), "s", _over(stops), at_most=0.5)
    high = float(np.percentile(waits, 95))
    yield Figure("stop to final, 95th percentile", high, "s", _over(stops), at_most=1.2)
    for length in STOPS:
        of_length = [stop.stop_to_final for stop in stops if stop.length == length]
        if of_length:
            over = f"{len(of_length)} stops"
            yield Figure(f"median at {length:.0f} s", float(np.median(of_length)), "s", over)
            yield Figure(f"longest at {length:.0f} s", max(of_length), "s", over)
    slope, error = _slope([stop.length / 60 for stop in stops], waits)
    low, high = slope - _LATE * error, slope + _LATE * error
    yield Figure("slope over length", slope, "s a minute", f"95 %: {low:.4f} to {high:.4f}")
    crosses = float(low <= 0 <= high)
    yield Figure("its interval contains zero", crosses, "", at_least=1)
    longer = [stop.stop_to_final for stop in stops if stop.length == 240.0]
    if longer:
        sooner = at_once / max(float(np.median(longer)), 1e-3)
        over = f"one-shot {at_once:.1f} s"
        yield Figure("at 4 minutes, one-shot's wait over ours", sooner, "times", over, at_least=10)
    for name, lags in (
        ("a caption has the word", [lag for stop in stops for lag in stop.reach]),
        ("a caption has it right", [lag for stop in stops for lag in stop.lags]),
    ):
        over = f"{len(lags)} words"
        yield Figure(f"{name}, median", float(np.median(lags)), "s", over, at_most=1.0)
        high = float(np.percentile(lags, 95))
        yield Figure(f"{name}, 95th percentile", high, "s", over, at_most=2.5)
    name = "processor time a second of speech"
    for captions, most in ((True, 0.4), (False, 0.2)):
        cpu = [stop.cpu for stop in minutes if stop.captioned == captions]
        over = f"{len(cpu)} answers of {LIVE:.0f} s"
        state = "on" if captions else "off"
        yield Figure(f"{name}, captions {state}", float(np.mean(cpu)), "s", over, at_most=most)


def _over(stops: Sequence[Stop]) -> str:
    return f"{len(stops)} stops"


def _slope(lengths: Sequence[float], waits: Sequence[float]) -> tuple[float, float]:
    """Return the slope of a straight line by least squares, and its standard error."""
    x, y = np.asarray(lengths), np.asarray(waits)
    apart = x - x.mean()
    if not apart.any():
        return 0.0, 0.0
    slope = float((apart * y).sum() / (apart**2).sum())
    left = y - y.mean() - slope * apart
    error = np.sqrt((left**2).sum() / max(1, len(x) - 2) / (apart**2).sum())
    return slope, float(error)
