from collections.abc import Callable, Sequence

import numpy as np
import pytest

from mock_interviewer.app.feedback.coverage.scoring.sentence_model import sentence_model_files
from mock_interviewer.app.feedback.coverage.scoring.similarity import (
    Embeddings,
    SentenceEmbedder,
    unit_length,
    without_direction,
)

TEXTS = [
    "It keeps results at hand.",
    "No.",
    "A cache is a small and fast memory for what was computed before and may be needed again.",
    *(f"It rained on {count} of the days that we were there." for count in range(8)),
    "",
]


@pytest.fixture(scope="module")
def of() -> Callable[[Sequence[str]], Embeddings]:
    return SentenceEmbedder(sentence_model_files()).embed


@pytest.mark.model
def test_a_vector_has_length_1(of: Callable[[Sequence[str]], Embeddings]) -> None:
    found = of(TEXTS)
    assert found.shape == (len(TEXTS), 384)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


@pytest.mark.model
def test_a_text_has_the_same_vector_alone_and_in_a_batch(
    of: Callable[[Sequence[str]], Embeddings],
) -> None:
    alone = np.concatenate([of([text]) for text in TEXTS])
    assert np.abs(of(TEXTS) - alone).max() < 1e-4
    assert np.abs(of(TEXTS[::-1]) - alone[::-1]).max() < 1e-4


@pytest.mark.model
def test_similar_meanings_are_closer_than_different_ones(
    of: Callable[[Sequence[str]], Embeddings],
) -> None:
    cache, kept, rain = of([TEXTS[2], "What was worked out is kept in quick storage.", TEXTS[3]])
    assert cache @ kept > cache @ rain + 0.2


@pytest.mark.model
@pytest.mark.parametrize("text", ["so \ud800 it is", "word " * 2000, "\x00", "日本"])
def test_any_text_has_a_vector(of: Callable[[Sequence[str]], Embeddings], text: str) -> None:
    assert np.isfinite(of([text])).all()


def test_a_removed_direction_is_gone() -> None:
    vectors = unit_length(np.array([[3.0, 4.0, 0.0], [0.0, 1.0, 1.0]], dtype=np.float32))
    direction = np.array([1.0, 0.0, 0.0], dtype=np.float32)
    found = without_direction(vectors, direction)
    assert found @ direction == pytest.approx([0.0, 0.0])
    assert np.linalg.norm(found, axis=1) == pytest.approx([1.0, 1.0])


def test_removing_a_direction_from_itself_leaves_nothing() -> None:
    direction = unit_length(np.array([[3.0, 4.0]], dtype=np.float32))
    assert without_direction(direction, direction[0]) == pytest.approx(np.zeros((1, 2)), abs=1e-6)
