"""A word-by-word diff of two answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AROUND = re.compile(r"^\W+|\W+$")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_MAX_CHANCE_WORDS = 2
_MAX_CHANCE_LETTERS = 4
"""Up to this many shared words of this length count as chance among words that differ."""


@dataclass(frozen=True)
class WordRun:
    """A run of words, as ranges of indices into both answers; a range may be empty.

    ``same`` means that both ranges have the same words, ignoring case and punctuation.
    """

    same: bool
    earlier: range
    later: range


def compare_words(earlier: Sequence[str], later: Sequence[str]) -> tuple[WordRun, ...]:
    """Return alternating runs of equal and different words of two answers.

    Together, the runs cover all words of both answers, in order.
    """
    # Imported late, because the window starts without it.
    from rapidfuzz.distance import LCSseq

    before, after = (
        [normalized_word(word) for word in earlier],
        [normalized_word(word) for word in later],
    )
    shared = (
        WordRun(
            same=True,
            earlier=range(op.src_start, op.src_end),
            later=range(op.dest_start, op.dest_end),
        )
        for op in LCSseq.opcodes(before, after)
        if op.tag == "equal"
    )
    return tuple(_with_gaps(_without_chance(shared, before, len(after)), len(before), len(after)))


def normalized_word(word: str) -> str:
    """Return a word as it is compared: in lowercase, without surrounding punctuation."""
    return _AROUND.sub("", word).casefold().replace(_APOSTROPHE, "'")


def _without_chance(shared: Iterator[WordRun], before: Sequence[str], later: int) -> list[WordRun]:
    """Drop runs shared by chance: a few short words among others that differ."""
    end = WordRun(same=True, earlier=range(len(before), len(before)), later=range(later, later))
    kept = [WordRun(same=True, earlier=range(0), later=range(0))]
    for run in (*shared, end):
        while len(kept) > 1 and _is_chance(kept[-2], kept[-1], run, before):
            kept.pop()
        kept.append(run)
    return [run for run in kept if run.earlier]


def _is_chance(before: WordRun, run: WordRun, after: WordRun, words: Sequence[str]) -> bool:
    letters = [len(words[at]) for at in run.earlier]
    if len(letters) > _MAX_CHANCE_WORDS or max(letters) > _MAX_CHANCE_LETTERS:
        return False
    return min(_gap(before, run), _gap(run, after)) > len(letters)


def _gap(first: WordRun, second: WordRun) -> int:
    """Return the number of words between two runs, in the answer with more of them."""
    return max(
        second.earlier.start - first.earlier.stop,
        second.later.start - first.later.stop,
    )


def _with_gaps(shared: Sequence[WordRun], earlier: int, later: int) -> Iterator[WordRun]:
    at, beside = 0, 0
    end = WordRun(same=True, earlier=range(earlier, earlier), later=range(later, later))
    for run in (*shared, end):
        if run.earlier.start > at or run.later.start > beside:
            yield WordRun(
                same=False,
                earlier=range(at, run.earlier.start),
                later=range(beside, run.later.start),
            )
        if run.earlier:
            yield run
        at, beside = run.earlier.stop, run.later.stop
