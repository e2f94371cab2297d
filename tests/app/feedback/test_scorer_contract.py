"""The contract of scorers, for the real one and the one that tests use."""

from itertools import pairwise

import pytest
from rig.word_scorer import WordScorer

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageScorer,
    CoverageVerdict,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.coverage.scoring import load_scorer

POINTS = (
    ExpectedPoint("b", "Retrieval finds passages that fit the question.", weight=3.0),
    ExpectedPoint("a", "The model writes an answer from those passages.", essential=True),
    ExpectedPoint("c", "Nobody has to train the model anew."),
)
ASKED = CoverageQuestion("How does retrieval-augmented generation work?", POINTS, "technical")
ANSWERS = (
    "",
    "Hm.",
    "Retrieval finds passages that fit the question. I like that.",
    "Größe 面试 😀. Retrieval finds passages that fit the question.",
    "Retrieval finds passages that fit the question " * 600,
)


@pytest.fixture(scope="module", params=["fake", pytest.param("real", marks=pytest.mark.model)])
def scorer(request: pytest.FixtureRequest) -> CoverageScorer:
    if request.param == "fake":
        return WordScorer()
    return load_scorer()


@pytest.mark.parametrize("answer", ANSWERS, ids=["nothing", "a word", "made", "letters", "long"])
def test_points_are_scored_in_order_with_evidence_only_for_made_ones(
    scorer: CoverageScorer, answer: str
) -> None:
    points = scorer.cover(ASKED, answer).points
    assert [(point.id, point.point, point.essential, point.weight) for point in points] == [
        (point.id, point.point, point.essential, point.weight) for point in POINTS
    ]
    for point in points:
        assert 0.0 <= point.score <= 1.0
        assert (point.evidence is None) == (point.covered is CoverageVerdict.NOT)
        if point.evidence is not None:
            assert 0 <= point.evidence.start < point.evidence.end <= len(answer)
            assert (point.evidence.begins, point.evidence.ends) == (None, None)


def test_a_stated_point_is_made_and_scores_above_the_others(
    scorer: CoverageScorer,
) -> None:
    first, *others = scorer.cover(ASKED, ANSWERS[2]).points
    assert first.covered is CoverageVerdict.MADE
    assert all(first.score > other.score for other in others)


def test_a_question_without_points_has_empty_coverage(scorer: CoverageScorer) -> None:
    assert scorer.cover(CoverageQuestion("Why?", ()), ANSWERS[2]).points == ()


def test_equal_answers_get_equal_scores(scorer: CoverageScorer) -> None:
    judged = [scorer.cover(ASKED, ANSWERS[2]) for _ in range(3)]
    assert all(before == after for before, after in pairwise(judged))
