"""Interruptions: a missing or lost microphone, a computer that slept, a program that stalled."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.key_commands import resume
from mock_interviewer.app.interview.transitions.session_context import SessionContext
from mock_interviewer.app.interview.transitions.speaking import say_if_hands_free, stop_speaking
from mock_interviewer.app.interview.transitions.takes import save
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.audio.recording import microphone_faults

SAFE: Final = "Your answer so far is saved."
DEVICE_LOST: Final = "device-lost"
ASLEEP: Final = "asleep"
STALLED: Final = "stalled"
"""Flags of a take during which that happened."""


def microphone_failed(at: SessionContext, text: str) -> list[SessionEffect]:
    """Pause: it could not be opened."""
    at.microphone_open = False
    at.notice(NoticeKind.ERROR, "microphone", text)
    hushed = stop_speaking(at)
    at.pause_from(SessionState.THINKING if at.take.lost is None else SessionState.LISTENING)
    at.place = at.confirming = None
    told = say_if_hands_free(at, Occasion.MICROPHONE_LOST)
    return [*hushed, ef.StopTimer(SessionTimer.THINK), *told]


def microphone_lost(at: SessionContext, text: str, duration: float) -> list[SessionEffect]:
    """Pause, with what was recorded so far safe in its file."""
    if at.snapshot.state is SessionState.SAVING:
        return save(at, duration, (DEVICE_LOST,))
    if at.take.kept:
        text = f"{text} {SAFE}"
    at.notice(NoticeKind.ERROR, "microphone", text)
    occasion = Occasion.ANSWER_INTERRUPTED if at.take.kept else Occasion.MICROPHONE_LOST
    return _pause_interrupted(at, duration, DEVICE_LOST, occasion)


def recording_interrupted(
    at: SessionContext, error: microphone_faults.StreamInterrupted, duration: float
) -> list[SessionEffect]:
    """Pause until the person resumes: after a sleep, they may not be back yet."""
    asleep = isinstance(error, microphone_faults.ComputerSlept)
    flag = ASLEEP if asleep else STALLED
    if at.snapshot.state is SessionState.SAVING:
        return save(at, duration, (flag,))
    safe = (SAFE,) if at.take.kept else ()
    at.notice(NoticeKind.CAUTION, "sleep", " ".join((error.what, *safe, error.remedy)))
    occasion = Occasion.COMPUTER_SLEPT if asleep else Occasion.PROGRAM_STALLED
    return _pause_interrupted(at, duration, flag, occasion)


def _pause_interrupted(
    at: SessionContext, duration: float, flag: str, occasion: Occasion
) -> list[SessionEffect]:
    """Pause without the microphone; a take that was begun goes on in its file."""
    at.microphone_open = at.samples_arrive = at.wants_samples = False
    if at.take.kept:
        at.take.lost = duration
        at.take.flags = (*at.take.flags, flag)
    hushed = stop_speaking(at)
    at.place = at.confirming = None
    at.pause_from(SessionState.LISTENING if at.take.kept else SessionState.THINKING)
    at.update(person_speaks=False)
    told = say_if_hands_free(at, occasion)
    stopped = [
        ef.StopTimer(timer)
        for timer in (SessionTimer.THINK, SessionTimer.NOBODY, SessionTimer.CONFIRM)
    ]
    held = [
        ef.PauseTimer(timer)
        for timer in (SessionTimer.LIMIT, SessionTimer.WARNING, SessionTimer.GRACE)
    ]
    return [*hushed, *stopped, *held, *told]


def microphone_back(at: SessionContext) -> list[SessionEffect]:
    """Go on as soon as it is there again: nobody has a key to press."""
    lost = any(notice.about == "microphone" for notice in at.snapshot.notices)
    if not lost or at.snapshot.state is not SessionState.PAUSED:
        return []
    return resume(at)
