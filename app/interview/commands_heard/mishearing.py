"""Commands that recognition misheard: how close words are to a phrase, and known mishearings.

Words are compared in runs: those that are the same divide the others. Recognition cuts words
differently ("re peat"), writes words that do not exist, and adds or loses small words. Another
word of English is another word: pairs that recognition was seen to confuse are in
``misheard.tsv``.
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
"""Words that recognition takes for one another, or adds."""


_LOST: Final = frozenset({"a", "an", "the", "to", "of", "for", "me"})
"""Words that it loses."""


_SWAPPED: Final = 0.8
"""Likeness of one small word to another."""


_LEAST: Final = 0.8
"""Likeness of letters below which two words are different words."""


_SHORT: Final = 5
"""Letters of a word of which another letter makes another word: stop, step, shop."""


_ENDINGS: Final = ("s", "d", "ed", "ing")


_Run = tuple[Words, Words]


def phrase_likeness(heard: Words, phrase: Words) -> float:
    """Return from 0 to 1 how like two sequences of plain words are, weighted by their letters.

    0 where any word of the one has no counterpart in the other.
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
    """Return what stands for what; runs that are the same and runs that differ take turns."""
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
    if len(other) <= _SHORT or min(len(heard), len(said)) != 1 or _is_known(heard, said):
        return 0.0
    alike = Indel.normalized_similarity(one, other)
    return alike if alike >= _LEAST else 0.0


def _small_likeness(heard: Words, said: Words, *, first: bool, last: bool) -> float:
    # At the end a small word is the object, or the beginning of more: "scratch the".
    if last or len(heard) > 1 or (first and not said):
        return 0.0
    return _SWAPPED if heard or _LOST.issuperset(said) else 0.0


def _is_known(heard: Words, said: Words) -> bool:
    """Tell whether what was heard is words of English, numbers, or other forms of what was said."""
    if all(word.isdigit() or frequency_rank(word) is not None for word in heard):
        return True
    return any(is_other_form("".join(heard), word) for word in said)


def is_other_form(heard: str, said: str) -> bool:
    """Tell whether one plain word is the other with an ending: "paused" of "pause"."""
    stems = said, said.removesuffix("e"), said + said[-1]
    return heard in {stem + ending for stem in stems for ending in _ENDINGS}


_MOST: Final = 2
"""So many mishearings are put right in one utterance."""


_MOST_PLACES: Final = 6
"""An utterance with more of them is no command."""


_Place = tuple[int, int, Words]
"""Where words may be misheard: first, end, and what was said."""


def corrected_readings(words: Words) -> Iterator[tuple[Words, int]]:
    """Yield what may have been said instead, with how many mishearings, the fewest first."""
    places = list(_places(words))
    if len(places) > _MOST_PLACES:
        return
    for count in range(1, _MOST + 1):
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
