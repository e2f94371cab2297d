"""Preparation of text for a voice: cleaning, and splitting at sentences and clauses."""

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

_SENTENCE_ENDS: Final = (".", "!", "?", "…")


_PAUSE_AFTER_SENTENCE: Final = 0.3


_PAUSE_AFTER_CLAUSE: Final = 0.15


_CLOSERS: Final = "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"


_OPENERS: Final = "\"'([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"


_NEVER_LAST: Final = frozenset(
    {"dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "vs.", "e.g.", "i.e.", "cf.", "approx."}
)


_CLAUSE_ENDS: Final = (",", ";", ":")


_LONG_SENTENCE: Final = 130
"""Characters from which on a sentence is split at its clauses: some seven seconds of speech."""


_SHORTEST_CLAUSE: Final = 25


def printable_line(text: str) -> str:
    """Return ``text`` on one line without control characters; "" if there is nothing to say.

    There is something to say if there is a letter or a digit of any script.
    """
    if not any(character.isalnum() for character in text):
        return ""
    kept = (_replaced(character) for character in text)
    return " ".join("".join(kept).split())


def split_text(text: str, longest: int = 300) -> list[str]:
    """Split a printable text into pieces to say one after another: sentences, or parts of them.

    A long sentence is split at its clauses. A piece still longer than ``longest`` characters is
    split after a clause if possible, otherwise after a word, otherwise anywhere.
    """
    return [
        " ".join(part)
        for sentence in _sentences(_short_words(text, longest))
        for clause in _clauses(sentence)
        for part in _short(clause, longest)
    ]


def pause_after(piece: str) -> float:
    """Return the seconds of silence that belong between ``piece`` and the next one."""
    ends = piece.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)
    return _PAUSE_AFTER_SENTENCE if ends else _PAUSE_AFTER_CLAUSE


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


def _sentences(words: list[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for word, following in zip_longest(words, words[1:]):
        sentence.append(word)
        if following is None or _ends_sentence(word, following):
            yield sentence
            sentence = []


def _ends_sentence(word: str, following: str) -> bool:
    bare = word.rstrip(_CLOSERS)
    if bare.endswith((".", "…")):
        goes_on = following.lstrip(_OPENERS)[:1].islower()
        return not goes_on and bare.lstrip(_OPENERS).lower() not in _NEVER_LAST
    return bare.endswith(_SENTENCE_ENDS)


def _clauses(words: list[str]) -> Iterator[list[str]]:
    """Split a long sentence early, so that its beginning is ready soon."""
    clause: list[str] = []
    length, left = -1, _length(words)
    for index, word in enumerate(words):
        if left <= _LONG_SENTENCE:
            yield words[index - len(clause) :]
            return
        clause.append(word)
        length += len(word) + 1
        shortest = min(length, left - length - 1)
        if word.endswith(_CLAUSE_ENDS) and shortest >= _SHORTEST_CLAUSE:
            yield clause
            left -= length + 1
            clause, length = [], -1
    if clause:
        yield clause


def _short(words: list[str], longest: int) -> Iterator[list[str]]:
    while _length(words) > longest:
        fitting = 1
        while _length(words[: fitting + 1]) <= longest:
            fitting += 1
        cut = _last_clause(words[:fitting])
        yield words[:cut]
        words = words[cut:]
    yield words


def _length(words: list[str]) -> int:
    return sum(len(word) + 1 for word in words) - 1


def _last_clause(words: list[str]) -> int:
    """Return the number of words up to the last that ends a clause; all if none does."""
    for index in range(len(words) - 1, 0, -1):
        if words[index - 1].endswith(_CLAUSE_ENDS):
            return index
    return len(words)
