from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.planning.follow_ups import choose_follow_up
from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.questions.model import FollowUp, Question, QuestionKind, QuestionSource

TWO = FollowUpRules(most=2)
TO_THE_END = FollowUpRules(most=None)
NONE = FollowUpRules(most=0)


@dataclass(frozen=True)
class Case:
    """Points as "name weight verdict", essential where capital; follow-ups as what each is about.

    ``asked`` and ``chosen`` count the follow-ups from 1.
    """

    name: str
    points: str
    follow_ups: str
    chosen: int | None
    asked: tuple[int, ...] = ()
    rules: FollowUpRules = TWO


CASES = (
    Case("an essential point that was missed is asked about", "A1not", "a", 1),
    Case("one that is unsure is too", "A1unsure", "a", 1),
    Case("one that was made is not", "A1made", "a", None),
    Case("a point that is not essential is let go", "a1not", "a", None),
    Case("one that was contradicted is too", "A1opposite", "a", 1),
    Case("nor one that is not essential and unsure", "a1unsure B1made", "a b", None),
    Case("nothing is asked of whoever made all points", "A3made B2made c1made", "a b c", None),
    Case("a follow-up about a point that was made too is left out", "A3not B1made", "ab", None),
    Case("even where that one is not essential", "A3not b1made", "ab", None),
    Case("and the next one is taken instead", "A3not B1made", "ab a", 2),
    Case("one about an essential and another missed point is asked", "a1not B1not", "ab", 1),
    Case("the weightiest point comes first", "A1not B3not C2not", "a b c", 2),
    Case("but a touched one before one that was left out", "A3not B1unsure", "a b", 2),
    Case("and a contradicted one before a touched one", "A3unsure B1opposite", "a b", 2),
    Case("and before one that was left out", "A3not B1opposite", "a b", 2),
    Case(
        "the weight of points that are not essential does not count", "A1not b9not C2not", "ab c", 2
    ),
    Case("a follow-up counts as much as its weightiest point", "A1not B3not C2not", "c ab", 2),
    Case("among equals the first of the bank is taken", "A2not B2not", "b a", 1),
    Case("what was asked is not asked again", "A3not B1not", "a b", 2, asked=(1,)),
    Case("nor where nothing else is left", "A3not", "a", None, asked=(1,)),
    Case(
        "a point that was asked about waits for the others", "A3not B1not", "a a b", 3, asked=(1,)
    ),
    Case("two are enough", "A3not B2not C1not", "a b c", None, asked=(1, 2)),
    Case("but not where all are asked", "A3not B2not C1not", "a b c", 3, (1, 2), TO_THE_END),
    Case(
        "which goes back to a point after the others", "A3not B2not", "a a b", 2, (1, 3), TO_THE_END
    ),
    Case("until none is left", "A3not B2not", "a b", None, (1, 2), TO_THE_END),
    Case("none is asked where the rules say so", "A3not", "a", None, rules=NONE),
    Case("one about no point is never asked", "A3not", "-", None),
    Case("nor one about a point without a verdict", "A3not", "ax", None),
    Case("nothing is asked where there are no verdicts", "", "a", None),
    Case("nothing is asked where the bank has nothing", "A3not", "", None),
)


def follow_ups(about: str) -> tuple[FollowUp, ...]:
    return tuple(
        FollowUp(text=f"What of {names}, {place}?", about=tuple(names.replace("-", "")))
        for place, names in enumerate(about.split(), 1)
    )


def question(about: str) -> Question:
    return Question(
        id="q",
        text="What is it?",
        section="Things",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.TECHNICAL,
        follow_ups=follow_ups(about),
    )


def verdict(written: str) -> PointCoverage:
    name, weight, covered = written[0], written[1], written[2:]
    score = 0.1 + 0.8 * CoverageVerdict(covered).counts
    return PointCoverage(
        id=name.lower(),
        point=f"It is {name}.",
        covered=CoverageVerdict(covered),
        score=score,
        essential=name.isupper(),
        weight=float(weight),
    )


def coverage(points: str) -> Coverage:
    return Coverage(tuple(verdict(written) for written in points.split()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_choice_of_a_follow_up(case: Case) -> None:
    of = question(case.follow_ups)
    asked = [of.follow_ups[place - 1] for place in case.asked]
    wanted = None if case.chosen is None else of.follow_ups[case.chosen - 1]
    assert choose_follow_up(of, coverage(case.points), asked, case.rules) == wanted


def test_nothing_is_asked_back_where_coverage_cannot_be_told() -> None:
    assert choose_follow_up(question("a"), None, (), TO_THE_END) is None


NAMES = "abcde"
VERDICTS = st.builds(
    lambda name, essential, weight, covered: PointCoverage(
        id=name,
        point=f"It is {name}.",
        covered=covered,
        score=0.5,
        essential=essential,
        weight=weight,
    ),
    st.sampled_from(NAMES),
    st.booleans(),
    st.floats(0.1, 10),
    st.sampled_from(CoverageVerdict),
)
COVERAGES = st.builds(
    lambda points: Coverage(tuple(points)),
    st.lists(VERDICTS, max_size=5, unique_by=lambda point: point.id),
)
QUESTIONS = st.builds(
    lambda about: question(" ".join(about)),
    st.lists(st.text(NAMES, min_size=1, max_size=3), max_size=6),
)
RULES = st.builds(FollowUpRules, st.none() | st.integers(0, 6))


def asked_to_the_end(of: Question, made: Coverage, rules: FollowUpRules) -> list[FollowUp]:
    """Return what an interviewer asks back, one after the other; gives up after a hundred."""
    asked: list[FollowUp] = []
    for _ in range(100):
        chosen = choose_follow_up(of, made, tuple(asked), rules)
        if chosen is None:
            return asked
        asked.append(chosen)
    raise AssertionError(asked)


@settings(deadline=None)
@given(QUESTIONS, COVERAGES, RULES)
def test_follow_ups_are_within_the_limit_and_none_comes_twice(
    of: Question, told: Coverage, rules: FollowUpRules
) -> None:
    asked = asked_to_the_end(of, told, rules)
    assert len(set(asked)) == len(asked)
    assert rules.most is None or len(asked) <= rules.most


@settings(deadline=None)
@given(QUESTIONS, COVERAGES, RULES)
def test_each_asks_for_an_essential_point_and_none_for_a_point_that_was_made(
    of: Question, told: Coverage, rules: FollowUpRules
) -> None:
    lacking = {point.id for point in told.points if point.covered is not CoverageVerdict.MADE}
    essential = {point.id for point in told.points if point.essential}
    for follow_up in asked_to_the_end(of, told, rules):
        assert set(follow_up.about) <= lacking
        assert set(follow_up.about) & essential


@settings(deadline=None)
@given(QUESTIONS, COVERAGES, RULES)
def test_the_same_answer_gets_the_same_follow_ups(
    of: Question, told: Coverage, rules: FollowUpRules
) -> None:
    again = of.model_copy(deep=True)
    assert asked_to_the_end(of, told, rules) == asked_to_the_end(again, told, rules)


@settings(deadline=None)
@given(QUESTIONS, COVERAGES)
def test_to_the_end_leaves_nothing_that_could_be_asked(of: Question, told: Coverage) -> None:
    lacking = {point.id for point in told.points if point.covered is not CoverageVerdict.MADE}
    essential = {point.id for point in told.points if point.essential}
    left = set(of.follow_ups) - set(asked_to_the_end(of, told, TO_THE_END))
    for follow_up in left:
        assert not (set(follow_up.about) <= lacking and set(follow_up.about) & essential)
