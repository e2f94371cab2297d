import pytest

from mock_interviewer.app.interview.plan import Plan, PlannedQuestion, about_minutes


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
    assert about_minutes(questions, think_time, answer_limit) == minutes


def test_a_plan_knows_how_long_it_takes() -> None:
    question = PlannedQuestion("llm", "q", "What is it?", "What is it?", "Things")
    assert Plan((question,) * 8, think_time=10.0, answer_limit=120.0).minutes == 15
