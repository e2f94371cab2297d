"""What recognition was seen to write instead of the words of a command, in ``misheard.tsv``."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

from mock_interviewer.app.interview.commands_heard.patterns import Words
from mock_interviewer.app.interview.commands_heard.plain_words import plain_words

_MOST: Final = 2
"""So many mishearings are put right in one utterance."""
_MOST_PLACES: Final = 6
"""An utterance with more of them is no command."""

_Place = tuple[int, int, Words]
"""Where words may be misheard: first, end, and what was said."""


def readings(words: Words) -> Iterator[tuple[Words, int]]:
    """Yield what may have been said instead, with how many mishearings, the fewest first."""
    places = list(_places(words))
    if len(places) > _MOST_PLACES:
        return
    for count in range(1, _MOST + 1):
        for chosen in combinations(places, count):
            if all(one[1] <= other[0] for one, other in pairwise(chosen)):
                yield _put_right(words, chosen), count


def _places(words: Words) -> Iterator[_Place]:
    for start in range(len(words)):
        for heard, said in _misheard():
            if words[start : start + len(heard)] == heard:
                yield start, start + len(heard), said


def _put_right(words: Words, places: tuple[_Place, ...]) -> Words:
    for start, end, said in reversed(places):
        words = (*words[:start], *said, *words[end:])
    return words


@cache
def _misheard() -> tuple[tuple[Words, Words], ...]:
    lines = (Path(__file__).parent / "misheard.tsv").read_text("utf-8").splitlines()[1:]
    pairs = (line.split("\t") for line in lines)
    return tuple((plain_words(heard), plain_words(said)) for heard, said in pairs)
