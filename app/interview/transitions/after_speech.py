"""What follows after the interviewer has spoken: an answer, a confirmation, or a return."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.answering import (
    listen_if_ready,
    person_speaks,
    think,
    wait_for_speech,
)
from mock_interviewer.app.interview.transitions.microphone import continue_recording
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import (
    interject,
    note_silence,
    stop_speaking,
)
from mock_interviewer.app.interview.transitions.takes import (
    acknowledge,
    continue_after_answer,
    finish,
)
from mock_interviewer.app.status_notices import NoticeKind

_CONFIRMATION_TIMEOUT: Final = 8.0
"""Seconds after which silence counts as no."""


_CONFIRMATIONS: Final = {
    SpokenCommand.SKIP: Occasion.CONFIRM_SKIP,
    SpokenCommand.STOP: Occasion.CONFIRM_STOP,
    SpokenCommand.SCRATCH: Occasion.CONFIRM_START_OVER,
}


def confirm(context: SessionContext, command: SpokenCommand) -> list[SessionEffect]:
    """Ask to confirm a command; the current phase waits."""
    context.confirming = command
    return interject(context, _CONFIRMATIONS[command], then=AfterSpeech.CONFIRM)


def wait_for_yes_or_no(context: SessionContext) -> list[SessionEffect]:
    """Listen for yes or no."""
    context.enter(SessionState.CONFIRMING)
    return [ef.StartTimer(SessionTimer.CONFIRM, _CONFIRMATION_TIMEOUT)]


def cancel_confirmation(context: SessionContext) -> list[SessionEffect]:
    """Cancel the command, and say so."""
    context.confirming = None
    return_point = context.return_point
    effects = [ef.StopTimer(SessionTimer.CONFIRM)]
    said = interject(context, Occasion.NOT_CONFIRMED)
    context.return_point = return_point
    return [*effects, *said]


def speech_ended(context: SessionContext, problem: str = "") -> list[SessionEffect]:
    """Do what follows the speech; ``problem`` says why it failed, if it did."""
    context.notice(NoticeKind.CAUTION, "voice", problem)
    then = note_silence(context)
    match then:
        case AfterSpeech.ACKNOWLEDGED:
            return continue_after_answer(context)
        case AfterSpeech.FINISH:
            return finish(context)
        case AfterSpeech.ANSWER | AfterSpeech.RETURN | AfterSpeech.CONFIRM if (
            context.snapshot.paused_from is SessionState.ASKING
        ):
            return _ended_while_paused(context, then)
        case AfterSpeech.ANSWER:
            return think(context)
        case AfterSpeech.CONFIRM:
            return wait_for_yes_or_no(context)
        case AfterSpeech.RETURN:
            return return_after_speech(context)
        case _:
            return []


def return_after_speech(context: SessionContext) -> list[SessionEffect]:
    """Return to the phase before the remark or confirmation."""
    match context.restore_return_point():
        case SessionState.LISTENING:
            return [*continue_recording(context), *wait_for_speech(context)]
        case SessionState.THINKING:
            return think(context)
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            return continue_after_answer(context)
        case _:
            return []


def cue_ended(context: SessionContext) -> list[SessionEffect]:
    """Listen or acknowledge an answer, now that the cue has ended."""
    if not context.cue_plays:
        return []
    context.cue_plays = False
    if context.after_speech is AfterSpeech.ACKNOWLEDGED:
        return acknowledge(context) if context.answered else []
    return listen_if_ready(context)


def barged_in(context: SessionContext, began: float) -> list[SessionEffect]:
    """Stop speaking because the person started to; start the answer if one is due."""
    then = context.after_speech
    effects = [*stop_speaking(context)]
    if then is None:
        return effects
    context.after_speech = then
    effects += speech_ended(context)
    return [*effects, *person_speaks(context, began)]


def _ended_while_paused(context: SessionContext, then: AfterSpeech) -> list[SessionEffect]:
    """Make the pause return to what follows the speech, not to the speech itself."""
    return_point = (
        context.return_point.state
        if then is AfterSpeech.RETURN and context.return_point is not None
        else SessionState.THINKING
    )
    context.return_point = None if then is AfterSpeech.RETURN else context.return_point
    context.pause_from(
        SessionState.LISTENING if return_point is SessionState.LISTENING else SessionState.THINKING
    )
    return []
