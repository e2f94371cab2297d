import inspect
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from rig.child import child

from mock_interviewer.app.interview.conductor import Conductor
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.ui.interview.answer_clock import AnswerClock
from mock_interviewer.app.ui.interview.controller import InterviewController, RunningSession
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.state_line import StateLine
from mock_interviewer.app.ui.style.theme import Theme

QUESTION = PlannedQuestion("llm", "perplexity", "What is perplexity?", "", "Evaluation")
PLAN = Plan((QUESTION,))


class RecordingSession:
    """A RunningSession that only records its calls."""

    def __init__(self, plan: Plan, changed: Callable[[SessionSnapshot], None]) -> None:
        self.snapshot = SessionSnapshot(SessionState.OPENING, plan.questions[0], 1, 1)
        self.changed = changed
        self.asked: list[str] = []
        self.polled = 0
        self.thinking: float | None = None
        self.over_in: float | None = None
        self.on_in: float | None = None

    def start(self) -> None:
        self.asked.append("start")

    def command(self, command: SessionCommand) -> None:
        self.asked.append(command)

    def level(self) -> float | None:
        self.polled += 1
        return -20.0

    def recorded(self) -> float:
        return 5.0

    def think_time_left(self) -> float | None:
        return self.thinking

    def answer_ends_in(self) -> float | None:
        return self.over_in

    def next_question_in(self) -> float | None:
        return self.on_in

    def feedback_read(self) -> None:
        self.asked.append("read")

    def close(self, then: Callable[[], None]) -> None:
        self.asked.append("close")
        then()

    def go(self, state: SessionState, *, hands_free: bool = False) -> None:
        self.snapshot = SessionSnapshot(
            state, QUESTION, 1, 2, session="s", take="t", recorded=9.0, hands_free=hands_free
        )
        self.changed(self.snapshot)


@pytest.mark.parametrize("kind", [Conductor, RecordingSession])
def test_real_and_recording_sessions_match_the_protocol(kind: type) -> None:
    for name, wanted in inspect.getmembers(RunningSession, inspect.isfunction):
        if not name.startswith("_"):
            offered = inspect.signature(getattr(kind, name))
            assert list(offered.parameters) == list(inspect.signature(wanted).parameters), name


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> InterviewPage:
    page = InterviewPage()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def sessions(page: InterviewPage) -> Iterator[tuple[InterviewController, RecordingSession]]:
    made: list[RecordingSession] = []

    def make(plan: Plan, changed: Callable[[SessionSnapshot], None]) -> RunningSession:
        made.append(RecordingSession(plan, changed))
        return made[0]

    bridge = InterviewController(PLAN, page, make)
    bridge.start()
    yield bridge, made[0]
    bridge.end(lambda: None)


def polling(controller: InterviewController) -> bool:
    return child(controller, QTimer).isActive()


def test_commands_of_the_page_reach_the_session(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession]
) -> None:
    page.command.emit(SessionCommand.PAUSE)
    assert sessions[1].asked == ["start", SessionCommand.PAUSE]


def test_the_page_shows_each_change(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession]
) -> None:
    sessions[1].go(SessionState.LISTENING)
    assert child(page, StateLine).label == "Listening"


def test_reading_feedback_reaches_the_session(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession]
) -> None:
    page.feedback.read.emit()
    assert sessions[1].asked == ["start", "read"]


def test_level_and_time_are_polled_only_while_they_change(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession], qtbot: QtBot
) -> None:
    _, session = sessions
    session.go(SessionState.LISTENING)
    qtbot.waitUntil(lambda: session.polled > 0)
    assert child(page, AnswerClock).text == "0:05"
    session.go(SessionState.SAVED)
    assert not polling(sessions[0])


def test_the_end_of_an_answer_is_counted_down(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession], qtbot: QtBot
) -> None:
    _, session = sessions
    session.go(SessionState.LISTENING, hands_free=True)
    session.over_in = 1.2
    qtbot.waitUntil(lambda: child(page, StateLine).detail.startswith("Ending in 2 s"))
    session.over_in = None
    qtbot.waitUntil(lambda: child(page, StateLine).detail == "")


def test_the_next_question_is_counted_down_until_a_pause(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession]
) -> None:
    bridge, session = sessions
    session.on_in = 5.4
    session.go(SessionState.TRANSCRIBED, hands_free=True)
    assert child(page, StateLine).detail == "9 s · Next question in 6 s"
    assert polling(bridge)
    session.go(SessionState.PAUSED, hands_free=True)
    assert not polling(bridge)


def test_the_think_time_is_shown_together_with_its_state(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession]
) -> None:
    _, session = sessions
    session.thinking = 7.5
    session.go(SessionState.THINKING)
    assert child(page, StateLine).detail == "8 s"


@pytest.mark.parametrize("state", [SessionState.CONFIRMING, SessionState.THINKING])
def test_the_level_is_polled_while_the_microphone_is_open(
    sessions: tuple[InterviewController, RecordingSession], state: SessionState
) -> None:
    bridge, session = sessions
    session.go(state, hands_free=True)
    assert polling(bridge)


def test_a_hidden_page_polls_nothing(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession]
) -> None:
    bridge, session = sessions
    page.hide()
    child(bridge, QTimer).timeout.emit()
    assert session.polled == 0


def test_the_end_is_signaled_once(sessions: tuple[InterviewController, RecordingSession]) -> None:
    bridge, session = sessions
    ends: list[SessionSnapshot] = []
    bridge.finished.connect(ends.append)
    session.go(SessionState.FINISHED)
    session.go(SessionState.FINISHED)
    assert len(ends) == 1


def test_a_detached_session_gets_no_commands(
    page: InterviewPage, sessions: tuple[InterviewController, RecordingSession]
) -> None:
    bridge, session = sessions
    bridge.detach()
    page.command.emit(SessionCommand.PAUSE)
    assert session.asked == ["start"]
