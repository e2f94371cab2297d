from collections.abc import Callable

import numpy as np
import pytest

from mock_interviewer.app.feedback.scoring.likeness import Likeness, SentenceVectors
from mock_interviewer.app.feedback.sentence_model import sentence_model_files
from mock_interviewer.app.feedback.windows import windows

QUESTION = "What is the role of a cache?"
POINT = "It keeps results of slow computations at hand."


@pytest.fixture(scope="module")
def to() -> Callable[[str], float]:
    """Return the log-odds that an answer adds to the point."""
    likeness = Likeness(lambda: SentenceVectors(sentence_model_files()))
    return lambda answer: likeness.to(QUESTION, windows(answer))(POINT)


@pytest.mark.model
@pytest.mark.parametrize(
    "answer",
    [
        "It keeps the results of computations that are slow, so you have them again at once.",
        "Well, you know. Slow computations are done once and the results are kept. That's it.",
    ],
)
def test_who_says_it_is_likelier_to_have_made_the_point(
    to: Callable[[str], float], answer: str
) -> None:
    assert to(answer) > 0.0


@pytest.mark.model
@pytest.mark.parametrize(
    "answer",
    [
        "What is the role of a cache? That is a good question.",
        "We went to the beach and it rained all day.",
        "No idea.",
    ],
)
def test_who_repeats_the_question_or_says_nothing_of_it_is_unlikelier(
    to: Callable[[str], float], answer: str
) -> None:
    said = to("Slow computations are done once and the results are kept.")
    assert to(answer) < said - 1.0


@pytest.mark.model
def test_the_window_that_is_most_alike_counts(to: Callable[[str], float]) -> None:
    answer = "It keeps the results of computations that are slow, so you have them again at once."
    around = f"We went to the beach. It rained all day. {answer} Then we drove home in the car."
    assert to(around) == pytest.approx(to(answer), abs=0.5)


def test_the_model_is_loaded_when_it_is_first_asked_and_once() -> None:
    loaded = []

    class Flat(SentenceVectors):
        def __init__(self) -> None:
            loaded.append(self)

        def vector(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
            return np.full(4, 0.5, dtype=np.float32)

    likeness = Likeness(Flat)
    assert not loaded
    first = likeness.to(QUESTION, windows("The question, said back."))(POINT)
    likeness.to("Another one?", windows("Something else."))
    assert len(loaded) == 1
    assert np.isfinite(first)


@pytest.mark.model
def test_a_vector_has_length_1() -> None:
    found = SentenceVectors(sentence_model_files()).vector("It keeps results at hand.")
    assert found.shape == (384,)
    assert float(np.linalg.norm(found)) == pytest.approx(1.0, abs=1e-5)
