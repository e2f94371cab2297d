from collections.abc import Sequence
from functools import cache
from typing import cast

import numpy as np
import pytest
from tokenizers import Tokenizer

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageVerdict,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import (
    PIECE_TOKENS,
    CrossEncoder,
    PointAnswerPair,
    PointJudgment,
)
from mock_interviewer.app.feedback.coverage.scoring.scorer import KeyPointScorer
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import (
    answer_tokenizer,
    sentence_model_files,
)
from mock_interviewer.app.feedback.coverage.scoring.similarity import PointSimilarity

ASKED = CoverageQuestion(
    "Why?",
    (
        ExpectedPoint(
            "cheap",
            "It is cheap.",
            essential=True,
            weight=3.0,
            said=("Costs next to nothing.", "A bargain."),
        ),
    ),
)
BARE = CoverageQuestion("Why?", (ExpectedPoint("cheap", "It is cheap."),))


@cache
def tokenizer() -> Tokenizer:
    return answer_tokenizer(sentence_model_files())


class ListeningFor:
    """A stand-in for the network: one word makes every point and is its only signal."""

    thresholds = (0.6, 0.4)

    def __init__(self, word: str, made: float = 0.9, partly: float = 0.05) -> None:
        self.tokenizer = tokenizer()
        self._token = tokenizer().token_to_id(word)
        self._made = made
        self._partly = partly
        self.read: list[PointAnswerPair] = []

    def judge(self, pair: PointAnswerPair) -> PointJudgment:
        self.read.append(pair)
        signs = np.array([5.0 if each == self._token else -5.0 for each in pair.piece.tokens])
        if self._token not in pair.piece.tokens:
            return PointJudgment(1.0, 0.0, 0.0, signs.astype(np.float32))
        rest = 1.0 - self._made - self._partly
        return PointJudgment(rest, self._partly, self._made, signs.astype(np.float32))


class SoAlike:
    """A stand-in for similarity that adds a constant to every point."""

    def __init__(self, log_odds: float = 0.0) -> None:
        self._log_odds = log_odds

    def log_odds(self, asked: CoverageQuestion, said: Sequence[str]) -> tuple[float, ...]:
        return (self._log_odds,) * len(asked.points)


def scorer(network: ListeningFor, log_odds: float = 0.0) -> KeyPointScorer:
    return KeyPointScorer(cast("CrossEncoder", network), cast("PointSimilarity", SoAlike(log_odds)))


def test_the_evidence_is_the_sentence_with_the_signal() -> None:
    answer = "Well, hello. I think cheap matters most of all here. That is it for now, thank you."
    (point,) = scorer(ListeningFor("cheap")).cover(ASKED, answer).points
    assert point.covered is CoverageVerdict.MADE
    assert point.evidence is not None
    said = answer[point.evidence.start : point.evidence.end]
    assert said == "I think cheap matters most of all here."


def test_the_best_chunk_decides_for_a_long_answer() -> None:
    answer = "word. " * PIECE_TOKENS + "It was cheap in the end. " + "word. " * PIECE_TOKENS
    (point,) = scorer(ListeningFor("cheap")).cover(ASKED, answer).points
    assert point.evidence is not None
    assert "cheap" in answer[point.evidence.start : point.evidence.end]


def test_a_missed_point_has_no_evidence() -> None:
    (point,) = scorer(ListeningFor("cheap")).cover(ASKED, "It was dear.").points
    assert (point.covered, point.evidence) == (CoverageVerdict.NOT, None)
    assert point.score == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("made", "partly", "covered"),
    [
        (0.61, 0.0, CoverageVerdict.MADE),
        (0.59, 0.0, CoverageVerdict.UNSURE),
        (0.1, 0.31, CoverageVerdict.UNSURE),
        (0.1, 0.29, CoverageVerdict.NOT),
    ],
)
def test_a_verdict_follows_the_thresholds(
    made: float, partly: float, covered: CoverageVerdict
) -> None:
    (point,) = scorer(ListeningFor("cheap", made, partly)).cover(ASKED, "It is cheap.").points
    assert point.covered is covered


def test_a_score_counts_partly_at_half() -> None:
    (point,) = scorer(ListeningFor("cheap", 0.5, 0.25)).cover(ASKED, "It is cheap.").points
    assert point.score == pytest.approx(0.625, abs=0.001)


@pytest.mark.parametrize("answer", ["", "   ", "…", "?!", "\ud800"])
def test_an_answer_without_words_makes_nothing(answer: str) -> None:
    (point,) = scorer(ListeningFor("cheap")).cover(ASKED, answer).points
    assert (point.covered, point.evidence) == (CoverageVerdict.NOT, None)


def test_an_unsure_score_is_averaged_with_one_from_fewer_sentences() -> None:
    network = ListeningFor("cheap", 0.5, 0.25)
    scorer(network).cover(ASKED, "It is cheap.")
    first, second = (network.tokenizer.decode(list(pair.point)) for pair in network.read)
    assert "bargain" in first
    assert "nothing" in second
    assert "bargain" not in second


def test_only_the_best_chunk_of_a_long_answer_is_scored_again() -> None:
    network = ListeningFor("cheap", 0.5, 0.25)
    scorer(network).cover(ASKED, "word. " * PIECE_TOKENS + "It was cheap in the end.")
    *first, again = [pair.piece for pair in network.read]
    assert len(first) == len(set(first)) > 1
    assert again == first[-1]


@pytest.mark.parametrize(("made", "partly"), [(0.98, 0.01), (0.01, 0.01)])
def test_a_confident_score_is_enough(made: float, partly: float) -> None:
    network = ListeningFor("cheap", made, partly)
    scorer(network).cover(ASKED, "It is cheap.")
    assert len(network.read) == 1


@pytest.mark.parametrize("asked", [ASKED, BARE], ids=["with-examples", "bare"])
@pytest.mark.parametrize(
    ("log_odds", "covered"),
    [(-2.0, CoverageVerdict.NOT), (0.0, CoverageVerdict.UNSURE), (2.0, CoverageVerdict.MADE)],
)
def test_similarity_decides_unsure_cases(
    asked: CoverageQuestion, log_odds: float, covered: CoverageVerdict
) -> None:
    network = ListeningFor("cheap", 0.4, 0.2)
    (point,) = scorer(network, log_odds).cover(asked, "It is cheap.").points
    assert point.covered is covered


def test_a_score_reports_the_effect_of_similarity() -> None:
    answer = "It is cheap."
    judging = scorer(ListeningFor("cheap", 0.4, 0.2), 2.0)
    (read,) = judging.read(ASKED, answer)
    (point,) = judging.cover(ASKED, answer).points
    assert read.judgment.made > 0.4
    assert point.score == pytest.approx(read.judgment.score)


def test_a_question_without_points_has_no_covered_points() -> None:
    assert (
        scorer(ListeningFor("cheap")).cover(CoverageQuestion("Why?", ()), "It is cheap.").points
        == ()
    )


def test_the_verdict_repeats_the_fields_of_its_point() -> None:
    (point,) = scorer(ListeningFor("cheap")).cover(ASKED, "It is cheap.").points
    assert (point.id, point.point, point.essential, point.weight) == (
        "cheap",
        "It is cheap.",
        True,
        3.0,
    )
