from dataclasses import replace

import pytest

from mock_interviewer.app.planning.plan import (
    Plan,
    PlannedQuestion,
    estimated_minutes,
    session_minutes,
)


@pytest.mark.parametrize(
    ("questions", "think_time", "answer_limit", "minutes"),
    [
        (8, 10, 120, 15),
        (8, 10, 0, 15),
        (3, 0, 30, 2),
        (1, 0, 10, 1),
        (1, 0, 1, 1),
    ],
)
def test_a_session_takes_about_as_long_as_asking_thinking_and_usual_answers(
    questions: int, think_time: float, answer_limit: float, minutes: int
) -> None:
    assert estimated_minutes(questions, think_time, answer_limit) == minutes


def test_a_plan_knows_how_long_it_takes() -> None:
    question = PlannedQuestion("llm", "q", "What is it?", "What is it?", "Things")
    plan = Plan((question,) * 8, think_time=10.0, answer_limit=120.0)
    assert plan.minutes == 15
    assert replace(plan, lengths=(38.0, None) * 4).minutes == 8


@pytest.mark.parametrize(
    ("lengths", "answer_limit", "minutes"),
    [
        ([48.0, 48.0, 48.0], 0, 3),
        ([48.0, None, None], 120, 3),
        ([600.0, 600.0, 600.0], 48, 3),
        ([8.0, 108.0, 8.0, None], 0, 3),
    ],
)
def test_answers_are_expected_to_take_as_long_as_they_did_and_may(
    lengths: list[float | None], answer_limit: float, minutes: int
) -> None:
    assert session_minutes(lengths, 0.0, answer_limit) == minutes
