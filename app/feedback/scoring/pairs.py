"""A key point and an answer as the network reads them: one row of tokens, the point first."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from mock_interviewer.app.feedback.coverage import PointToMake
from mock_interviewer.app.feedback.sentence_model import SentenceModelFiles

if TYPE_CHECKING:
    from tokenizers import Tokenizer

POINT_TOKENS = 250
"""Most tokens of a point with the sentences that make it; what does not fit is left out."""
PIECE_TOKENS = 245
"""Most tokens of an answer that are read at once; with the point they stay under the 512 places
that the network has."""
_SHARED = 50
"""Fewest tokens that neighboring pieces share, so that what is cut in one is whole in the other."""

_BEGIN = 101
_END = 102
"""BERT's [CLS] and [SEP]."""


@dataclass(frozen=True)
class Piece:
    """A part of an answer: its tokens, and where each stands in the answer's text."""

    tokens: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Pair:
    """One row for the network: the tokens of a point, then those of a piece of an answer."""

    point: tuple[int, ...]
    piece: Piece

    def __len__(self) -> int:
        return len(self.point) + len(self.piece.tokens) + 1

    @property
    def tokens(self) -> tuple[int, ...]:
        """All tokens of the row."""
        return (*self.point, *self.piece.tokens, _END)


def answer_tokenizer(files: SentenceModelFiles) -> "Tokenizer":
    """Return what cuts points and answers of any length into the sentence model's tokens.

    Raises ImportError or OSError where its library is not installed completely.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def point_tokens(tokenizer: "Tokenizer", point: PointToMake) -> tuple[int, ...]:
    """Return the tokens of a point and of as many sentences that make it as fit."""
    parts = [plain(part) for part in (point.point, *point.said)]
    encoded = tokenizer.encode_batch(parts, add_special_tokens=False)
    tokens = [_BEGIN, *encoded[0].ids[: POINT_TOKENS - 2], _END]
    for more in encoded[1:]:
        if len(tokens) + len(more.ids) + 1 > POINT_TOKENS:
            break
        tokens += [*more.ids, _END]
    return tuple(tokens)


def pieces(tokenizer: "Tokenizer", answer: str) -> list[Piece]:
    """Return an answer cut into overlapping pieces; none for one without words."""
    encoded = tokenizer.encode(plain(answer), add_special_tokens=False)
    count = len(encoded.ids)
    if not count:
        return []
    further = max(0, ceil((count - PIECE_TOKENS) / (PIECE_TOKENS - _SHARED)))
    step = (count - PIECE_TOKENS) / further if further else 0
    starts = [round(step * number) for number in range(further + 1)]
    return [_piece(encoded.ids, encoded.offsets, start) for start in starts]


def _piece(tokens: Sequence[int], offsets: Sequence[tuple[int, int]], start: int) -> Piece:
    end = start + PIECE_TOKENS
    return Piece(tuple(tokens[start:end]), tuple(offsets[start:end]))


def plain(text: str) -> str:
    """Return text without lone surrogates, which the tokenizer refuses; as long as before."""
    return text.encode("utf-8", "replace").decode()
