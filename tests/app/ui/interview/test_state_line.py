from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview import state_line
from mock_interviewer.app.ui.interview.state_line import FULL_LINE_SECONDS, CountdownLine, StateLine
from mock_interviewer.app.ui.interview.words import LiveReadings
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.audio.recognition.endpointing.endpointer import COUNTDOWN

ShowCountdown = Callable[[ReducedMotion], CountdownLine]

MICROPHONE_OPEN = {SessionState.THINKING, SessionState.LISTENING, SessionState.CONFIRMING}


@pytest.fixture
def line(qtbot: QtBot, look: Theme) -> StateLine:
    look.choose(ColorScheme.LIGHT, ReducedMotion.OFF)
    made = StateLine()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the announcements to screen readers."""
    said: list[str] = []

    def take(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    monkeypatch.setattr(state_line, "QAccessible", SimpleNamespace(updateAccessibility=take))
    return said


def _at(state: SessionState, *, hands_free: bool = False, speaks: bool = False) -> SessionSnapshot:
    return SessionSnapshot(state, None, 1, 2, hands_free=hands_free, interviewer_speaks=speaks)


def test_the_line_shows_that_the_interviewer_speaks_in_every_state(line: StateLine) -> None:
    for state in (
        SessionState.ASKING,
        SessionState.SAVED,
        SessionState.PAUSED,
        SessionState.CLOSING,
    ):
        line.show_snapshot(_at(state, speaks=True), LiveReadings())
        assert line.speaking
        assert line.accessibleDescription() == "The interviewer is speaking"
        line.show_snapshot(_at(state), LiveReadings())
        assert not line.speaking
        assert line.accessibleDescription() == ""


def test_a_paused_question_is_not_shown_as_spoken(line: StateLine) -> None:
    held = SessionSnapshot(
        SessionState.PAUSED, None, 1, 2, paused_from=SessionState.ASKING, interviewer_speaks=True
    )
    line.show_snapshot(held, LiveReadings())
    assert not line.speaking


def test_the_end_of_an_answer_is_counted_down(line: StateLine) -> None:
    listening = _at(SessionState.LISTENING, hands_free=True)
    line.show_snapshot(listening, LiveReadings())
    assert not line.counting_down
    line.show_progress(listening, LiveReadings(answer_ends_in=1.2))
    assert line.counting_down
    assert line.detail.startswith("Ending in 2 s")
    line.show_progress(listening, LiveReadings())
    assert (line.counting_down, line.detail) == (False, "")


def test_nothing_is_counted_down_in_other_states(line: StateLine) -> None:
    for state in set(SessionState) - {SessionState.LISTENING}:
        line.show_snapshot(_at(state, hands_free=True), LiveReadings(answer_ends_in=1.2))
        assert not line.counting_down


def test_there_is_no_countdown_while_a_sentence_is_finished(line: StateLine) -> None:
    late = SessionSnapshot(SessionState.LISTENING, None, 1, 2, hands_free=True, finishing=True)
    line.show_snapshot(late, LiveReadings(answer_ends_in=0.5))
    assert not line.counting_down


def test_reduced_motion_leaves_the_number(line: StateLine, look: Theme) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    listening = _at(SessionState.LISTENING, hands_free=True)
    line.show_snapshot(listening, LiveReadings(answer_ends_in=1.2))
    assert not line.counting_down
    assert line.detail.startswith("Ending in 2 s")


def test_a_session_by_keys_announces_each_state(line: StateLine, announced: list[str]) -> None:
    for state in (
        SessionState.ASKING,
        SessionState.THINKING,
        SessionState.LISTENING,
        SessionState.SAVED,
        SessionState.TRANSCRIBED,
    ):
        line.show_snapshot(_at(state), LiveReadings())
    assert announced == ["Interviewer speaking", "Time to think", "Listening", "Saved"]


def test_a_hands_free_session_announces_nothing_at_an_open_microphone(
    line: StateLine, announced: list[str]
) -> None:
    for state in SessionState:
        before = len(announced)
        line.show_snapshot(_at(state, hands_free=True), LiveReadings())
        if state in MICROPHONE_OPEN:
            assert announced[before:] == []
            assert line.accessibleName() == f"State: {line.label}"
    assert "Paused" in announced


@pytest.fixture
def countdown(qtbot: QtBot, look: Theme) -> ShowCountdown:
    line = CountdownLine()
    qtbot.addWidget(line)

    def show(motion: ReducedMotion) -> CountdownLine:
        look.choose(ColorScheme.LIGHT, motion)
        line.show()
        return line

    return show


def test_a_full_line_is_the_countdown_of_the_endpointer() -> None:
    assert FULL_LINE_SECONDS == COUNTDOWN


def test_the_line_shortens(countdown: ShowCountdown) -> None:
    line = countdown(ReducedMotion.OFF)
    filled = []
    for left in (FULL_LINE_SECONDS, FULL_LINE_SECONDS / 2, 0.0):
        line.show_left(left)
        filled.append(line.filled)
    assert filled == [line.sizeHint().width(), line.sizeHint().width() // 2, 0]


def test_a_blank_line_keeps_its_space(countdown: ShowCountdown) -> None:
    line = countdown(ReducedMotion.OFF)
    blank = line.grab().toImage()
    line.show_left(1.0)
    assert line.grab().toImage() != blank
    line.show_left(None)
    assert line.grab().toImage() == blank
    assert line.isVisible()


def test_the_line_stays_blank_with_reduced_motion(countdown: ShowCountdown) -> None:
    line = countdown(ReducedMotion.ON)
    blank = line.grab().toImage()
    line.show_left(1.0)
    assert line.grab().toImage() == blank
