"""What the judge reads: a question, some of its key points, and a piece of an answer, as tokens.

A row is ``<s> question </s>``, then ``<mask> point </s>`` for each point, then the sentences of the
answer and ``</s>``. All points of a row are judged at once and see each other, so that a sentence
counts for the point it fits best.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST_TOKENS = 512
"""Positions of the network."""
MOST_POINTS = 8
"""Points that are judged at once."""
_QUESTION_TOKENS = 72
_POINT_TOKENS = 48
"""What is longer is cut off."""
_SHARED = 2
"""Sentences that neighboring pieces of a long answer share, if they have room for them."""
_BEGIN, _END, _POINT = 0, 2, 30526
"""MPNet's ``<s>``, ``</s>``, and ``<mask>``."""

Tokens = tuple[int, ...]


@dataclass(frozen=True)
class JudgeInput:
    """One input row.

    ``points`` (points, length) and ``sentences`` (sentences, length) have the weights that average
    the tokens of each.
    """

    tokens: Tokens
    points: NDArray[np.float32]
    sentences: NDArray[np.float32]

    @staticmethod
    def room(question: Tokens, points: Sequence[Tokens]) -> int:
        """Return how many tokens of an answer fit into a row."""
        asked = sum(min(len(point), _POINT_TOKENS) + 2 for point in points)
        return MOST_TOKENS - min(len(question), _QUESTION_TOKENS) - asked - 3

    @classmethod
    def made(
        cls, question: Tokens, points: Sequence[Tokens], sentences: Sequence[Tokens]
    ) -> "JudgeInput":
        """Return the row; what does not fit at its end is left out."""
        tokens = [_BEGIN, *question[:_QUESTION_TOKENS], _END]
        asked, said = list[range](), list[range]()
        for point in points:
            start = len(tokens)
            tokens += [_POINT, *point[:_POINT_TOKENS], _END]
            asked.append(range(start, len(tokens)))
        for sentence in sentences:
            start = len(tokens)
            tokens += sentence[: MOST_TOKENS - 1 - start]
            said.append(range(start, len(tokens)))
        tokens.append(_END)
        length = len(tokens)
        return cls(tuple(tokens), _means(asked, length), _means(said, length))


def _means(parts: Sequence[range], length: int) -> NDArray[np.float32]:
    found = np.zeros((len(parts), length), dtype=np.float32)
    for number, part in enumerate(parts):
        if part:
            found[number, part.start : part.stop] = 1.0 / len(part)
    return found


@dataclass(frozen=True)
class TokenizedAnswer:
    """The tokens of each sentence of an answer."""

    sentences: tuple[Tokens, ...]

    def pieces(self, room: int) -> list[range]:
        """Return overlapping runs of sentences of at most ``room`` tokens that cover the answer."""
        lengths = [len(sentence) for sentence in self.sentences]
        found, start = list[range](), 0
        while start < len(lengths):
            end, used = start, 0
            while end < len(lengths) and (end == start or used + lengths[end] <= room):
                used += lengths[end]
                end += 1
            found.append(range(start, end))
            if end == len(lengths):
                break
            start, used = end, lengths[end]
            while end - start < _SHARED and used + lengths[start - 1] <= room:
                start -= 1
                used += lengths[start]
        return found


def judge_tokenizer(path: Path) -> "Tokenizer":
    """Return the tokenizer for texts of any length.

    Raises ImportError or OSError if its library is not installed completely.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenized(tokenizer: "Tokenizer", text: str) -> Tokens:
    """Return the tokens of a text without any marks around them.

    Lone surrogates, which the tokenizer rejects, are replaced.
    """
    clean = text.encode("utf-8", "replace").decode()
    return tuple(tokenizer.encode(clean, add_special_tokens=False).ids)
