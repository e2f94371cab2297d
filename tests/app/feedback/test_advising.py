"""Advice for the next time, by rule."""

import pytest

from mock_interviewer.app.feedback.advice import advise
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.habits import DeliveryHabit
from mock_interviewer.app.feedback.feedback import AdviceBasis, FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story, StoryPart

DELIVERY = Delivery(duration=80.0, words=160)
FAST = DeliveryHabit("pace", 190.0, 120.0, 160.0, 70.0)
UNTOLD_STORY = Story(
    tuple(
        StoryPart(part, CoverageVerdict.NOT) for part in ("situation", "task", "action", "result")
    ),
    0,
    0,
)
ASKED = CoverageQuestion(
    "What is attention?",
    (
        ExpectedPoint("a", "It weighs tokens.", said=("Each word is weighed.", "Words count.")),
        ExpectedPoint("b", "It is parallel."),
        ExpectedPoint("c", "It came of it.", part="result"),
    ),
    "technical",
)


def judged(
    id_: str,
    covered: CoverageVerdict,
    *,
    essential: bool = False,
    weight: float = 1.0,
    evidence: Evidence | None = None,
) -> PointCoverage:
    point = next((point.point for point in ASKED.points if point.id == id_), "It is old.")
    return PointCoverage(id_, point, covered, 0.5, evidence, essential, weight)


def advice(
    *points: PointCoverage,
    asked: CoverageQuestion | None = ASKED,
    untold: str = "",
    story: Story | None = None,
    delivery: Delivery = DELIVERY,
    habit: DeliveryHabit | None = None,
) -> tuple[FeedbackAdvice, ...]:
    coverage = Coverage(points) if points else None
    return advise(asked, coverage, untold, story, delivery, habit)


def test_a_contradicted_point_comes_first() -> None:
    (found,) = advice(
        judged("a", CoverageVerdict.NOT, essential=True, weight=3.0),
        judged("b", CoverageVerdict.OPPOSITE, evidence=Evidence(3, 9, 12.5, 14.0)),
    )
    assert (found.about, found.finding) == (AdviceBasis.POINT, "b")
    assert found.text == "You said the opposite of this: It is parallel."
    assert found.at == 12.5


def test_a_missed_point_comes_before_one_to_check() -> None:
    (found,) = advice(
        judged("a", CoverageVerdict.UNSURE, essential=True), judged("b", CoverageVerdict.NOT)
    )
    assert found.finding == "b"


def test_an_essential_point_comes_before_a_weightier_one() -> None:
    (found,) = advice(
        judged("a", CoverageVerdict.NOT, weight=3.0),
        judged("b", CoverageVerdict.NOT, essential=True),
    )
    assert found.finding == "b"


def test_a_weightier_point_comes_before_an_earlier_one() -> None:
    (found,) = advice(
        judged("a", CoverageVerdict.NOT), judged("b", CoverageVerdict.NOT, weight=2.0)
    )
    assert found.finding == "b"


def test_the_first_of_equal_missed_points_is_chosen() -> None:
    (found,) = advice(
        judged("a", CoverageVerdict.MADE),
        judged("b", CoverageVerdict.NOT),
        judged("c", CoverageVerdict.NOT),
    )
    assert found.finding == "b"


def test_the_advice_names_the_point_and_gives_an_example() -> None:
    (found,) = advice(judged("a", CoverageVerdict.NOT, essential=True))
    assert found.text == "Next time, make this essential point: It weighs tokens."
    assert found.example == "Each word is weighed."
    assert found.at is None


def test_without_an_example_sentence_the_point_is_the_example() -> None:
    (found,) = advice(judged("b", CoverageVerdict.NOT))
    assert found.text == "Next time, make this point too: It is parallel."
    assert found.example == "It is parallel."


def test_a_point_to_check_can_be_played_where_it_may_have_been_made() -> None:
    (found,) = advice(judged("a", CoverageVerdict.UNSURE, evidence=Evidence(3, 9, 12.5, 14.0)))
    assert found.text == (
        "Check whether you said this; next time, make it plain: It weighs tokens."
    )
    assert found.at == 12.5


@pytest.mark.parametrize("asked", [None, CoverageQuestion("What else?", ())])
def test_a_point_deleted_from_the_bank_is_its_own_example(
    asked: CoverageQuestion | None,
) -> None:
    (found,) = advice(judged("z", CoverageVerdict.NOT), asked=asked)
    assert found.example == "It is old."


def test_advice_comes_in_the_order_point_story_habit() -> None:
    found = advice(judged("a", CoverageVerdict.NOT), story=UNTOLD_STORY, habit=FAST)
    assert [each.about for each in found] == [
        AdviceBasis.POINT,
        AdviceBasis.STORY,
        AdviceBasis.HABIT,
    ]
    assert [each.finding for each in found] == ["a", "result", "pace"]


def test_a_part_is_not_requested_twice() -> None:
    found = advice(judged("c", CoverageVerdict.NOT), story=UNTOLD_STORY)
    assert [each.finding for each in found] == ["c", "action"]


@pytest.mark.parametrize("points", [(), (judged("a", CoverageVerdict.NOT),)])
def test_unknown_coverage_gives_no_advice_on_points(
    points: tuple[PointCoverage, ...],
) -> None:
    found = advice(*points, untold="The answer is not in English.", habit=FAST)
    assert [each.about for each in found] == [AdviceBasis.HABIT]


def test_an_answer_without_findings_gets_no_advice() -> None:
    nothing = Delivery(duration=200.0, words=0)
    assert advice(untold="There is no speech in this answer.", delivery=nothing) == ()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "The key point was there."),
        (2, "Both key points were there."),
        (6, "All six key points were there."),
        (12, "All 12 key points were there."),
    ],
)
def test_a_long_complete_answer_may_be_shortened(count: int, words: str) -> None:
    points = [judged("a", CoverageVerdict.MADE) for _ in range(count)]
    (found,) = advice(*points, delivery=Delivery(duration=110.0, words=200))
    assert found.text == f"{words} Try it again in under 90 seconds."


def test_an_answer_is_not_shortened_for_the_wait_before_and_after_it() -> None:
    short = Delivery(duration=130.0, words=160, first_word=30.0, last_word=119.0)
    assert advice(judged("a", CoverageVerdict.MADE), delivery=short) == ()


def test_a_short_complete_answer_gets_no_advice() -> None:
    assert (
        advice(judged("a", CoverageVerdict.MADE), delivery=Delivery(duration=90.0, words=160)) == ()
    )


def test_a_habit_within_its_range_gives_no_advice() -> None:
    assert (
        advice(
            judged("a", CoverageVerdict.MADE),
            habit=DeliveryHabit("pace", 140.0, 120.0, 160.0, None),
        )
        == ()
    )


def test_equal_findings_give_equal_advice() -> None:
    points = (judged("a", CoverageVerdict.UNSURE), judged("b", CoverageVerdict.NOT))
    assert advice(*points, habit=FAST) == advice(*points, habit=FAST)
