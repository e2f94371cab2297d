"""The page of a real session's machine, in which the person is asked whether it shall end."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.driven_machine import Session, plan

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.style.theme import Theme


@dataclass
class Led:
    """A session that is led by its page."""

    session: Session
    page: InterviewPage

    def send(self, *events: ev.SessionEvent | SessionCommand) -> None:
        """Let something happen to the session, and its page be told."""
        for event in events:
            self.session.send(event)
            self.page.show_snapshot(self.session.machine.snapshot)

    def escape(self) -> None:
        """Press Esc: end, and while that is asked no."""
        QTest.keyClick(self.page, Qt.Key.Key_Escape)

    @property
    def told(self) -> tuple[SessionState, bool]:
        """Where the session stands, and whether the person is being asked."""
        return self.session.state, self.page.confirming


@pytest.fixture
def led(qtbot: QtBot, look: Theme) -> Led:
    page = InterviewPage()
    qtbot.addWidget(page)
    made = Led(Session(plan()), page)
    page.command.connect(made.send)
    page.begin(made.session.machine.plan)
    page.show()
    return made


def asked(led: Led) -> None:
    led.session.asked()
    led.send()


def thinking(led: Led) -> None:
    asked(led)
    led.send(ev.InterviewerSpeechEnded())


def listening(led: Led) -> None:
    thinking(led)
    led.send(ev.MicrophoneReady(), SessionCommand.DONE)


@pytest.mark.parametrize(
    ("before", "held", "again"),
    [
        (asked, ef.PauseVoice(), ef.ResumeVoice()),
        (thinking, ef.PauseTimer(SessionTimer.THINK), ef.ResumeTimer(SessionTimer.THINK)),
        (listening, ef.PauseRecorder(), ef.ResumeRecorder()),
    ],
)
def test_all_waits_for_the_answer_and_no_goes_on_where_it_was(
    led: Led, before: Callable[[Led], None], held: ef.SessionEffect, again: ef.SessionEffect
) -> None:
    before(led)
    led.page.show_snapshot(led.session.machine.snapshot)
    was = led.session.state
    led.session.effects.clear()
    led.escape()
    assert led.told == (SessionState.PAUSED, True)
    assert held in led.session.effects
    assert again not in led.session.effects
    led.escape()
    assert led.told == (was, False)
    assert again in led.session.effects


def test_nothing_is_recorded_behind_the_question(led: Led) -> None:
    asked(led)
    led.page.show_snapshot(led.session.machine.snapshot)
    led.escape()
    led.send(ev.InterviewerSpeechEnded(), ev.MicrophoneReady(), ev.TimerFired(SessionTimer.THINK))
    assert led.told == (SessionState.PAUSED, True)
    assert not led.session.of(ef.KeepSamples)
    led.escape()
    assert led.told == (SessionState.THINKING, False)


def test_samples_that_come_while_one_is_asked_are_not_kept_before_the_answer(led: Led) -> None:
    thinking(led)
    led.send(SessionCommand.DONE)
    led.escape()
    led.send(ev.MicrophoneReady())
    assert led.told == (SessionState.PAUSED, True)
    led.escape()
    assert led.told == (SessionState.LISTENING, False)


def test_yes_ends_it_and_keeps_what_was_said(led: Led) -> None:
    listening(led)
    led.send(ev.PersonSpeaks(4.0))
    led.escape()
    QTest.keyClick(led.page, Qt.Key.Key_Return)
    led.send(ev.RecordingClosed(3.0), ev.TakeSaved())
    assert led.told == (SessionState.FINISHED, False)
    assert led.session.of(ef.SaveTake)


def test_a_session_that_was_paused_before_is_still_paused_after_a_no(led: Led) -> None:
    listening(led)
    led.send(SessionCommand.PAUSE)
    led.escape()
    led.escape()
    assert led.told == (SessionState.PAUSED, False)


def test_a_session_that_goes_on_by_itself_asks_no_more(led: Led) -> None:
    listening(led)
    led.escape()
    led.send(ev.MicrophoneLost("It went away.", 2.0), ev.MicrophoneBack(), ev.MicrophoneReady())
    assert led.told == (SessionState.LISTENING, False)
