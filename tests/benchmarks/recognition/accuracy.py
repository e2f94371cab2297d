"""Word error rates of transcription in pieces and at once, and the time per piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.bootstrap import RESAMPLES, rate_difference
from benchmarks.recognition.figures import Figure, Outcome, slowest_piece
from benchmarks.recognition.hearing import errors, one_shot
from rig.wer import words

MOST_DIFFERENCE = 0.5
MOST_UPPER_BOUND = 1.5
LEAST_WORDS = 5000


@dataclass(frozen=True)
class Row:
    """One file, transcribed in both ways; errors in words, times in seconds of work."""

    name: str
    kind: str
    words: int
    duration: float
    errors: int
    one_shot_errors: int
    seconds: float
    one_shot_seconds: float
    slowest: float
    text: str
    one_shot_text: str


def measure(bench: Bench) -> Outcome:
    """Transcribe everything in both ways, without vocabulary."""
    rows = list(_rows(bench))
    return Outcome(
        f"Accuracy, {bench.model}: piece by piece against one-shot",
        tuple(_figures(rows)),
        (
            (
                "One-shot: faster-whisper, same model, int8, beam 5, the whole file at "
                "once, all else as it is by default (no voice detector), told the language."
            ),
            (
                "Word error rates as rig.wer counts them, without vocabulary. The interval is a "
                f"bootstrap over files, {RESAMPLES} resamples."
            ),
            *bench.human_note,
        ),
        tuple(vars(row) for row in rows),
    )


def _rows(bench: Bench) -> Iterator[Row]:
    for spoken in (*bench.human, *bench.noisy, *bench.answers, *bench.ordinary):
        heard = bench.hear(spoken)
        text, seconds = one_shot(bench.plain, spoken.samples)
        row = Row(
            name=spoken.name,
            kind=spoken.kind,
            words=len(words(spoken.text)),
            duration=round(spoken.duration, 2),
            errors=errors(spoken.text, heard.text),
            one_shot_errors=errors(spoken.text, text),
            seconds=round(heard.seconds, 2),
            one_shot_seconds=round(seconds, 2),
            slowest=round(heard.slowest, 3),
            text=heard.text,
            one_shot_text=text,
        )
        progress(f"{row.name}: {row.errors} and {row.one_shot_errors} of {row.words} words")
        yield row


def _figures(rows: Sequence[Row]) -> Iterator[Figure]:
    for kind, of_kind in groupby(rows, key=lambda row: row.kind):
        yield from _rates(kind, list(of_kind))
    yield from _rates("everything", rows)
    count = sum(row.words for row in rows)
    apart = rate_difference(
        [row.errors for row in rows],
        [row.one_shot_errors for row in rows],
        [row.words for row in rows],
    )
    over = f"{count} words, {len(rows)} files"
    yield Figure("words heard in both ways", count, at_least=LEAST_WORDS)
    yield Figure("difference of error rates", apart.value, "points", over, at_most=MOST_DIFFERENCE)
    yield Figure("its lower bound", apart.low, "points", "95 %")
    yield Figure("its upper bound", apart.high, "points", "95 %", at_most=MOST_UPPER_BOUND)
    yield slowest_piece((row.name, row.slowest) for row in rows)
    length = sum(row.duration for row in rows)
    over = f"{length / 60:.0f} min of speech"
    yield Figure(
        "work a second of speech, piece by piece",
        sum(row.seconds for row in rows) / length,
        "s",
        over,
    )
    yield Figure(
        "work a second of speech, one-shot",
        sum(row.one_shot_seconds for row in rows) / length,
        "s",
        over,
    )


def _rates(name: str, rows: Sequence[Row]) -> Iterator[Figure]:
    count = sum(row.words for row in rows)
    over = f"{count} words, {len(rows)} files"
    ours = 100 * sum(row.errors for row in rows) / count
    theirs = 100 * sum(row.one_shot_errors for row in rows) / count
    yield Figure(f"{name}: piece by piece", ours, "%", over)
    yield Figure(f"{name}: one-shot", theirs, "%", over)
