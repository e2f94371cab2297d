"""Misheard commands: the similarity of words to a phrase, and known mishearings.

Words are compared in runs, separated by words that are equal. Recognizers split words differently
("re peat"), invent words, and add or drop small words. A different English word is never a
variant: pairs that recognizers were seen to confuse are listed in ``misheard.tsv``.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Indel, Levenshtein

from mock_interviewer.app.interview.commands_heard.plain_words import Words, plain_words
from mock_interviewer.audio.recognition.terms.english_words import frequency_rank

_SMALL: Final = frozenset(
    {"a", "an", "the", "this", "that", "these", "your", "my", "our", "to", "of", "for", "me"}
)
"""Words that recognizers confuse with one another, or add."""


_DROPPED: Final = frozenset({"a", "an", "the", "to", "of", "for", "me"})
"""Words that recognizers drop."""


_SMALL_WORD_SIMILARITY: Final = 0.8
"""Similarity of one small word to another."""


_MIN_SIMILARITY: Final = 0.8
"""Similarity of letters below which two words are different words."""


_MAX_SHORT: Final = 5
"""Letters of a short word, which one changed letter makes another word: stop, step, shop."""


_ENDINGS: Final = ("s", "d", "ed", "ing")


_Run = tuple[Words, Words]


def phrase_likeness(heard: Words, phrase: Words) -> float:
    """Return the similarity of two sequences of plain words, 0 to 1, weighted by their letters.

    0 if any word of one has no counterpart in the other.
    """
    letters = alike = 0.0
    runs = _runs(heard, phrase)
    for place, (run, said) in enumerate(runs):
        likely = _run_likeness(run, said, first=not place, last=place == len(runs) - 1)
        if not likely:
            return 0.0
        weight = max(len("".join(run)), len("".join(said)))
        letters += weight
        alike += weight * likely
    return alike / letters if letters else 0.0


def _runs(heard: Words, phrase: Words) -> list[_Run]:
    """Return pairs of corresponding runs; equal and different runs alternate."""
    runs: list[_Run] = []
    differs = False
    for step in Levenshtein.opcodes(heard, phrase):
        run = heard[step.src_start : step.src_end], phrase[step.dest_start : step.dest_end]
        if step.tag != "equal" and differs:
            runs[-1] = runs[-1][0] + run[0], runs[-1][1] + run[1]
        else:
            runs.append(run)
        differs = step.tag != "equal"
    return runs


def _run_likeness(heard: Words, said: Words, *, first: bool, last: bool) -> float:
    if heard == said:
        return 1.0
    if _SMALL.issuperset(heard) and _SMALL.issuperset(said):
        return _small_likeness(heard, said, first=first, last=last)
    one, other = "".join(heard), "".join(said)
    if one == other:
        return 1.0
    if len(other) <= _MAX_SHORT or min(len(heard), len(said)) != 1 or _is_known(heard, said):
        return 0.0
    alike = Indel.normalized_similarity(one, other)
    return alike if alike >= _MIN_SIMILARITY else 0.0


def _small_likeness(heard: Words, said: Words, *, first: bool, last: bool) -> float:
    # A small word at the end is an object or the start of more: "scratch the".
    if last or len(heard) > 1 or (first and not said):
        return 0.0
    return _SMALL_WORD_SIMILARITY if heard or _DROPPED.issuperset(said) else 0.0


def _is_known(heard: Words, said: Words) -> bool:
    """Return whether ``heard`` is English words, numbers, or other forms of ``said``."""
    if all(word.isdigit() or frequency_rank(word) is not None for word in heard):
        return True
    return any(is_other_form("".join(heard), word) for word in said)


def is_other_form(heard: str, said: str) -> bool:
    """Return whether ``heard`` is ``said`` with an ending, as "paused" is of "pause"."""
    stems = said, said.removesuffix("e"), said + said[-1]
    return heard in {stem + ending for stem in stems for ending in _ENDINGS}


_MAX_CORRECTIONS: Final = 2
"""Number of mishearings corrected in one utterance."""


_MAX_PLACES: Final = 6
"""An utterance with more possible mishearings is not a command."""


_Place = tuple[int, int, Words]
"""A possible mishearing: start and end of the words, and what may have been said."""


def corrected_readings(words: Words) -> Iterator[tuple[Words, int]]:
    """Yield corrected readings, each with its number of mishearings, fewest first."""
    places = list(_places(words))
    if len(places) > _MAX_PLACES:
        return
    for count in range(1, _MAX_CORRECTIONS + 1):
        for chosen in combinations(places, count):
            if all(one[1] <= other[0] for one, other in pairwise(chosen)):
                yield _corrected(words, chosen), count


def _places(words: Words) -> Iterator[_Place]:
    for start in range(len(words)):
        for heard, said in _misheard():
            if words[start : start + len(heard)] == heard:
                yield start, start + len(heard), said


def _corrected(words: Words, places: tuple[_Place, ...]) -> Words:
    for start, end, said in reversed(places):
        words = (*words[:start], *said, *words[end:])
    return words


@cache
def _misheard() -> tuple[tuple[Words, Words], ...]:
    lines = (Path(__file__).parent / "misheard.tsv").read_text("utf-8").splitlines()[1:]
    pairs = (line.split("\t") for line in lines)
    return tuple((plain_words(heard), plain_words(said)) for heard, said in pairs)
