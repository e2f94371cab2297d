"""Utterances and patterns of phrases as plain words, spelled alike if they sound alike.

A pattern such as "(go|move) on [to the next (one|question)]" stands for many phrases: words in
square brackets are optional, and bars separate alternatives. Both may be nested.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from mock_interviewer.audio.recognition.fillers import is_filled_pause

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


_APOSTROPHES: Final = str.maketrans(
    "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}", "''"
)


_FULL_FORMS: Final[Mapping[str, str]] = {
    "1": "one",
    "2nd": "second",
    "ok": "okay",
    "alright": "all right",
    "cannot": "can not",
    "can't": "can not",
    "cant": "can not",
    "won't": "will not",
    "dont": "do not",
    "didnt": "did not",
    "doesnt": "does not",
    "im": "i am",
    "ive": "i have",
    "lets": "let us",
    "thats": "that is",
    "whats": "what is",
    "let's": "let us",
    "y'all": "you",
    "gonna": "going to",
    "wanna": "want to",
    "gimme": "give me",
    "lemme": "let me",
    "yea": "yeah",
    "ya": "yeah",
    "pls": "please",
    "sec": "second",
}


_ENDINGS: Final = (
    ("n't", " not"),
    ("'m", " am"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
    ("'s", " is"),
)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words in lowercase, without accents, filled pauses, or contractions.

    "I'm" becomes "i am" and "1" becomes "one". A hyphen separates words.
    """
    bare = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    words = (word for word in _WORD.findall(bare) if not is_filled_pause(word))
    return tuple(part for word in words for part in _full_form(word).split())


def _full_form(word: str) -> str:
    if word in _FULL_FORMS:
        return _FULL_FORMS[word]
    for ending, full in _ENDINGS:
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending) + full
    return word.replace("'", "")


Words = tuple[str, ...]


_TOKEN: Final = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")


def expand_pattern(pattern: str) -> frozenset[Words]:
    """Return every phrase that a pattern stands for, in plain words.

    Raises ValueError if brackets do not match.
    """
    tokens = _TOKEN.findall(pattern)
    phrases = _PatternReader(tokens).read_all()
    return frozenset(plain_words(" ".join(phrase)) for phrase in phrases)


class _PatternReader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    def read_all(self) -> list[Words]:
        phrases = self._choices()
        if self._place < len(self._tokens):
            raise ValueError(f"unmatched “{self._tokens[self._place]}”")
        return phrases

    def _choices(self) -> list[Words]:
        """Read alternatives up to the end or a closing bracket."""
        phrases = self._sequence()
        while self._next() == "|":
            self._place += 1
            phrases += self._sequence()
        return phrases

    def _sequence(self) -> list[Words]:
        phrases: list[Words] = [()]
        while (token := self._next()) not in {None, "|", ")", "]"}:
            self._place += 1
            word = str(token)
            parts = self._bracket(word) if word in {"(", "["} else [(word,)]
            phrases = [(*phrase, *part) for phrase in phrases for part in parts]
        return phrases

    def _bracket(self, opening: str) -> list[Words]:
        parts = self._choices()
        closing = ")" if opening == "(" else "]"
        if self._next() != closing:
            raise ValueError(f"“{opening}” is not closed")
        self._place += 1
        return parts if opening == "(" else [(), *parts]

    def _next(self) -> str | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None
