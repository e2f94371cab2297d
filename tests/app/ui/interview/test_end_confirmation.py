"""The confirmation before a session ends, with the page of a real session machine."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.driven_machine import Session, plan
from rig.shown_interview import ShownInterview

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.style.theme import Theme


@dataclass
class Room:
    """A session machine and the page that controls it."""

    session: Session
    page: InterviewPage

    def send(self, *events: ev.SessionEvent | SessionCommand) -> None:
        """Send events to the session, and show the page each new snapshot."""
        for event in events:
            self.session.send(event)
            self.page.show_snapshot(self.session.machine.snapshot)

    def escape(self) -> None:
        """Press Esc, which ends the session, or answers no in the confirmation."""
        QTest.keyClick(self.page, Qt.Key.Key_Escape)

    @property
    def shown(self) -> tuple[SessionState, bool]:
        """The state of the session, and whether the confirmation is shown."""
        return self.session.state, self.page.confirming


@pytest.fixture
def room(qtbot: QtBot, look: Theme) -> Room:
    page = InterviewPage()
    qtbot.addWidget(page)
    made = Room(Session(plan()), page)
    page.command.connect(made.send)
    page.begin(made.session.machine.plan)
    page.show()
    return made


def asked(room: Room) -> None:
    room.session.asked()
    room.send()


def thinking(room: Room) -> None:
    asked(room)
    room.send(ev.InterviewerSpeechEnded())


def listening(room: Room) -> None:
    thinking(room)
    room.send(ev.MicrophoneReady(), SessionCommand.DONE)


@pytest.mark.parametrize(
    ("before", "held", "again"),
    [
        (asked, ef.PauseVoice(), ef.ResumeVoice()),
        (thinking, ef.PauseTimer(SessionTimer.THINK), ef.ResumeTimer(SessionTimer.THINK)),
        (listening, ef.PauseRecorder(), ef.ResumeRecorder()),
    ],
)
def test_the_session_waits_and_no_resumes_it(
    room: Room, before: Callable[[Room], None], held: ef.SessionEffect, again: ef.SessionEffect
) -> None:
    before(room)
    room.page.show_snapshot(room.session.machine.snapshot)
    was = room.session.state
    room.session.effects.clear()
    room.escape()
    assert room.shown == (SessionState.PAUSED, True)
    assert held in room.session.effects
    assert again not in room.session.effects
    room.escape()
    assert room.shown == (was, False)
    assert again in room.session.effects


def test_nothing_is_recorded_during_the_confirmation(room: Room) -> None:
    asked(room)
    room.page.show_snapshot(room.session.machine.snapshot)
    room.escape()
    room.send(ev.InterviewerSpeechEnded(), ev.MicrophoneReady(), ev.TimerFired(SessionTimer.THINK))
    assert room.shown == (SessionState.PAUSED, True)
    assert not room.session.of(ef.KeepSamples)
    room.escape()
    assert room.shown == (SessionState.THINKING, False)


def test_samples_during_the_confirmation_are_not_kept(room: Room) -> None:
    thinking(room)
    room.send(SessionCommand.DONE)
    room.escape()
    room.send(ev.MicrophoneReady())
    assert room.shown == (SessionState.PAUSED, True)
    room.escape()
    assert room.shown == (SessionState.LISTENING, False)


def test_yes_ends_the_session_and_keeps_the_recording(room: Room) -> None:
    listening(room)
    room.send(ev.PersonSpeaks(4.0))
    room.escape()
    QTest.keyClick(room.page, Qt.Key.Key_Return)
    room.send(ev.RecordingClosed(3.0), ev.TakeSaved())
    assert room.shown == (SessionState.FINISHED, False)
    assert room.session.of(ef.SaveTake)


def test_a_session_paused_before_is_still_paused_after_no(room: Room) -> None:
    listening(room)
    room.send(SessionCommand.PAUSE)
    room.escape()
    room.escape()
    assert room.shown == (SessionState.PAUSED, False)


def test_the_confirmation_closes_when_the_session_resumes(room: Room) -> None:
    listening(room)
    room.escape()
    room.send(ev.MicrophoneLost("It disconnected.", 2.0), ev.MicrophoneBack())
    assert room.shown == (SessionState.PAUSED, True)
    room.send(SessionCommand.RESUME, ev.MicrophoneReady())
    assert room.shown == (SessionState.LISTENING, False)


def closing(room: Room) -> list[bool]:
    """Return a list that grows when the person agrees to close the window."""
    agreed: list[bool] = []
    room.page.close_agreed.connect(lambda: agreed.append(room.page.may_close()))
    return agreed


@pytest.mark.parametrize("before", [asked, thinking, listening])
def test_closing_in_a_question_asks_first_and_no_resumes_it(
    room: Room, before: Callable[[Room], None]
) -> None:
    before(room)
    room.page.show_snapshot(room.session.machine.snapshot)
    was, agreed = room.session.state, closing(room)
    assert not room.page.may_close()
    assert room.shown == (SessionState.PAUSED, True)
    room.escape()
    assert room.shown == (was, False)
    assert agreed == []


def test_yes_agrees_to_close_and_leaves_the_session_to_whoever_closes(room: Room) -> None:
    listening(room)
    agreed = closing(room)
    assert not room.page.may_close()
    QTest.keyClick(room.page, Qt.Key.Key_Return)
    assert agreed == [True]
    assert room.session.state is SessionState.PAUSED


def test_closing_twice_closes(room: Room) -> None:
    listening(room)
    assert [room.page.may_close(), room.page.may_close()] == [False, True]


def test_closing_while_asked_about_the_end_asks_about_both_and_no_resumes(room: Room) -> None:
    listening(room)
    room.escape()
    assert not room.page.may_close()
    assert room.shown == (SessionState.PAUSED, True)
    room.escape()
    assert room.shown == (SessionState.LISTENING, False)


def test_closing_between_questions_does_not_ask(room: Room) -> None:
    assert room.page.may_close()
    listening(room)
    room.send(SessionCommand.DONE, ev.RecordingClosed(3.0), ev.TakeSaved())
    assert room.page.may_close()
    assert not room.page.confirming


def test_closing_after_an_answer_says_that_the_session_can_be_continued(room: Room) -> None:
    listening(room)
    assert not room.page.may_close()
    [asked_first] = ShownInterview(room.page).banners
    room.escape()
    room.send(
        SessionCommand.DONE,
        ev.RecordingClosed(3.0),
        ev.TakeSaved(),
        SessionCommand.NEXT,
        ev.TakeCreated("s-02"),
    )
    assert not room.page.may_close()
    [asked_then] = ShownInterview(room.page).banners
    assert asked_first == "End this session and close Mock Interviewer? Your recordings are kept."
    assert asked_then == (
        "Close Mock Interviewer? Your recordings are kept, and you can continue this session at the"
        " next start."
    )
