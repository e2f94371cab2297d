"""The microphone of a take: opening, pausing, resuming, and discarding."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.interview.transitions.session_context import SessionContext


def open_microphone(context: SessionContext, *, resume: bool = False) -> list[SessionEffect]:
    """Open it for the current take, unless it is open; it does not record yet."""
    if context.microphone_open:
        return []
    context.microphone_open = True
    context.samples_arrive = False
    return [ef.OpenTakeMicrophone(context.take_id, context.question, resume=resume)]


def discard_recording(context: SessionContext) -> list[SessionEffect]:
    """Discard the recording of the take, which holds no answer."""
    was_open = context.microphone_open
    context.microphone_open = context.samples_arrive = context.awaits_samples = False
    context.speech_began = None
    context.take.recording_kept, context.take.answer_began = False, None
    return [ef.DropRecorder()] if was_open else []


def hold_recording(context: SessionContext) -> list[SessionEffect]:
    """Pause the recording and the timers of the current phase."""
    match context.snapshot.state:
        case SessionState.LISTENING:
            return [
                ef.PauseRecorder(),
                *(ef.PauseTimer(timer) for timer in _ANSWER_TIMERS),
                ef.StopTimer(ef.SessionTimer.SILENCE),
            ]
        case SessionState.THINKING:
            return [ef.StopTimer(ef.SessionTimer.THINK)]
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            return [ef.StopTimer(ef.SessionTimer.NEXT_QUESTION)]
        case _:
            return []


def continue_recording(_: SessionContext) -> list[SessionEffect]:
    """Resume the recording and the answer's timers after ``hold_recording``."""
    return [ef.ResumeRecorder(), *(ef.ResumeTimer(timer) for timer in _ANSWER_TIMERS)]


_ANSWER_TIMERS = (ef.SessionTimer.LIMIT, ef.SessionTimer.WARNING, ef.SessionTimer.FINISH_SENTENCE)
