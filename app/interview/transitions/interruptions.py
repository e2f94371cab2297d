"""Interruptions: a missing or lost microphone, a computer that slept, a program that stalled."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
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
_CONTINUES: Final = "The interview continues as soon as there is sound again."
DEVICE_LOST: Final = "device-lost"
ASLEEP: Final = "asleep"
STALLED: Final = "stalled"
"""Flags of a take during which this happened."""


def microphone_failed(context: SessionContext, failed: ev.MicrophoneFailed) -> list[SessionEffect]:
    """Pause because the microphone could not be opened."""
    context.microphone_open = False
    _note_lost_microphone(context, failed.text, failed.remedy)
    silenced = stop_speaking(context)
    context.pause_from(
        SessionState.THINKING if context.take.lost_at is None else SessionState.LISTENING
    )
    context.return_point = context.confirming = None
    spoken = say_if_hands_free(context, Occasion.MICROPHONE_LOST)
    return [*silenced, ef.StopTimer(SessionTimer.THINK), *spoken]


def microphone_lost(context: SessionContext, lost: ev.MicrophoneLost) -> list[SessionEffect]:
    """Pause; the recording so far is safe in its file."""
    if context.snapshot.state is SessionState.SAVING:
        return save(context, lost.duration, (DEVICE_LOST,))
    kept = context.take.recording_kept
    safe = (SAFE,) if kept else ()
    _note_lost_microphone(context, " ".join((lost.text, *safe)), lost.remedy)
    if lost.silent:
        occasion = Occasion.MICROPHONE_SILENT
    else:
        occasion = Occasion.ANSWER_INTERRUPTED if kept else Occasion.MICROPHONE_LOST
    return _pause_interrupted(context, lost.duration, DEVICE_LOST, occasion)


def recording_interrupted(
    context: SessionContext, error: microphone_faults.StreamInterrupted, duration: float
) -> list[SessionEffect]:
    """Pause until the person resumes; after a sleep, they may not be back yet."""
    asleep = isinstance(error, microphone_faults.ComputerSlept)
    flag = ASLEEP if asleep else STALLED
    if context.snapshot.state is SessionState.SAVING:
        return save(context, duration, (flag,))
    safe = (SAFE,) if context.take.recording_kept else ()
    context.notice(NoticeKind.CAUTION, "sleep", " ".join((error.what, *safe, error.remedy)))
    occasion = Occasion.COMPUTER_SLEPT if asleep else Occasion.PROGRAM_STALLED
    return _pause_interrupted(context, duration, flag, occasion)


def _note_lost_microphone(context: SessionContext, text: str, remedy: str) -> None:
    """Show what happened, and what to do unless the session continues by itself.

    A session that the person had paused before does not.
    """
    context.awaits_microphone = context.behavior.hands_free and (
        context.snapshot.state is not SessionState.PAUSED or context.awaits_microphone
    )
    then = _CONTINUES if context.awaits_microphone else remedy
    context.notice(NoticeKind.ERROR, "microphone", f"{text} {then}".strip())


def _pause_interrupted(
    context: SessionContext, duration: float, flag: str, occasion: Occasion
) -> list[SessionEffect]:
    """Pause with the microphone closed; a recorded take will continue in its file."""
    context.microphone_open = context.samples_arrive = context.awaits_samples = False
    if context.take.recording_kept:
        context.take.lost_at = duration
        context.take.flags = (*context.take.flags, flag)
    silenced = stop_speaking(context)
    context.return_point = context.confirming = None
    context.pause_from(
        SessionState.LISTENING if context.take.recording_kept else SessionState.THINKING
    )
    context.update(person_speaks=False)
    spoken = say_if_hands_free(context, occasion)
    stopped = [
        ef.StopTimer(timer)
        for timer in (SessionTimer.THINK, SessionTimer.SILENCE, SessionTimer.CONFIRM)
    ]
    held = [
        ef.PauseTimer(timer)
        for timer in (SessionTimer.LIMIT, SessionTimer.WARNING, SessionTimer.FINISH_SENTENCE)
    ]
    return [*silenced, *stopped, *held, *spoken]


def microphone_back(context: SessionContext) -> list[SessionEffect]:
    """Resume as soon as a lost microphone returns, without a key, where the session waits for it.

    Otherwise, only stop showing that it is lost.
    """
    if context.snapshot.state is not SessionState.PAUSED:
        return []
    if context.awaits_microphone:
        return resume(context)
    context.forget_lost_microphone()
    return []
