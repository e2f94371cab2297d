"""What sentences mean, as vectors of the packaged sentence model."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.scoring.pairs import answer_tokenizer, plain
from mock_interviewer.app.feedback.scoring.session import session_of
from mock_interviewer.app.feedback.sentence_model import SentenceModelFiles

Vectors = NDArray[np.float32]
"""One row a text; a row has length 1."""

_NUMBERS = 384
_MOST_TOKENS = 256
"""Of a vector, and of the tokens that the sentence model was made for (its model card)."""
_AT_ONCE = 8
"""Texts in one run: so many take two thirds of the time that they take one by one; more leave the
processor's caches, and take longer again."""
_TINY = 1e-6


class SentenceVectors:
    """The packaged sentence model; one thread at a time."""

    def __init__(self, files: SentenceModelFiles) -> None:
        """Load it: some 0.2 s. Raises what onnxruntime and tokenizers raise."""
        self._tokenizer = answer_tokenizer(files)
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._session = session_of(files.model)

    def of(self, texts: Sequence[str]) -> Vectors:
        """Return each text's vector, of shape (texts, 384): some 3 ms a sentence on two cores.

        It is the mean of the states of the text's tokens (Reimers and Gurevych 2019), and the same
        whatever else is asked for beside it.
        """
        rows = [each.ids for each in self._tokenizer.encode_batch([plain(text) for text in texts])]
        by_length = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        found: Vectors = np.empty((len(rows), _NUMBERS), dtype=np.float32)
        for first in range(0, len(rows), _AT_ONCE):
            places = by_length[first : first + _AT_ONCE]
            found[places] = self._means([rows[place] for place in places])
        return unit(found)

    def _means(self, rows: Sequence[Sequence[int]]) -> Vectors:
        """Return the means of the states of rows of tokens, of which the shorter are padded."""
        tokens = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for place, row in enumerate(rows):
            tokens[place, : len(row)] = row
            mask[place, : len(row)] = 1
        given = {
            "input_ids": tokens,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(tokens),
        }
        states: Vectors = self._session.run(None, given)[0]
        weights = mask.astype(np.float32) / mask.sum(axis=1, keepdims=True).astype(np.float32)
        means: Vectors = np.einsum("rt,rts->rs", weights, states)
        return means


def without(vectors: Vectors, direction: Vectors) -> Vectors:
    """Return vectors (rows) without what they share with a direction, at length 1 again."""
    return unit(vectors - np.outer(vectors @ direction, direction))


def unit(vectors: Vectors) -> Vectors:
    """Return vectors (rows) at length 1; those that are next to nothing stay as they are."""
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True).astype(np.float32)
    lengths[lengths <= _TINY] = 1.0
    return vectors / lengths
