"""Quick guesses at what is being said, for the captions: shown until the phrase is heard."""

import time
from collections.abc import Sequence
from typing import Protocol

from mock_interviewer.audio.types import SPEECH_RATE, Samples

EVERY = 0.7
"""Seconds of new sound that are worth another guess."""
TERMS = 12
"""So many terms, the likeliest, a guess is told of: more would take it longer than it has."""
_SHARE = 0.25
"""Of the time at most so much goes into guesses: a slow machine makes fewer of them."""


class Drafting(Protocol):
    """What makes a guess: a small model. One thread."""

    def hint(self, vocabulary: Sequence[str]) -> str:
        """Return as many of these terms as the model has room for, as one text."""

    def draft(self, samples: Samples, hint: str) -> str:
        """Return what is said in 16 kHz mono sound, as well as can be told quickly."""


class Drafts:
    """The guesses at one recording's present phrase. One thread, that of the model."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._likely = vocabulary[:TERMS]
        self._hint: str | None = None
        self._next = 0
        """Samples of the recording from which another guess is due."""
        self.text = ""
        """The present guess; empty when there is none."""

    def due(self, length: int) -> bool:
        """Whether a recording of so many samples is worth another guess."""
        return length >= self._next

    def make(self, model: Drafting, phrase: Samples, length: int, *, hinted: bool) -> None:
        """Guess at a phrase, the newest sound of a recording of so many samples."""
        began = time.perf_counter()
        if self._hint is None:
            self._hint = model.hint(self._likely)
        self.text = model.draft(phrase, self._hint if hinted else "")
        took = time.perf_counter() - began
        self.wait(length, max(EVERY, took / _SHARE))

    def wait(self, length: int, seconds: float = EVERY) -> None:
        """Make no guess for so many seconds after a recording of so many samples."""
        self._next = length + round(seconds * SPEECH_RATE)

    def clear(self) -> None:
        """Forget the guess: the phrase was heard."""
        self.text = ""
