"""The microphone of a take: opened, held, continued and discarded."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.interview.transitions.session_context import SessionContext


def open_microphone(at: SessionContext, *, resume: bool = False) -> list[SessionEffect]:
    """Open it for the present take, unless it is open; it keeps nothing yet."""
    if at.microphone_open:
        return []
    at.microphone_open = True
    at.samples_arrive = False
    return [ef.OpenTakeMicrophone(at.take_id, at.question, resume=resume)]


def discard_recording(at: SessionContext) -> list[SessionEffect]:
    """Throw away what was kept of the take, since nothing of it is an answer."""
    was_open = at.microphone_open
    at.microphone_open = at.samples_arrive = at.wants_samples = False
    at.speech_began = None
    at.take.kept, at.take.answer_began = False, None
    return [ef.DropRecorder()] if was_open else []


def hold_recording(at: SessionContext) -> list[SessionEffect]:
    """Record nothing and let no time run."""
    match at.snapshot.state:
        case SessionState.LISTENING:
            return [
                ef.PauseRecorder(),
                *(ef.PauseTimer(timer) for timer in _ANSWER_TIMERS),
                ef.StopTimer(ef.SessionTimer.NOBODY),
            ]
        case SessionState.THINKING:
            return [ef.StopTimer(ef.SessionTimer.THINK)]
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            return [ef.StopTimer(ef.SessionTimer.GO_ON)]
        case _:
            return []


def continue_recording(_: SessionContext) -> list[SessionEffect]:
    """Record again and let the time of an answer run, after ``hold_recording``."""
    return [ef.ResumeRecorder(), *(ef.ResumeTimer(timer) for timer in _ANSWER_TIMERS)]


_ANSWER_TIMERS = (ef.SessionTimer.LIMIT, ef.SessionTimer.WARNING, ef.SessionTimer.GRACE)
