from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, ExpectedPoint
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import sentence_model_files
from mock_interviewer.app.feedback.coverage.scoring.similarity import (
    Embeddings,
    PointSimilarity,
    SentenceEmbedder,
    unit_length,
)
from mock_interviewer.app.text.sentences import sentences

QUESTION = "What is the role of a cache?"
BARE = ExpectedPoint("kept", "It keeps results of slow computations at hand.")
KEPT = replace(
    BARE,
    said=(
        "You work out the slow stuff once and then you just look it up.",
        "Whatever took long to compute is stored, so next time you have it right away.",
    ),
)
STALE = ExpectedPoint("stale", "What it holds may be out of date.", said=("It can be stale.",))
NEAR = "Whatever took long to compute gets stored, and next time you have it right away."
PARROTED = "What is the role of a cache? That is a good question, what role a cache has."


@pytest.fixture(scope="module")
def real() -> PointSimilarity:
    return PointSimilarity(SentenceEmbedder(sentence_model_files()).embed)


@pytest.fixture(scope="module")
def to(real: PointSimilarity) -> Callable[[ExpectedPoint, str], float]:
    """Return the log-odds that an answer adds to a point, the only one of its question."""

    def added(point: ExpectedPoint, answer: str) -> float:
        said = [sentence.text for sentence in sentences(answer)]
        return real.log_odds(CoverageQuestion(QUESTION, (point,)), said)[0]

    return added


@pytest.mark.model
@pytest.mark.parametrize("point", [BARE, KEPT], ids=["bare", "with-examples"])
@pytest.mark.parametrize(
    "answer",
    [
        "It keeps the results of computations that are slow, so you have them again at once.",
        "Well, you know. Slow computations are done once and the results are kept. That's it.",
    ],
)
def test_saying_the_point_makes_it_more_likely(
    to: Callable[[ExpectedPoint, str], float], point: ExpectedPoint, answer: str
) -> None:
    assert to(point, answer) > 0.0


@pytest.mark.model
def test_similar_examples_raise_the_likelihood(to: Callable[[ExpectedPoint, str], float]) -> None:
    far = replace(KEPT, said=("It rained all day.", "We went to the beach."))
    assert to(KEPT, NEAR) > to(far, NEAR) + 1.0


@pytest.mark.model
@pytest.mark.parametrize("point", [BARE, KEPT], ids=["bare", "with-examples"])
@pytest.mark.parametrize(
    "answer", [PARROTED, "We went to the beach and it rained all day.", "No idea."]
)
def test_repeating_or_ignoring_the_question_gains_nothing(
    to: Callable[[ExpectedPoint, str], float], point: ExpectedPoint, answer: str
) -> None:
    assert to(point, answer) < 0.0


@pytest.mark.model
@pytest.mark.parametrize("point", [BARE, KEPT], ids=["bare", "with-examples"])
def test_the_most_similar_sentence_counts(
    to: Callable[[ExpectedPoint, str], float], point: ExpectedPoint
) -> None:
    around = f"We went to the beach. It rained all day. {NEAR} Then we drove home in the car."
    assert to(point, around) == pytest.approx(to(point, NEAR), abs=0.5)


@pytest.mark.model
def test_a_part_of_a_story_scores_lower_in_an_unrelated_story(
    to: Callable[[ExpectedPoint, str], float],
) -> None:
    point = ExpectedPoint(
        "task",
        "Says what was theirs to do.",
        said=("It was on me to calm the customer down.", "I had to win the client back."),
    )
    told = replace(point, part="task")
    near = "I had to calm the angry client down, that was on me."
    far = "I had to write the new parser, that was on me."
    lost = {answer: to(point, answer) - to(told, answer) for answer in (near, far)}
    assert lost[far] > lost[near] + 1.0


class OfLetters:
    """A stand-in for the sentence model: letter counts, and the number of calls."""

    def __init__(self) -> None:
        self.asked = list[tuple[str, ...]]()

    def of(self, texts: Sequence[str]) -> Embeddings:
        self.asked.append(tuple(texts))
        counts = [[text.lower().count(letter) for letter in "aeiourstln"] for text in texts]
        return unit_length(np.array(counts, dtype=np.float32))


POINTS = (KEPT, STALE, BARE)
ANSWER = ("it is stale", "results at once", "a slow one")


@given(st.permutations(POINTS), st.permutations(KEPT.said), st.permutations(ANSWER))
def test_the_order_of_texts_does_not_matter(
    points: list[ExpectedPoint], said: list[str], answer: list[str]
) -> None:
    turned = [replace(point, said=tuple(said)) if point is KEPT else point for point in points]
    likeness = PointSimilarity(OfLetters().of)
    before = likeness.log_odds(CoverageQuestion(QUESTION, POINTS), ANSWER)
    after = likeness.log_odds(CoverageQuestion(QUESTION, tuple(turned)), answer)
    expected = dict(zip(POINTS, before, strict=True))
    assert after == pytest.approx([expected[point] for point in points], abs=1e-4)


def test_the_similarity_of_a_story_is_the_mean_of_its_points() -> None:
    said = ["stale results"]
    near = ExpectedPoint("near", "stale results", said=("stale results",), part="result")
    far = ExpectedPoint("far", "uuu", said=("ooo",), part="action")
    further = replace(far, id="further")
    likeness = PointSimilarity(OfLetters().of)
    (alone,) = likeness.log_odds(CoverageQuestion("iii", (near,)), said)
    beside, *_ = likeness.log_odds(CoverageQuestion("iii", (near, far, further)), said)
    assert beside < alone


def test_points_without_examples_do_not_count_toward_a_storys_similarity() -> None:
    told = ExpectedPoint("far", "uuu", said=("ooo",), part="action")
    bare = ExpectedPoint("near", "stale results")
    likeness = PointSimilarity(OfLetters().of)
    (alone,) = likeness.log_odds(CoverageQuestion("iii", (told,)), ["stale results"])
    beside, _ = likeness.log_odds(CoverageQuestion("iii", (told, bare)), ["stale results"])
    assert beside == pytest.approx(alone, abs=1e-4)


@pytest.mark.parametrize("said", ["iiiir", "ir", "r"])
@pytest.mark.parametrize("point", ["iir", "iie"])
def test_content_shared_by_question_and_answer_is_ignored(point: str, said: str) -> None:
    likeness = PointSimilarity(OfLetters().of)

    def to(words: str, answer: str) -> float:
        return likeness.log_odds(
            CoverageQuestion("iii", (ExpectedPoint("p", words, said=("u",)),)), [answer]
        )[0]

    assert to(point, said) == pytest.approx(to(point.strip("i"), said.strip("i")), abs=1e-4)


def test_texts_of_the_bank_are_embedded_once_in_one_batch() -> None:
    model = OfLetters()
    likeness, asked = PointSimilarity(model.of), CoverageQuestion(QUESTION, (KEPT, STALE))
    likeness.log_odds(asked, ["one"])
    likeness.log_odds(asked, ["two"])
    bank = (QUESTION, KEPT.point, *KEPT.said, STALE.point, *STALE.said)
    assert model.asked == [bank, ("one",), ("two",)]
