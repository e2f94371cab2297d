"""The real judge: what it reads in answers, and how long answers and questions are cut."""

from itertools import chain

import numpy as np
import pytest
from benchmarks.coverage.blind_set import Share, blind_answers

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageScorer,
    CoverageVerdict,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.coverage.scoring import load_scorer
from mock_interviewer.app.feedback.coverage.scoring.judge import Judge
from mock_interviewer.app.feedback.coverage.scoring.judge_input import MOST_POINTS, JudgeInput

pytestmark = pytest.mark.model

ASKED = CoverageQuestion(
    "What is the purpose of pre-training?",
    (
        ExpectedPoint(
            "labels", "Pre-training learns general representations from raw text without labels."
        ),
    ),
)
QUESTION = "Why is attention expensive on long inputs?"
POINT = "Scoring every pair of tokens makes the work quadratic in the length of the sequence."
FILLER = "Let me think about that for a moment, because we had it at work."


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge.load()


@pytest.fixture(scope="module")
def scorer() -> CoverageScorer:
    return load_scorer()


def verdict(scorer: CoverageScorer, answer: str) -> CoverageVerdict:
    (point,) = scorer.cover(ASKED, answer).points
    return point.covered


@pytest.mark.parametrize(
    "answer",
    [
        "So it first reads raw text off the web, no labels needed, and gets to know the language.",
        "You just feed it tons of writing nobody had to annotate, and it learns how words work.",
    ],
    ids=["plainly", "in everyday words"],
)
def test_a_made_point_is_recognized(scorer: CoverageScorer, answer: str) -> None:
    assert verdict(scorer, answer) is CoverageVerdict.MADE


@pytest.mark.parametrize(
    "answer",
    [
        "So, what is the purpose of pre-training? That is a good question, pre-training matters.",
        "I'd say labels, raw text, representations, general, pre-training, that kind of thing.",
        "We grilled fish on the beach and then it rained, so we went home early.",
        "No, pre-training can't use raw text at all, every sentence needs a label by an expert.",
    ],
    ids=["the question", "a list of terms", "another subject", "a denial"],
)
def test_repetition_lists_off_topic_talk_and_denial_make_no_point(
    scorer: CoverageScorer, answer: str
) -> None:
    assert verdict(scorer, answer) is not CoverageVerdict.MADE


def test_the_words_of_a_point_make_it(scorer: CoverageScorer) -> None:
    """A person who repeats the model answer makes its points."""
    answers = {answer.asked: answer for answer in blind_answers(Share.DEVELOPMENT)}
    verdicts = [
        scorer.cover(CoverageQuestion(asked, (ExpectedPoint(p.id, p.point),)), p.point).points[0]
        for asked, answer in [*answers.items()][:40]
        for p in answer.points[:1]
    ]
    made = sum(each.covered is CoverageVerdict.MADE for each in verdicts)
    assert made >= 0.95 * len(verdicts)


def test_a_relation_that_is_turned_around_is_no_point_made(judge: Judge) -> None:
    right, wrong = (
        judge.read(QUESTION, [POINT], [said])[0]
        for said in (
            "Every token looks at every other, so with twice the text it's four times the work.",
            "The work grows only linearly with the length, so twice the text is twice the work.",
        )
    )
    assert right.made > 0.5 > wrong.made
    assert wrong.opposite > right.opposite


def test_a_reading_names_the_sentence(judge: Judge) -> None:
    said = [FILLER, "It compares each token with all others, so the cost is quadratic.", "Yes."]
    (read,) = judge.read(QUESTION, [POINT], said)
    assert read.makes == 1


def test_a_sentence_is_found_anywhere_in_a_long_answer(judge: Judge) -> None:
    said = [FILLER] * 60
    said[47] = "It compares each token with all others, so the cost is quadratic."
    (read,) = judge.read(QUESTION, [POINT], said)
    assert read.makes == 47
    assert read.made > 0.5


def test_more_points_than_fit_are_read_in_groups(judge: Judge) -> None:
    points = [f"It has {number} wheels." for number in range(2 * MOST_POINTS + 1)]
    readings = judge.read("What is a truck?", points, ["It has four wheels.", "That is all."])
    assert len(readings) == len(points)
    halves = [points[:5], points[5:11], points[11:]]
    assert readings == tuple(
        chain.from_iterable(
            judge.read("What is a truck?", half, ["It has four wheels.", "That is all."])
            for half in halves
        )
    )


def test_probabilities_add_up_and_each_sentence_has_evidence(judge: Judge) -> None:
    row = JudgeInput.made((2339,), [(2009, 2003), (10047,)], [(2748,), (2053, 1012), (2748,)])
    verdicts, evidence = judge.judge(row)
    assert verdicts.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (verdicts.shape, evidence.shape) == ((2, 4), (2, 3))
    assert np.isfinite(evidence).all()
