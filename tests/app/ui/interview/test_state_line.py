from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview import state_line
from mock_interviewer.app.ui.interview.state_line import StateLine
from mock_interviewer.app.ui.interview.words import LiveReadings
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme

BEFORE_THE_MICROPHONE = {SessionState.THINKING, SessionState.LISTENING, SessionState.CONFIRMING}


@pytest.fixture
def line(qtbot: QtBot, look: Theme) -> StateLine:
    look.choose(ColorScheme.LIGHT, ReducedMotion.OFF)
    made = StateLine()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather what a screen reader is given to say."""
    said: list[str] = []

    def take(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    monkeypatch.setattr(state_line, "QAccessible", SimpleNamespace(updateAccessibility=take))
    return said


def _at(state: SessionState, *, hands_free: bool = False, speaks: bool = False) -> SessionSnapshot:
    return SessionSnapshot(state, None, 1, 2, hands_free=hands_free, interviewer_speaks=speaks)


def test_who_is_heard_is_shown_and_told_in_every_state(line: StateLine) -> None:
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


def test_words_that_are_held_are_not_shown_as_spoken(line: StateLine) -> None:
    held = SessionSnapshot(
        SessionState.PAUSED, None, 1, 2, paused_from=SessionState.ASKING, interviewer_speaks=True
    )
    line.show_snapshot(held, LiveReadings())
    assert not line.speaking


def test_the_end_of_an_answer_is_counted_down_beside_the_state(line: StateLine) -> None:
    listening = _at(SessionState.LISTENING, hands_free=True)
    line.show_snapshot(listening, LiveReadings())
    assert not line.counting_down
    line.show_progress(listening, LiveReadings(answer_ends_in=1.2))
    assert line.counting_down
    assert line.detail.startswith("Ending in 2 s")
    line.show_progress(listening, LiveReadings())
    assert (line.counting_down, line.detail) == (False, "")


def test_in_no_other_state_anything_is_counted_down(line: StateLine) -> None:
    for state in set(SessionState) - {SessionState.LISTENING}:
        line.show_snapshot(_at(state, hands_free=True), LiveReadings(answer_ends_in=1.2))
        assert not line.counting_down


def test_a_sentence_that_is_to_be_finished_is_not_hurried(line: StateLine) -> None:
    late = SessionSnapshot(SessionState.LISTENING, None, 1, 2, hands_free=True, finishing=True)
    line.show_snapshot(late, LiveReadings(answer_ends_in=0.5))
    assert not line.counting_down


def test_reduced_motion_leaves_the_number(line: StateLine, look: Theme) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    listening = _at(SessionState.LISTENING, hands_free=True)
    line.show_snapshot(listening, LiveReadings(answer_ends_in=1.2))
    assert not line.counting_down
    assert line.detail.startswith("Ending in 2 s")


def test_by_keys_each_state_is_announced(line: StateLine, announced: list[str]) -> None:
    for state in (
        SessionState.ASKING,
        SessionState.THINKING,
        SessionState.LISTENING,
        SessionState.SAVED,
        SessionState.TRANSCRIBED,
    ):
        line.show_snapshot(_at(state), LiveReadings())
    assert announced == ["Interviewer speaking", "Time to think", "Listening", "Saved"]


def test_hands_free_no_screen_reader_speaks_into_an_open_microphone(
    line: StateLine, announced: list[str]
) -> None:
    for state in SessionState:
        before = len(announced)
        line.show_snapshot(_at(state, hands_free=True), LiveReadings())
        if state in BEFORE_THE_MICROPHONE:
            assert announced[before:] == []
            assert line.accessibleName() == f"State: {line.label}"
    assert "Paused" in announced
