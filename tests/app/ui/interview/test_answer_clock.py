import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.interview.answer_clock import AnswerClock
from mock_interviewer.app.ui.style.theme import Theme


@pytest.fixture
def answer_clock(qtbot: QtBot, look: Theme) -> AnswerClock:
    made = AnswerClock()
    qtbot.addWidget(made)
    made.set_limit(120.0)
    made.show_time(124.0)
    return made


def test_the_clock_says_that_time_is_up_and_keeps_running(answer_clock: AnswerClock) -> None:
    answer_clock.show_time_over(True)
    assert answer_clock.end == "Time's up"
    answer_clock.show_time(125.0)
    assert answer_clock.text == "2:05"
    assert answer_clock.accessibleName() == "Time 2:05 of 2:00, time's up"


def test_the_next_answer_shows_its_limit_again(answer_clock: AnswerClock) -> None:
    answer_clock.show_time_over(True)
    answer_clock.show_time_over(False)
    assert answer_clock.end == "2:00"
    assert answer_clock.accessibleName() == "Time 2:04 of 2:00"


def test_another_session_has_its_own_limit(answer_clock: AnswerClock) -> None:
    answer_clock.show_time_over(True)
    answer_clock.set_limit(60.0)
    assert answer_clock.end == "1:00"
