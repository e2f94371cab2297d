"""The words that matter of two answers: those that came or went, without fillers and small words.

A word counts by its stem, wherever it is said: one that only moved did not change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery.spoken_words import word_set
from mock_interviewer.app.feedback.delivery.word_choice import HEDGES, STACKED_HEDGES
from mock_interviewer.app.text.content_words import content_stems
from mock_interviewer.audio.recognition.fillers import is_filled_pause

_AROUND = re.compile(r"^\W+|\W+$")
_CONTRACTED = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))$")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"

_FILLING_WORDS = word_set(
    "yeah yes ok okay well basically actually literally honestly obviously really pretty sure lot "
    "lots bit come comes came go goes going went gone take takes took taken give gives gave put "
    "puts say says said let lets want wants need needs look looks nice good great big always "
    "sometimes something anything everything ca wo sha"
)
"""Words that say little about a subject, and what remains of "can't", "won't", and "shan't"."""
_FILLING_PHRASES = frozenset(
    tuple(phrase.split()) for phrase in (*HEDGES, *STACKED_HEDGES, "you know", "i mean")
)
_LONGEST_PHRASE = max(map(len, _FILLING_PHRASES))


@dataclass(frozen=True)
class WordChanges:
    """The numbers of the content words that only the earlier, and only the later answer has."""

    went: frozenset[int] = frozenset()
    came: frozenset[int] = frozenset()


def compare_words(earlier: Sequence[str], later: Sequence[str]) -> WordChanges:
    """Return the content words of two answers, given word by word, that the other doesn't have."""
    before, after = _stems(earlier), _stems(later)
    return WordChanges(_only(before, after), _only(after, before))


def _only(mine: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> frozenset[int]:
    known = frozenset().union(*others)
    return frozenset(number for number, stems in enumerate(mine) if not stems <= known)


def _stems(words: Sequence[str]) -> list[frozenset[str]]:
    """Return the stems of each word; none for a word without content."""
    plain = [_AROUND.sub("", word).casefold().replace(_APOSTROPHE, "'") for word in words]
    filling = frozenset(_filling(plain))
    return [
        frozenset() if number in filling else content_stems(_CONTRACTED.sub("", word))
        for number, word in enumerate(plain)
    ]


def _filling(words: Sequence[str]) -> Iterator[int]:
    """Return the numbers of fillers, and of words in phrases that fill."""
    for number, word in enumerate(words):
        if is_filled_pause(word) or _CONTRACTED.sub("", word) in _FILLING_WORDS:
            yield number
        for length in range(1, _LONGEST_PHRASE + 1):
            if tuple(words[number : number + length]) in _FILLING_PHRASES:
                yield from range(number, number + length)
