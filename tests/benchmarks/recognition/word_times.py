"""The errors of word times on speech with known times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jiwer
import numpy as np
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import incremental
from benchmarks.recognition.timed_speech import (
    TimedSpeech,
    TimedWord,
    sentences_timed,
    words_timed,
)
from rig.wer import words

from mock_interviewer.audio.recognition.transcript import TranscriptWord

NEAR = 0.3
LEAST_NEAR = 95.0
RATES = (145, 160, 175)
NEURAL_RATES = (150, 165, 180)


@dataclass(frozen=True)
class Match:
    """A word said and what was heard for it."""

    said: TimedWord
    heard: TranscriptWord

    @property
    def apart(self) -> tuple[float, ...]:
        """The delay (seconds) of the heard start and end, if known."""
        pairs = ((self.said.start, self.heard.start), (self.said.end, self.heard.end))
        return tuple(heard - said for said, heard in pairs if said is not None)


def measure(bench: Bench) -> Outcome:
    """Transcribe passages with known word times of one voice and sentence times of the other."""
    figures: list[Figure] = []
    rows: list[dict[str, object]] = []
    for name, speech in (
        ("words (espeak-ng)", _spoken_by_espeak(bench)),
        ("sentences (neural voice)", _spoken_by_neural(bench)),
    ):
        known = 0
        matches: list[Match] = []
        for number, timed in enumerate(speech):
            heard = incremental(bench.engine, timed.samples, live=True)
            found = matched(timed.words, heard.words)
            known += sum(_is_known(word) for word in timed.words)
            matches += found
            rows += [{"speech": f"{name}, {number}", **_row(match)} for match in found]
            progress(f"times of {name}, passage {number}: {len(found)} words found")
        figures += _figures(name, known, matches)
    return Outcome(
        f"Word times, {bench.model}",
        tuple(figures),
        (
            (
                "Words: starts as espeak-ng's own callback tells them while it computes the sound, "
                "ends where the word is last heard before the next starts."
            ),
            (
                "Sentences: the first word's start and the last word's end, where the sound of the "
                "sentence starts and ends; sentences are joined with known pauses."
            ),
            "Misheard words count too, where the words beside them are right.",
        ),
        tuple(rows),
    )


def matched(said: Sequence[TimedWord], heard: Sequence[TranscriptWord]) -> list[Match]:
    """Pair the words said, of known times, with those heard in their place.

    A misheard word has its place where the words on both sides of it are right. A word heard that
    stands for several ("twenty-five") is left out.
    """
    parts = [(words(word.text), word) for word in heard]
    pieces = [(piece, word if len(of) == 1 else None) for of, word in parts for piece in of]
    compared = jiwer.process_words(
        " ".join(word.text for word in said), " ".join(piece for piece, _ in pieces)
    )
    found: list[Match] = []
    chunks = compared.alignments[0]
    for place, chunk in enumerate(chunks):
        around = chunks[max(0, place - 1) : place + 2]
        others = sum(beside.type != "equal" for beside in around)
        misheard = chunk.type == "substitute" and chunk.ref_end_idx - chunk.ref_start_idx == 1
        if chunk.type == "equal" or (misheard and others == 1):
            one_by_one = zip(
                said[chunk.ref_start_idx : chunk.ref_end_idx],
                pieces[chunk.hyp_start_idx : chunk.hyp_end_idx],
                strict=True,
            )
            found += [
                Match(word, whole) for word, (_, whole) in one_by_one if whole and _is_known(word)
            ]
    return found


def _spoken_by_espeak(bench: Bench) -> Iterator[TimedSpeech]:
    for number, spoken in enumerate(bench.ordinary):
        yield words_timed(spoken.text, RATES[number % len(RATES)], number)


def _spoken_by_neural(bench: Bench) -> Iterator[TimedSpeech]:
    for number, spoken in enumerate(bench.ordinary):
        rate = NEURAL_RATES[number % len(NEURAL_RATES)]
        yield sentences_timed(spoken.text, bench.voices, rate, number)


def _figures(name: str, known: int, matches: Sequence[Match]) -> Iterator[Figure]:
    over = f"{len(matches)} of {known} words"
    near = [all(abs(apart) <= NEAR for apart in match.apart) for match in matches]
    yield Figure(
        f"{name}: within {NEAR} s at start and end",
        100 * float(np.mean(near)),
        "%",
        over,
        at_least=LEAST_NEAR,
    )
    for end in ("start", "end"):
        apart = [
            getattr(match.heard, end) - getattr(match.said, end)
            for match in matches
            if getattr(match.said, end) is not None
        ]
        middle, high = (float(np.percentile(np.abs(apart), share)) for share in (50, 95))
        within = 100 * float(np.mean(np.abs(apart) <= NEAR))
        yield Figure(f"{name}: {end} within {NEAR} s", within, "%", f"{len(apart)} words")
        yield Figure(f"{name}: {end} apart, median", middle, "s")
        yield Figure(f"{name}: {end} apart, 95th percentile", high, "s")
        yield Figure(f"{name}: {end} late by, median", float(np.median(apart)), "s")


def _is_known(word: TimedWord) -> bool:
    return word.start is not None or word.end is not None


def _row(match: Match) -> dict[str, object]:
    return {
        "said": match.said.text,
        "heard": match.heard.text,
        "said_start": _rounded(match.said.start),
        "said_end": _rounded(match.said.end),
        "heard_start": match.heard.start,
        "heard_end": match.heard.end,
    }


def _rounded(time: float | None) -> float | None:
    return None if time is None else round(time, 3)
