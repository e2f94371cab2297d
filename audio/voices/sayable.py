"""Text as any voice can take it."""

import unicodedata
from typing import Final

import numpy as np

from mock_interviewer.audio.types import Sound

_SPEECHLESS_RATE: Final = 22_050
_SENTENCE_ENDS: Final = ".!?…"
_CLOSERS: Final = "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_CLAUSE_ENDS: Final = ",;:"


def sayable(text: str) -> str:
    """Return ``text`` on one line and without control characters; "" if nothing can be said.

    Something can be said when there is a letter or a digit of any script.
    """
    if not any(character.isalnum() for character in text):
        return ""
    kept = (_replaced(character) for character in text)
    return " ".join("".join(kept).split())


def nothing_said() -> Sound:
    """Return the sound of a text with nothing to say in it."""
    return Sound(np.zeros(0, dtype=np.float32), _SPEECHLESS_RATE)


def pieces(text: str, longest: int = 300) -> list[str]:
    """Cut a sayable text into sentences, and sentences over ``longest`` characters further.

    A long sentence is cut after a clause where it has one, else after a word, else anywhere.
    """
    found: list[str] = []
    words: list[str] = []
    length = 0
    for word in _short_words(text, longest):
        while words and length + len(word) > longest:
            cut = _last_clause(words)
            found.append(" ".join(words[:cut]))
            words = words[cut:]
            length = sum(len(kept) + 1 for kept in words)
        words.append(word)
        length += len(word) + 1
        if word.rstrip(_CLOSERS).endswith(tuple(_SENTENCE_ENDS)):
            found.append(" ".join(words))
            words, length = [], 0
    if words:
        found.append(" ".join(words))
    return found


def _replaced(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs"}:  # marks of direction, halves of characters
        return ""
    return " " if category.startswith("C") else character


def _short_words(text: str, longest: int) -> list[str]:
    return [
        word[start : start + longest]
        for word in text.split()
        for start in range(0, len(word), longest)
    ]


def _last_clause(words: list[str]) -> int:
    """Return how many words to keep so that the last one ends a clause; all if none does."""
    for index in range(len(words) - 1, 0, -1):
        if words[index - 1].endswith(tuple(_CLAUSE_ENDS)):
            return index
    return len(words)
