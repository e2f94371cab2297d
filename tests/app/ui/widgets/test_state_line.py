from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.ui.progress import Progress
from mock_interviewer.app.ui.theme import Motion, Scheme, Theme
from mock_interviewer.app.ui.widgets import state_line
from mock_interviewer.app.ui.widgets.state_line import StateLine

BEFORE_THE_MICROPHONE = {State.THINKING, State.LISTENING, State.CONFIRMING}


@pytest.fixture
def line(qtbot: QtBot, look: Theme) -> StateLine:
    look.choose(Scheme.LIGHT, Motion.OFF)
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


def _at(state: State, *, hands_free: bool = False, speaks: bool = False) -> Snapshot:
    return Snapshot(state, None, 1, 2, hands_free=hands_free, interviewer_speaks=speaks)


def test_who_is_heard_is_shown_and_told_in_every_state(line: StateLine) -> None:
    for state in (State.ASKING, State.SAVED, State.PAUSED, State.CLOSING):
        line.show_snapshot(_at(state, speaks=True), Progress())
        assert line.speaking
        assert line.accessibleDescription() == "The interviewer is speaking"
        line.show_snapshot(_at(state), Progress())
        assert not line.speaking
        assert line.accessibleDescription() == ""


def test_words_that_are_held_are_not_shown_as_spoken(line: StateLine) -> None:
    held = Snapshot(State.PAUSED, None, 1, 2, paused_from=State.ASKING, interviewer_speaks=True)
    line.show_snapshot(held, Progress())
    assert not line.speaking


def test_the_end_of_an_answer_is_counted_down_beside_the_state(line: StateLine) -> None:
    listening = _at(State.LISTENING, hands_free=True)
    line.show_snapshot(listening, Progress())
    assert not line.emptying
    line.show_progress(listening, Progress(answer_over_in=1.2))
    assert line.emptying
    assert line.detail.startswith("Done in 2 s")
    line.show_progress(listening, Progress())
    assert (line.emptying, line.detail) == (False, "")


def test_in_no_other_state_anything_is_counted_down(line: StateLine) -> None:
    for state in set(State) - {State.LISTENING}:
        line.show_snapshot(_at(state, hands_free=True), Progress(answer_over_in=1.2))
        assert not line.emptying


def test_a_sentence_that_is_to_be_finished_is_not_hurried(line: StateLine) -> None:
    late = Snapshot(State.LISTENING, None, 1, 2, hands_free=True, finishing=True)
    line.show_snapshot(late, Progress(answer_over_in=0.5))
    assert not line.emptying


def test_reduced_motion_leaves_the_number(line: StateLine, look: Theme) -> None:
    look.choose(Scheme.LIGHT, Motion.ON)
    listening = _at(State.LISTENING, hands_free=True)
    line.show_snapshot(listening, Progress(answer_over_in=1.2))
    assert not line.emptying
    assert line.detail.startswith("Done in 2 s")


def test_by_keys_each_state_is_announced(line: StateLine, announced: list[str]) -> None:
    for state in (State.ASKING, State.THINKING, State.LISTENING, State.SAVED, State.TRANSCRIBED):
        line.show_snapshot(_at(state), Progress())
    assert announced == ["Speaking", "Think", "Listening", "Saved"]


def test_hands_free_no_screen_reader_speaks_into_an_open_microphone(
    line: StateLine, announced: list[str]
) -> None:
    for state in State:
        before = len(announced)
        line.show_snapshot(_at(state, hands_free=True), Progress())
        if state in BEFORE_THE_MICROPHONE:
            assert announced[before:] == []
            assert line.accessibleName() == f"State: {line.word}"
    assert "Paused" in announced
