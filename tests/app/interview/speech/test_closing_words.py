from dataclasses import replace

import pytest

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.app.interview.speech.closing_words import (
    ClosingAdvice,
    NumberedFeedback,
    closing_advice,
    closing_words,
)
from mock_interviewer.app.interview.speech.wording import InterviewerWording, Occasion, wordings
from mock_interviewer.app.planning.plan import SessionMode

DELIVERY = Delivery(duration=60.0, words=120)
UM = FeedbackAdvice(
    AdviceBasis.HABIT, "fillers", "One thing to try: pause instead of “um” (at least 9 a minute)."
)
UH = FeedbackAdvice(
    AdviceBasis.HABIT, "fillers", "One thing to try: pause instead of “uh” (at least 7 a minute)."
)
LONGER = FeedbackAdvice(
    AdviceBasis.HABIT, "length", "One thing to try: give longer answers (25 s)."
)
SHORTER = FeedbackAdvice(
    AdviceBasis.HABIT, "length", "One thing to try: give shorter answers (3 min 10 s)."
)
RESULT = FeedbackAdvice(AdviceBasis.STORY, "result", "Say what came of it.")


def point(name: str) -> FeedbackAdvice:
    return FeedbackAdvice(
        AdviceBasis.POINT, name, f"Next time, make this essential point: It is {name}."
    )


def missing(number: int, left_out: float = 0.5) -> NumberedFeedback:
    """Return feedback on an answer that missed the essential point "not", and has a habit."""
    feedback = told(number, point("not"), UM, left_out=left_out).feedback
    assert feedback.coverage is not None
    points = tuple(replace(each, essential=True) for each in feedback.coverage.points)
    return NumberedFeedback(number, replace(feedback, coverage=Coverage(points)))


def told(number: int, *advice: FeedbackAdvice, left_out: float | None = 0.5) -> NumberedFeedback:
    """Return feedback on an answer that left out so much by weight; None: that is not told."""
    coverage = None
    if left_out is not None:
        verdicts = ((CoverageVerdict.MADE, 1 - left_out), (CoverageVerdict.NOT, left_out))
        coverage = Coverage(
            tuple(
                PointCoverage(str(covered), "It is so.", covered, 0.5, weight=weight)
                for covered, weight in verdicts
            )
        )
    return NumberedFeedback(number, Feedback(FEEDBACK_VERSION, DELIVERY, coverage, advice=advice))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), None),
        ((told(1), told(2)), None),
        ((told(1, point("a"), UM),), ClosingAdvice(point("a"), 1)),
        (
            (told(1, point("a"), left_out=0.2), told(2, point("b"), left_out=0.7)),
            ClosingAdvice(point("b"), 2),
        ),
        ((told(1, point("a")), told(2, point("b"))), ClosingAdvice(point("a"), 1)),
        ((told(1, UM, left_out=None), told(2, point("b"))), ClosingAdvice(point("b"), 2)),
        ((told(1, UM, left_out=None), told(2, RESULT, left_out=None)), ClosingAdvice(UM, 1)),
        ((told(1, point("a"), UM), told(2, point("b"), UH)), ClosingAdvice(UH, None)),
        ((told(1, RESULT, UM), told(2, UM), told(3, RESULT, UH)), ClosingAdvice(UH, None)),
        ((told(1, point("a")), told(1, point("a"))), ClosingAdvice(point("a"), 1)),
        ((told(1, LONGER), told(2, SHORTER)), ClosingAdvice(LONGER, 1)),
        ((told(1, LONGER), told(2, SHORTER), told(3, SHORTER)), ClosingAdvice(SHORTER, None)),
        ((told(1, RESULT), told(2, point("b"), RESULT)), ClosingAdvice(RESULT, None)),
    ],
    ids=[
        "no answer",
        "no advice",
        "the first advice of the only answer",
        "of the answer that left out most",
        "of the earlier one among equals",
        "of one whose key points are told before others",
        "of the earliest where nothing is told",
        "a habit of two answers, whatever the filler",
        "the most frequent habit",
        "a key point is no habit",
        "to say more and to say less are no pattern",
        "though each may be one",
        "a way of telling is a pattern too",
    ],
)
def test_the_one_thing_to_work_on(
    answers: tuple[NumberedFeedback, ...], expected: ClosingAdvice | None
) -> None:
    assert closing_advice(answers) == expected


def test_a_contradicted_point_comes_before_a_pattern() -> None:
    second = told(2, point("b"), UM)
    assert second.feedback.coverage is not None
    (found, missed) = second.feedback.coverage.points
    opposite = replace(missed, id="b", covered=CoverageVerdict.OPPOSITE)
    feedback = replace(second.feedback, coverage=Coverage((found, opposite)))
    answers = (told(1, UM), replace(second, feedback=feedback))
    assert closing_advice(answers) == ClosingAdvice(point("b"), 2)


def test_a_missed_essential_point_comes_before_a_pattern() -> None:
    answers = (told(1, UM), missing(2, 0.3), missing(3, 0.6), told(4, UM))
    assert closing_advice(answers) == ClosingAdvice(point("not"), 3)


def test_a_pattern_comes_before_an_essential_point_to_check() -> None:
    second = missing(2).feedback
    assert second.coverage is not None
    points = tuple(replace(each, covered=CoverageVerdict.UNSURE) for each in second.coverage.points)
    answers = (told(1, UM), NumberedFeedback(2, replace(second, coverage=Coverage(points))))
    assert closing_advice(answers) == ClosingAdvice(UM, None)


def begins_with(text: str, occasion: Occasion, **values: str) -> bool:
    return any(text.startswith(each.format(**values)) for each in wordings()[occasion])


@pytest.mark.parametrize("seed", range(4))
def test_practice_ends_with_the_one_thing_and_where_it_was(seed: int) -> None:
    text = closing_words(InterviewerWording(seed), SessionMode.PRACTICE, (told(2, point("a")),))
    assert begins_with(text, Occasion.ONE_THING_OF, number="two", Number="Two")
    assert text.endswith(" Next time, make this essential point: It is a.")


def test_a_habit_is_summed_up_without_figures() -> None:
    text = closing_words(InterviewerWording(1), SessionMode.PRACTICE, (told(1, UM), told(2, UM)))
    assert begins_with(text, Occasion.ONE_THING)
    assert text.endswith(" Pause instead of “um”.")


def test_practice_without_advice_only_ends() -> None:
    text = closing_words(InterviewerWording(1), SessionMode.PRACTICE, (told(1),))
    assert text in wordings()[Occasion.NOTHING_TO_SAY]


def test_an_exam_says_nothing_of_the_answers() -> None:
    text = closing_words(InterviewerWording(1), SessionMode.EXAM, (told(1, point("a"), UM),))
    assert text in wordings()[Occasion.ALL_ASKED]
