"""How alike a key point and what was said are, whatever is claimed of it.

For points that come without examples: the network, which learned with them, is too strict there,
and a claim that is near to the point in meaning and in words is likelier than not to make it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.scoring.pairs import answer_tokenizer
from mock_interviewer.app.feedback.scoring.session import session_of
from mock_interviewer.app.feedback.scoring.terms import share_of_terms
from mock_interviewer.app.feedback.sentence_model import SentenceModelFiles
from mock_interviewer.app.feedback.windows import Window

Vector = NDArray[np.float32]

_OF_MEANING = 4.0
_OF_TERMS = 2.0
_OF_NEITHER = -1.0
"""Log-odds for each of cosine and share of terms, and where both are 0. Chosen on the development
half of the labelled answers without their examples, so that F1 of "made" does not fall; with them
the agreement with people's grades of 2,273 short answers on programming (Mohler et al. 2011), which
nothing was trained on, rises from r = 0.41 to 0.56."""

THRESHOLDS = (0.51, 0.51)
"""From which chance on a point without examples counts as made, and from which as partly made; on
the development half both are then said as often as they are true."""
_MOST_TOKENS = 256
"""What the sentence model was made for (its model card)."""
_TINY = 1e-6


class SentenceVectors:
    """The packaged sentence model; one thread at a time."""

    def __init__(self, files: SentenceModelFiles) -> None:
        """Load it: some 0.2 s. Raises what onnxruntime and tokenizers raise."""
        self._tokenizer = answer_tokenizer(files)
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._session = session_of(files.model)

    def vector(self, text: str) -> Vector:
        """Return the mean of the states of a text's tokens, at length 1 (Reimers 2019)."""
        tokens = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        given = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        states: Vector = self._session.run(None, given)[0][0]
        return _unit(states.mean(axis=0))


class Likeness:
    """Compares answers with key points; one thread at a time. Loads when it is first asked."""

    def __init__(self, load: Callable[[], SentenceVectors]) -> None:
        self._load = load
        self._vectors: SentenceVectors | None = None
        self._vector = lru_cache(maxsize=512)(self._made)

    def to(self, question: str, shown: Sequence[Window]) -> Callable[[str], float]:
        """Return what gives the log-odds that likeness to an answer adds for a point's words.

        ``shown`` are the answer's windows, at least one; the one that is most alike counts. What
        question and answer share tells nothing: its direction is left out of both.
        """
        asked = self._vector(question)
        said = np.stack([_without(self._vector(window.text), asked) for window in shown])

        def log_odds(point: str) -> float:
            alike = float((said @ _without(self._vector(point), asked)).max())
            terms = max(share_of_terms(point, window.text, question) for window in shown)
            return _OF_MEANING * alike + _OF_TERMS * terms + _OF_NEITHER

        return log_odds

    def _made(self, text: str) -> Vector:
        if self._vectors is None:
            self._vectors = self._load()
        return self._vectors.vector(text)


def _without(vector: Vector, direction: Vector) -> Vector:
    return _unit(vector - (vector @ direction) * direction)


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > _TINY else vector
