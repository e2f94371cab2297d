from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.planning.interview_styles import (
    CUSTOM,
    DEEP_DIVE,
    EXAM,
    STYLES,
    InterviewStyle,
)
from mock_interviewer.app.planning.plan import Plan, SessionMode
from mock_interviewer.app.planning.saved_plans import SavedPlan
from mock_interviewer.app.planning.session_request import (
    SessionRequest,
    make_plan,
    request_from_plan,
)
from mock_interviewer.questions.errors import SelectionError
from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
)

SIZES = {"Leaves": 5, "Water": 2, "Milk": 3}


def bank(sizes: dict[str, int]) -> Bank:
    questions = [
        Question(
            id=f"{name}-{number}".lower(),
            text=f"Why {name} number {number}?",
            section=name,
            source=QuestionSource(list=1, number=number + 1),
            kind=QuestionKind.TECHNICAL,
        )
        for name, size in sizes.items()
        for number in range(size)
    ]
    return Bank(id="tea", name="Tea", version="1", questions=tuple(questions))


def made(wishes: SessionRequest, seed: int = 1) -> Plan:
    return make_plan(TEA, wishes, Random(seed))  # noqa: S311 - not for secrets


TEA = bank(SIZES)


def topics(plan: Plan) -> set[str]:
    return {question.section for question in plan.questions}


def many(wishes: SessionRequest) -> Sequence[Plan]:
    return [made(wishes, seed) for seed in range(40)]


def test_a_session_has_the_requested_rules() -> None:
    plan = made(SessionRequest(rules=EXAM.rules, count=3))
    assert (plan.mode, plan.retry, plan.style) == (SessionMode.EXAM, False, EXAM.id)
    assert plan.follow_ups == EXAM.rules.follow_ups
    assert (plan.think_time, plan.answer_limit) == (10.0, 120.0)
    assert len(plan.questions) == 3


def test_a_group_is_asked_as_a_topic() -> None:
    group = QuestionGroup(name="Friday", questions=("milk-1", "leaves-0"))
    grouped = TEA.model_copy(update={"groups": (group,)})
    plan = make_plan(grouped, SessionRequest(sections=("Friday",), count=9))
    assert {question.id for question in plan.questions} == {"milk-1", "leaves-0"}


def test_rules_of_ones_own_are_kept_as_custom_unless_they_are_still_a_styles() -> None:
    rules = replace(EXAM.rules, think_time=3.0)
    assert make_plan(TEA, SessionRequest(rules=rules)).style == CUSTOM
    assert make_plan(TEA, SessionRequest(rules=rules, style=EXAM.id)).style == EXAM.id


def test_a_deep_dive_into_all_topics_picks_one_at_random_that_has_enough_questions() -> None:
    plans = many(SessionRequest(rules=DEEP_DIVE.rules, count=3))
    assert all(len(topics(plan)) == 1 for plan in plans)
    assert all(len(plan.questions) == 3 for plan in plans)
    assert set().union(*map(topics, plans)) == {"Leaves", "Milk"}


def test_a_deep_dive_as_listed_picks_at_random_too() -> None:
    plans = many(SessionRequest(rules=DEEP_DIVE.rules, count=2, shuffle=False))
    assert set().union(*map(topics, plans)) == set(SIZES)


def test_a_deep_dive_stays_with_the_topics_that_were_chosen() -> None:
    plans = many(SessionRequest(sections=("Water", "Milk"), rules=DEEP_DIVE.rules, count=2))
    assert set().union(*map(topics, plans)) == {"Water", "Milk"}


def test_a_deep_dive_that_wants_more_than_there_is_goes_into_the_largest_topic() -> None:
    plans = many(SessionRequest(rules=DEEP_DIVE.rules, count=8))
    assert [len(plan.questions) for plan in plans] == [5] * len(plans)


def test_other_styles_mix_topics() -> None:
    assert any(len(topics(plan)) > 1 for plan in many(SessionRequest(count=5)))


def test_only_what_is_shuffled_has_a_seed() -> None:
    assert make_plan(TEA, SessionRequest()).seed is not None
    listed = make_plan(TEA, SessionRequest(shuffle=False))
    assert listed.seed is None
    assert [question.id for question in listed.questions[:2]] == ["leaves-0", "leaves-1"]


def test_topics_that_the_bank_does_not_have_are_left_out() -> None:
    assert topics(make_plan(TEA, SessionRequest(sections=("Coffee", "Water")))) == {"Water"}


@given(
    sections=st.sampled_from([(), ("Water",), ("Milk", "Leaves")]),
    count=st.integers(1, 500),
    shuffle=st.booleans(),
    style=st.sampled_from(STYLES),
)
def test_a_saved_plan_matches_its_request(
    sections: tuple[str, ...], count: int, shuffle: bool, style: InterviewStyle
) -> None:
    wishes = SessionRequest("tea", sections, style.rules, count, shuffle)
    assert replace(request_from_plan(wishes.named(" Mine ")), plan="") == wishes
    assert wishes.named(" Mine ").name == "Mine"


def test_a_request_from_a_plan_names_it() -> None:
    assert request_from_plan(SavedPlan("Mine", EXAM.rules)).plan == "Mine"


def test_nothing_is_kept_without_a_name() -> None:
    with pytest.raises(UsageError, match="A plan needs a name"):
        SessionRequest().named("  ")


def test_a_question_requested_by_id_is_the_whole_plan() -> None:
    plan = made(SessionRequest(question="water-1", sections=("Leaves",)))
    assert [question.id for question in plan.questions] == ["water-1"]


def test_a_retired_question_can_be_requested_by_id() -> None:
    retired = TEA.model_copy(update={"questions": TEA.questions[1:], "retired": TEA.questions[:1]})
    plan = make_plan(retired, SessionRequest(question="leaves-0"))
    assert [question.id for question in plan.questions] == ["leaves-0"]


def test_a_deleted_question_cannot_be_requested() -> None:
    with pytest.raises(SelectionError):
        made(SessionRequest(question="coffee-1"))
