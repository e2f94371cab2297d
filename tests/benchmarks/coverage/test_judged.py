"""The verdicts on blind answers and their agreement with the labels."""

from dataclasses import replace

import pytest
from benchmarks.coverage.blind_set import (
    BlindAnswer,
    Label,
    LabeledPoint,
    PointLabel,
    Share,
    blind_answers,
)
from benchmarks.coverage.judged import (
    JudgedPoint,
    agreement,
    by_question,
    coverage_question,
    judge,
    share,
)
from rig.word_scorer import WordScorer

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, PointCoverage
from mock_interviewer.questions.bank_loader import load_bank

MADE, UNSURE, NOT = CoverageVerdict.MADE, CoverageVerdict.UNSURE, CoverageVerdict.NOT
ANSWER = blind_answers(Share.TRAINING)[0]


def judged(
    label: PointLabel, verdict: CoverageVerdict, answer: BlindAnswer = ANSWER
) -> JudgedPoint:
    labeled = LabeledPoint("p", "It is so.", True, (Label(label, ()),))
    return JudgedPoint(answer, labeled, PointCoverage("p", "It is so.", verdict, 0.5))


def test_agreement_counts_only_made_points() -> None:
    found = agreement(
        [
            judged(PointLabel.MADE, MADE),
            judged(PointLabel.MADE, UNSURE),
            judged(PointLabel.PARTLY, MADE),
            judged(PointLabel.NOT, UNSURE),
        ]
    )
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_without_made_points_agreement_is_zero() -> None:
    assert agreement([judged(PointLabel.MADE, NOT)]).f1 == 0.0


def test_the_share_of_a_verdict_is_a_percentage() -> None:
    points = [judged(PointLabel.NOT, verdict) for verdict in (UNSURE, NOT, NOT, MADE)]
    assert share(points, NOT) == 50.0
    assert share([], NOT) == 0.0


def test_follow_ups_are_grouped_with_their_question() -> None:
    places = [("llm", "a"), ("llm", "a/0"), ("llm", "b"), ("physics", "a")]
    points = [
        judged(PointLabel.MADE, MADE, replace(ANSWER, field=field, question=question))
        for field, question in places
    ]
    assert [len(group) for group in by_question(points)] == [2, 1, 1]


def test_points_whose_labels_disagree_are_left_out() -> None:
    first, *others = ANSWER.points
    disagreeing = replace(first, labels=(Label(PointLabel.MADE, ()), Label(PointLabel.NOT, ())))
    answer = replace(ANSWER, points=(disagreeing, *others))
    found = judge(WordScorer(), [answer])
    assert [one.labeled.id for one in found] == [point.id for point in others]
    with pytest.raises(ValueError, match=r"disagree\.$"):
        _ = JudgedPoint(ANSWER, disagreeing, found[0].covered).label


def test_another_text_can_be_judged_for_an_answer() -> None:
    points = judge(WordScorer(), [ANSWER], lambda answer: " ".join(p.point for p in answer.points))
    assert {one.verdict for one in points} == {MADE}


def test_a_question_of_a_bank_is_asked_in_the_words_that_the_writer_saw() -> None:
    answer = next(one for one in blind_answers() if one.ours and not one.follow_up)
    question = coverage_question(replace(answer, asked="What then?"))
    assert question.text == "What then?"
    (of_the_bank,) = (
        each for each in load_bank(answer.field).questions if each.id == answer.question
    )
    assert [point.weight for point in question.points] == [
        point.weight for point in of_the_bank.key_points
    ]


def test_each_question_has_the_points_that_are_labeled() -> None:
    for answer in blind_answers(Share.DEVELOPMENT):
        question = coverage_question(answer)
        assert question.text == answer.asked
        assert [each.id for each in question.points] == [each.id for each in answer.points]
