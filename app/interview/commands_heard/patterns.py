"""Patterns of phrases, written shortly: "(go|move) on [to the next (one|question)]".

Words in square brackets may be left out; of words between bars one is said. Both may be nested.
"""

import re
from typing import Final

from mock_interviewer.app.interview.commands_heard.plain_words import plain_words

Words = tuple[str, ...]

_TOKEN: Final = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")


def expanded(pattern: str) -> frozenset[Words]:
    """Return every phrase that a pattern stands for, in plain words.

    Raises ValueError where a bracket is not closed, or closed without being opened.
    """
    tokens = _TOKEN.findall(pattern)
    phrases = _Reader(tokens).read_all()
    return frozenset(plain_words(" ".join(phrase)) for phrase in phrases)


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    def read_all(self) -> list[Words]:
        phrases = self._choices()
        if self._place < len(self._tokens):
            raise ValueError(f"“{self._tokens[self._place]}” closes nothing.")
        return phrases

    def _choices(self) -> list[Words]:
        """Read what stands between bars, to the end or to a closing bracket."""
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
            raise ValueError(f"“{opening}” is not closed.")
        self._place += 1
        return parts if opening == "(" else [(), *parts]

    def _next(self) -> str | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None
