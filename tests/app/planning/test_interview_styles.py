import math
from dataclasses import replace

import pytest

from mock_interviewer.app.planning.interview_styles import (
    CUSTOM,
    DEEP_DIVE,
    EXAM,
    PRACTICE,
    RAPID_FIRE,
    STYLES,
    FeedbackTiming,
    InterviewStyle,
    nearest_style,
    plan_under,
    style_by_id,
    style_id,
    styles_for,
)
from mock_interviewer.app.planning.plan import FollowUpRules, Plan, PlannedQuestion, SessionMode

QUESTIONS = (PlannedQuestion("llm", "q", "What is it?", "What is it?", "Things"),)


def test_practice_gives_feedback_after_each_answer_and_allows_retries() -> None:
    assert PRACTICE.rules.feedback is FeedbackTiming.AFTER_EACH
    assert PRACTICE.rules.retry
    assert PRACTICE.rules.mode is SessionMode.PRACTICE


def test_an_exam_is_timed_and_gives_feedback_at_the_end() -> None:
    assert EXAM.rules.answer_limit > 0
    assert EXAM.rules.feedback is FeedbackTiming.AT_END
    assert not EXAM.rules.retry
    assert EXAM.rules.mode is SessionMode.EXAM


def test_rapid_fire_has_30_seconds_no_think_time_and_no_follow_ups() -> None:
    rules = RAPID_FIRE.rules
    assert (rules.think_time, rules.answer_limit) == (0.0, 30.0)
    assert rules.follow_ups == FollowUpRules(most=0)


def test_a_deep_dive_has_one_topic_and_unlimited_follow_ups() -> None:
    assert DEEP_DIVE.rules.one_topic
    assert DEEP_DIVE.rules.follow_ups == FollowUpRules(most=None)


@pytest.mark.parametrize("style", [PRACTICE, EXAM])
def test_other_styles_have_at_most_two_follow_ups(style: InterviewStyle) -> None:
    assert style.rules.follow_ups == FollowUpRules(most=2)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_a_style_is_known_by_its_id_and_by_its_rules(style: InterviewStyle) -> None:
    assert style_by_id(style.id) is style
    assert style_id(style.rules) == style.id


def test_changed_rules_are_custom() -> None:
    assert style_id(replace(EXAM.rules, follow_ups=FollowUpRules(most=0))) == CUSTOM
    assert style_by_id(CUSTOM) is None


@pytest.mark.parametrize("seconds", [-1.0, math.inf, math.nan])
def test_an_invalid_time_limit_is_rejected(seconds: float) -> None:
    with pytest.raises(ValueError, match="invalid time limit"):
        replace(PRACTICE.rules, think_time=seconds)
    with pytest.raises(ValueError, match="invalid time limit"):
        replace(PRACTICE.rules, answer_limit=seconds)


def test_a_plan_is_held_to_its_rules() -> None:
    plan = plan_under(RAPID_FIRE.rules, QUESTIONS, seed=7, language="en")
    assert plan == Plan(
        QUESTIONS,
        mode=SessionMode.EXAM,
        think_time=0.0,
        answer_limit=30.0,
        seed=7,
        language="en",
        follow_ups=FollowUpRules(most=0),
        retry=False,
        style="rapid-fire",
    )


def test_a_style_whose_times_were_changed_keeps_its_id_where_that_is_given() -> None:
    slower = replace(EXAM.rules, answer_limit=300.0)
    assert plan_under(slower, QUESTIONS, style="exam").style == "exam"
    assert plan_under(slower, QUESTIONS).style == CUSTOM


def test_an_exam_without_follow_ups_differs_in_nothing_else() -> None:
    strict = {style.id: style for style in styles_for(exam_follow_ups=False)}
    assert strict["exam"].rules == replace(EXAM.rules, follow_ups=FollowUpRules(most=0))
    assert [style for style in strict.values() if style.id != "exam"] == [
        style for style in STYLES if style is not EXAM
    ]
    assert styles_for(exam_follow_ups=True) == STYLES


@pytest.mark.parametrize("style", STYLES)
def test_the_rules_of_a_style_are_nearest_to_it(style: InterviewStyle) -> None:
    assert nearest_style(style.rules) is style


@pytest.mark.parametrize(
    ("base", "style"),
    [(PRACTICE, PRACTICE), (EXAM, EXAM), (RAPID_FIRE, EXAM), (DEEP_DIVE, DEEP_DIVE)],
)
def test_other_times_and_follow_ups_leave_rules_nearest_to_a_style_of_their_kind(
    base: InterviewStyle, style: InterviewStyle
) -> None:
    rules = replace(base.rules, think_time=1.0, answer_limit=7.0, follow_ups=FollowUpRules(9))
    assert nearest_style(rules) is style


def test_rules_of_no_kind_are_nearest_to_a_style_that_tells_when_they_do() -> None:
    assert nearest_style(replace(EXAM.rules, retry=True)) is EXAM
    assert nearest_style(replace(PRACTICE.rules, retry=False)).rules.mode is SessionMode.PRACTICE
