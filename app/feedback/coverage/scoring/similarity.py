"""Similarity of a key point and an answer: cosine of sentence embeddings, and recall of terms.

The cross-encoder is too strict with an answer that makes a point almost in the words of the bank,
and too lenient with a story that has all parts but is about something else. Similarity is added to
its log-odds.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, ExpectedPoint
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import (
    SentenceModelFiles,
    answer_tokenizer,
    onnx_session,
    without_surrogates,
)
from mock_interviewer.app.text.content_words import content_stems

Embeddings = NDArray[np.float32]
"""One row per text; each row has length 1."""


_DIMENSIONS = 384


_MAX_TOKENS = 256
"""The size of a vector, and the maximum tokens of the sentence model (see its model card)."""


_BATCH = 8
"""Texts per run: this many take two thirds of the time of single runs; more do not fit into the
processor's caches and take longer again."""


_TINY = 1e-6


class SentenceEmbedder:
    """The packaged sentence model; use it on one thread at a time."""

    def __init__(self, files: SentenceModelFiles) -> None:
        """Load it, which takes about 0.2 s. Raises what onnxruntime and tokenizers raise."""
        self._tokenizer = answer_tokenizer(files)
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._session = onnx_session(files.model)

    def embed(self, texts: Sequence[str]) -> Embeddings:
        """Return the vectors of texts, of shape (texts, 384); about 3 ms per sentence on two cores.

        A vector is the mean of the states of the text's tokens (Reimers and Gurevych 2019), and
        does not depend on the other texts.
        """
        rows = [
            each.ids
            for each in self._tokenizer.encode_batch([without_surrogates(text) for text in texts])
        ]
        by_length = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        found: Embeddings = np.empty((len(rows), _DIMENSIONS), dtype=np.float32)
        for first in range(0, len(rows), _BATCH):
            places = by_length[first : first + _BATCH]
            found[places] = self._means([rows[place] for place in places])
        return unit_length(found)

    def _means(self, rows: Sequence[Sequence[int]]) -> Embeddings:
        """Return the mean states of rows of tokens, padding shorter rows."""
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
        states: Embeddings = self._session.run(None, given)[0]
        weights = mask.astype(np.float32) / mask.sum(axis=1, keepdims=True).astype(np.float32)
        means: Embeddings = np.einsum("rt,rts->rs", weights, states)
        return means


def without_direction(vectors: Embeddings, direction: Embeddings) -> Embeddings:
    """Remove a direction from vectors (rows), and scale them back to length 1."""
    return unit_length(vectors - np.outer(vectors @ direction, direction))


def unit_length(vectors: Embeddings) -> Embeddings:
    """Scale vectors (rows) to length 1; near-zero vectors are unchanged."""
    lengths: Embeddings = np.linalg.norm(vectors, axis=1, keepdims=True).astype(np.float32)
    lengths[lengths <= _TINY] = 1.0
    return vectors / lengths


def term_recall(point: str, answer: str, question: str) -> float:
    """Return the share of a key point's content words that an answer has, from 0 to 1.

    Words are compared by their stems (Porter 2001, Snowball). Words of the question do not count,
    because repeating the question would make them, unless the point has no others.
    """
    wanted = content_stems(point)
    wanted = wanted - content_stems(question) or wanted
    return len(wanted & content_stems(answer)) / len(wanted) if wanted else 0.0


EmbedTexts = Callable[[Sequence[str]], Embeddings]


_COSINE_SLOPE = 4.0


_COSINE_INTERCEPT = -1.0
"""Log-odds per unit of the highest cosine between a sentence of the answer and the point or one of
its examples; and the log-odds at a cosine of 0."""


_TERM_SLOPE = 2.0
"""For a point without examples: log-odds per unit of the recall of its terms.

These three were chosen on the development half of the labeled answers, without their examples, so
that F1 of "made" does not drop. With them, the agreement with human grades of 2,273 short answers
on programming (Mohler et al. 2011), which were not used for training, rises from r = 0.41 to
0.55."""


_STORY_SLOPE = 25.0


_SAME_STORY = 0.475
"""For a part of a story: log-odds per unit by which the mean of those cosines over the points with
examples is below the second number, from which a story counts as on topic. Any story has a task
and a result, even one that answers another question.

Chosen on the development half of the labeled answers, so that F1 of "made" does not drop (0.863
with balanced thresholds), and on every other question of the banks. On those, a question's own
model answer makes 91.2 % of its points (87.2 without similarity), and the model answers of ten
unrelated questions make 4.5 % (9.6); on the remaining questions, the figures are 89.8 % (83.2) and
4.6 % (9.8)."""


THRESHOLDS = (0.49, 0.48)
"""The probabilities from which a point without examples counts as made, and as partly made; on the
development half, both are then predicted as often as they are true."""


_CACHED_QUESTIONS = 256
"""More than a session asks, at about 100 kB each."""


class PointSimilarity:
    """Compares answers with key points; use it on one thread at a time.

    ``embed`` is ``SentenceEmbedder.embed``, or equivalent.
    """

    def __init__(self, embed: EmbedTexts) -> None:
        self._embed = embed
        self._sentences_of = lru_cache(maxsize=_CACHED_QUESTIONS)(self._sentences)

    def log_odds(self, asked: CoverageQuestion, said: Sequence[str]) -> tuple[float, ...]:
        """Return the log-odds that similarity to the answer adds for each of a question's points.

        ``said`` are the answer's sentences, at least one; the order of sentences, points, and
        examples does not matter. The direction of the question is removed from all vectors,
        because what the answer shares with it is not informative.
        """
        cosines = self._cosines(asked, said)
        shown = [one for point, one in zip(asked.points, cosines, strict=True) if point.said]
        story = sum(shown) / max(1, len(shown))
        return tuple(
            _COSINE_SLOPE * one + _COSINE_INTERCEPT + _extra_log_odds(asked, point, said, story)
            for point, one in zip(asked.points, cosines, strict=True)
        )

    def _cosines(self, asked: CoverageQuestion, said: Sequence[str]) -> list[float]:
        """Return the highest cosine for each point."""
        question, sentences = self._sentences_of(asked)
        cosines = (without_direction(self._embed(said), question) @ sentences.T).max(axis=0)
        found, first = [], 0
        for point in asked.points:
            last = first + 1 + len(point.said)
            found.append(float(cosines[first:last].max()))
            first = last
        return found

    def _sentences(self, asked: CoverageQuestion) -> tuple[Embeddings, Embeddings]:
        """Return the vectors of a question and of its points, each followed by its examples."""
        sentences = [text for point in asked.points for text in (point.point, *point.said)]
        question, *_ = vectors = self._embed([asked.text, *sentences])
        return question, without_direction(vectors[1:], question)


def _extra_log_odds(
    asked: CoverageQuestion, point: ExpectedPoint, said: Sequence[str], story: float
) -> float:
    """Return the log-odds of a point in addition to those of its cosine."""
    if not point.said:
        shares = (term_recall(point.point, sentence, asked.text) for sentence in said)
        return _TERM_SLOPE * max(shares)
    return 0.0 if point.part is None else _STORY_SLOPE * min(0.0, story - _SAME_STORY)
