"""The words of two answers beside each other: which they share, and which only one of them has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AROUND = re.compile(r"^\W+|\W+$")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_FEW = 2
_SHORT = 4
"""At most so few shared words, none with more letters, are chance among words that differ."""


@dataclass(frozen=True)
class Part:
    """Words that follow each other, as places in each answer; a range may be empty.

    ``same`` words are as many in both, and the same but for case and punctuation.
    """

    same: bool
    earlier: range
    later: range


def compare_words(earlier: Sequence[str], later: Sequence[str]) -> tuple[Part, ...]:
    """Return both answers, given word by word, in parts that are in turn the same and not.

    The parts put together are all words of both, in order.
    """
    # Not before it is wanted: the window starts without it.
    from rapidfuzz.distance import LCSseq

    before, after = [plain(word) for word in earlier], [plain(word) for word in later]
    shared = (
        Part(
            same=True,
            earlier=range(op.src_start, op.src_end),
            later=range(op.dest_start, op.dest_end),
        )
        for op in LCSseq.opcodes(before, after)
        if op.tag == "equal"
    )
    return tuple(_with_gaps(_without_chance(shared, before, len(after)), len(before), len(after)))


def plain(word: str) -> str:
    """Return a word as it is compared: in small letters, without punctuation around it."""
    return _AROUND.sub("", word).casefold().replace(_APOSTROPHE, "'")


def _without_chance(shared: Iterator[Part], before: Sequence[str], later: int) -> list[Part]:
    """Leave out what is shared by chance: a few short words amid others that differ."""
    end = Part(same=True, earlier=range(len(before), len(before)), later=range(later, later))
    kept = [Part(same=True, earlier=range(0), later=range(0))]
    for run in (*shared, end):
        while len(kept) > 1 and _is_chance(kept[-2], kept[-1], run, before):
            kept.pop()
        kept.append(run)
    return [run for run in kept if run.earlier]


def _is_chance(before: Part, run: Part, after: Part, words: Sequence[str]) -> bool:
    letters = [len(words[at]) for at in run.earlier]
    if len(letters) > _FEW or max(letters) > _SHORT:
        return False
    return min(_gap(before, run), _gap(run, after)) > len(letters)


def _gap(first: Part, second: Part) -> int:
    """Return how many words stand between two parts, of that answer that has more there."""
    return max(
        second.earlier.start - first.earlier.stop,
        second.later.start - first.later.stop,
    )


def _with_gaps(shared: Sequence[Part], earlier: int, later: int) -> Iterator[Part]:
    at, beside = 0, 0
    end = Part(same=True, earlier=range(earlier, earlier), later=range(later, later))
    for run in (*shared, end):
        if run.earlier.start > at or run.later.start > beside:
            yield Part(
                same=False,
                earlier=range(at, run.earlier.start),
                later=range(beside, run.later.start),
            )
        if run.earlier:
            yield run
        at, beside = run.earlier.stop, run.later.stop
