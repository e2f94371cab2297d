"""The difference between two answers, word by word: what both say, and what only one says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AROUND = re.compile(r"^\W+|\W+$")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_FEW = 2
_SHORT = 4
"""At most so few shared words, none with more letters, are chance among words that differ."""


@dataclass(frozen=True)
class WordRun:
    """Words that follow each other, as places in each answer; a range may be empty.

    ``same`` words are as many in both, and the same but for case and punctuation.
    """

    same: bool
    earlier: range
    later: range


def compare_words(earlier: Sequence[str], later: Sequence[str]) -> tuple[WordRun, ...]:
    """Return both answers, given word by word, in parts that are in turn the same and not.

    The parts put together are all words of both, in order.
    """
    # Not before it is wanted: the window starts without it.
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
    """Return a word as it is compared: in small letters, without punctuation around it."""
    return _AROUND.sub("", word).casefold().replace(_APOSTROPHE, "'")


def _without_chance(shared: Iterator[WordRun], before: Sequence[str], later: int) -> list[WordRun]:
    """Leave out what is shared by chance: a few short words amid others that differ."""
    end = WordRun(same=True, earlier=range(len(before), len(before)), later=range(later, later))
    kept = [WordRun(same=True, earlier=range(0), later=range(0))]
    for run in (*shared, end):
        while len(kept) > 1 and _is_chance(kept[-2], kept[-1], run, before):
            kept.pop()
        kept.append(run)
    return [run for run in kept if run.earlier]


def _is_chance(before: WordRun, run: WordRun, after: WordRun, words: Sequence[str]) -> bool:
    letters = [len(words[at]) for at in run.earlier]
    if len(letters) > _FEW or max(letters) > _SHORT:
        return False
    return min(_gap(before, run), _gap(run, after)) > len(letters)


def _gap(first: WordRun, second: WordRun) -> int:
    """Return how many words stand between two parts, of that answer that has more there."""
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
