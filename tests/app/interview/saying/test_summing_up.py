import pytest

from mock_interviewer.app.feedback.coverage import Coverage, Covered, PointCoverage
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.feedback import VERSION, About, Advice, Feedback
from mock_interviewer.app.interview.plan import Mode
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.saying.summing_up import OneThing, Told, one_thing, sum_up
from mock_interviewer.app.interview.saying.wording import Wording, wordings

DELIVERY = Delivery(duration=60.0, words=120)
UM = Advice(
    About.HABIT, "fillers", "One thing to try: pause instead of “um” (at least 9 a minute)."
)
UH = Advice(
    About.HABIT, "fillers", "One thing to try: pause instead of “uh” (at least 7 a minute)."
)
LONGER = Advice(About.HABIT, "length", "One thing to try: give longer answers (25 s).")
SHORTER = Advice(About.HABIT, "length", "One thing to try: give shorter answers (3 min 10 s).")
RESULT = Advice(About.STORY, "result", "Say what came of it.")


def point(name: str) -> Advice:
    return Advice(About.POINT, name, f"Next time, make this essential point: It is {name}.")


def told(number: int, *advice: Advice, left_out: float | None = 0.5) -> Told:
    """Return feedback on an answer that left out so much by weight; None: that is not told."""
    coverage = None
    if left_out is not None:
        verdicts = ((Covered.MADE, 1 - left_out), (Covered.NOT, left_out))
        coverage = Coverage(
            tuple(
                PointCoverage(str(covered), "It is so.", covered, 0.5, weight=weight)
                for covered, weight in verdicts
            )
        )
    return Told(number, Feedback(VERSION, DELIVERY, coverage, advice=advice))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), None),
        ((told(1), told(2)), None),
        ((told(1, point("a"), UM),), OneThing(point("a"), 1)),
        (
            (told(1, point("a"), left_out=0.2), told(2, point("b"), left_out=0.7)),
            OneThing(point("b"), 2),
        ),
        ((told(1, point("a")), told(2, point("b"))), OneThing(point("a"), 1)),
        ((told(1, UM, left_out=None), told(2, point("b"))), OneThing(point("b"), 2)),
        ((told(1, UM, left_out=None), told(2, RESULT, left_out=None)), OneThing(UM, 1)),
        ((told(1, point("a"), UM), told(2, point("b"), UH)), OneThing(UH, None)),
        ((told(1, RESULT, UM), told(2, UM), told(3, RESULT, UH)), OneThing(UH, None)),
        ((told(1, point("a")), told(1, point("a"))), OneThing(point("a"), 1)),
        ((told(1, LONGER), told(2, SHORTER)), OneThing(LONGER, 1)),
        ((told(1, LONGER), told(2, SHORTER), told(3, SHORTER)), OneThing(SHORTER, None)),
        ((told(1, RESULT), told(2, point("b"), RESULT)), OneThing(RESULT, None)),
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
def test_the_one_thing_to_work_on(answers: tuple[Told, ...], expected: OneThing | None) -> None:
    assert one_thing(answers) == expected


def begins_with(text: str, occasion: Occasion, **values: str) -> bool:
    return any(text.startswith(each.format(**values)) for each in wordings()[occasion])


@pytest.mark.parametrize("seed", range(4))
def test_practice_ends_with_the_one_thing_and_where_it_was(seed: int) -> None:
    text = sum_up(Wording(seed), Mode.PRACTICE, (told(2, point("a")),))
    assert begins_with(text, Occasion.ONE_THING_OF, number="two", Number="Two")
    assert text.endswith(" Next time, make this essential point: It is a.")


def test_a_habit_is_summed_up_without_figures() -> None:
    text = sum_up(Wording(1), Mode.PRACTICE, (told(1, UM), told(2, UM)))
    assert begins_with(text, Occasion.ONE_THING)
    assert text.endswith(" Pause instead of “um”.")


def test_practice_without_advice_only_ends() -> None:
    text = sum_up(Wording(1), Mode.PRACTICE, (told(1),))
    assert text in wordings()[Occasion.NOTHING_TO_SAY]


def test_an_exam_says_nothing_of_the_answers() -> None:
    text = sum_up(Wording(1), Mode.EXAM, (told(1, point("a"), UM),))
    assert text in wordings()[Occasion.ALL_ASKED]
