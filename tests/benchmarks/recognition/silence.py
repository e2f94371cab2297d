"""Words recognized in sounds without speech; there must be none."""

from collections.abc import Iterator

import numpy as np
from benchmarks.recognition import corpus
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.figures import Figure, Outcome, slowest_piece
from benchmarks.recognition.hearing import incremental
from benchmarks.recognition.quiet_sounds import SECONDS, synthetic

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

QUESTION = "reinforcement-learning-and-human-feedback"
"""Its vocabulary was seen to come out of noise again and again: RLHF, RLHF, RLHF."""


def measure(bench: Bench) -> Outcome:
    """Hear every sound with and without vocabulary, as from a microphone and as a file.

    All of them, also where only few are wanted: silence takes hardly any time.
    """
    rows = list(_rows(bench))
    said = [row for row in rows if row["words"]]
    sounds = {row["sound"] for row in rows}
    found = [f"{row['sound']}, {row['how']}, {row['vocabulary']}: “{row['text']}”" for row in said]
    return Outcome(
        f"Silence, {bench.model}",
        (
            Figure(
                "words heard where nobody speaks",
                sum(int(str(row["words"])) for row in rows),
                "",
                f"{len(sounds)} sounds, {len(rows)} times",
                at_most=0,
            ),
            Figure("sounds with words in them", len({row["sound"] for row in said})),
            slowest_piece((str(row["sound"]), float(str(row["slowest"]))) for row in rows),
        ),
        (
            f"Each sound lasts {SECONDS:.0f} s at least; vocabulary is that of {QUESTION}.",
            *found,
            *bench.human_note,
        ),
        tuple(rows),
    )


def _rows(bench: Bench) -> Iterator[dict[str, object]]:
    question = bench.questions[QUESTION]
    for name, samples in _sounds():
        for vocabulary in (None, question):
            for live in (False, True):
                heard = incremental(bench.engine, samples, vocabulary, live=live)
                row: dict[str, object] = {
                    "sound": name,
                    "how": "live" if live else "file",
                    "vocabulary": "with vocabulary" if vocabulary else "without vocabulary",
                    "words": len(heard.words),
                    "text": heard.text,
                    "slowest": round(heard.slowest, 3),
                }
                progress(f"{name}, {row['how']}, {row['vocabulary']}: {row['words']} words")
                yield row


def _sounds() -> Iterator[tuple[str, Samples]]:
    yield from synthetic()
    folder = corpus.speech_folder()
    for name, samples in corpus.noises(folder) if folder else ():
        times = int(np.ceil(SECONDS * SPEECH_RATE / len(samples)))
        yield name, np.tile(samples, times)
