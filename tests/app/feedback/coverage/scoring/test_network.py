"""The real network, from the packaged model and what was learned."""

import numpy as np
import pytest

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageScorer,
    CoverageVerdict,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.coverage.scoring import load_scorer
from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import (
    CrossEncoder,
    PointAnswerPair,
    answer_pieces,
    point_tokens,
)

POINT = ExpectedPoint(
    "labels",
    "Pre-training learns general representations from raw text without labels.",
    said=(
        "You first let it read heaps of plain text, nobody has to annotate anything for that.",
        "The big first phase runs on unlabelled text and gives you general knowledge.",
    ),
)
ASKED = CoverageQuestion("What is the purpose of pre-training?", (POINT,))


@pytest.fixture(scope="module")
def real() -> CoverageScorer:
    return load_scorer()


def verdict(scorer: CoverageScorer, answer: str) -> CoverageVerdict:
    (point,) = scorer.cover(ASKED, answer).points
    return point.covered


MAKING = {
    "plainly": (
        "So at first it just reads raw text off the web, no labels needed, and picks up general "
        "knowledge of language from that."
    ),
    "in everyday words": (
        "Well, you just feed it tons of writing that nobody had to annotate, and it gets a feel "
        "for how language works."
    ),
}


@pytest.mark.model
@pytest.mark.parametrize("way", MAKING)
def test_a_point_that_is_made_is_found(real: CoverageScorer, way: str) -> None:
    assert verdict(real, MAKING[way]) is CoverageVerdict.MADE


@pytest.mark.model
@pytest.mark.parametrize(
    "answer",
    [
        "So, what is the purpose of pre-training? That is a good question, pre-training matters.",
        "I'd say labels, raw text, representations, general, pre-training, that kind of thing.",
        "We grilled fish on the beach and then it rained, so we went home early.",
        "No, pre-training can't use raw text at all, every sentence needs a label by an expert.",
    ],
)
def test_repeated_listed_strange_and_denied_makes_nothing(
    real: CoverageScorer, answer: str
) -> None:
    assert verdict(real, answer) is not CoverageVerdict.MADE


@pytest.mark.model
def test_chances_add_up_and_every_word_has_a_sign() -> None:
    made = CrossEncoder.load()
    (piece,) = answer_pieces(made.tokenizer, "It reads raw text without labels.")
    found = made.judge(PointAnswerPair(point_tokens(made.tokenizer, POINT), piece))
    assert found.not_made + found.partly + found.made == pytest.approx(1.0, abs=1e-5)
    assert found.evidence.shape == (len(piece.tokens),)
    assert np.isfinite(found.evidence).all()
