"""What follows when the interviewer has spoken: an answer, a yes or no, or a return."""

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
"""Seconds after which no answer is a no."""


_CONFIRMATIONS: Final = {
    SpokenCommand.SKIP: Occasion.MAY_SKIP,
    SpokenCommand.STOP: Occasion.MAY_STOP,
    SpokenCommand.SCRATCH: Occasion.MAY_START_OVER,
}


def confirm(at: SessionContext, command: SpokenCommand) -> list[SessionEffect]:
    """Ask whether a command is meant; what goes on waits meanwhile."""
    at.confirming = command
    return interject(at, at.wording.say(_CONFIRMATIONS[command]), AfterSpeech.CONFIRM)


def wait_for_yes_or_no(at: SessionContext) -> list[SessionEffect]:
    """Listen for one of the two."""
    at.enter(SessionState.CONFIRMING)
    return [ef.StartTimer(SessionTimer.CONFIRM, _CONFIRMATION_TIMEOUT)]


def cancel_confirmation(at: SessionContext) -> list[SessionEffect]:
    """Leave it as it was, and say so."""
    at.confirming = None
    place = at.place
    effects = [ef.StopTimer(SessionTimer.CONFIRM)]
    said = interject(at, at.wording.say(Occasion.NOT_DONE))
    at.place = place
    return [*effects, *said]


def speech_ended(at: SessionContext, problem: str = "") -> list[SessionEffect]:
    """Do what was to follow; ``problem`` says why not all could be said."""
    at.notice(NoticeKind.CAUTION, "voice", problem)
    then = note_silence(at)
    match then:
        case AfterSpeech.JUDGED:
            return continue_after_answer(at)
        case AfterSpeech.FINISH:
            return finish(at)
        case AfterSpeech.ANSWER | AfterSpeech.BACK | AfterSpeech.CONFIRM if (
            at.snapshot.paused_from is SessionState.ASKING
        ):
            return _ended_while_paused(at, then)
        case AfterSpeech.ANSWER:
            return think(at)
        case AfterSpeech.CONFIRM:
            return wait_for_yes_or_no(at)
        case AfterSpeech.BACK:
            return return_after_speech(at)
        case _:
            return []


def return_after_speech(at: SessionContext) -> list[SessionEffect]:
    """Go on where it was before something was said or asked."""
    match at.return_to_place():
        case SessionState.LISTENING:
            return [*continue_recording(at), *wait_for_speech(at)]
        case SessionState.THINKING:
            return think(at)
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            return continue_after_answer(at)
        case _:
            return []


def cue_ended(at: SessionContext) -> list[SessionEffect]:
    """Listen, or acknowledge an answer, now that the sound before it is over."""
    if not at.cue_plays:
        return []
    at.cue_plays = False
    if at.then is AfterSpeech.JUDGED:
        return acknowledge(at) if at.answered else []
    return listen_if_ready(at)


def barged_in(at: SessionContext, began: float) -> list[SessionEffect]:
    """Stop speaking, since the person does, and let the answer begin where one is due."""
    then = at.then
    effects = [*stop_speaking(at)]
    if then is None:
        return effects
    at.then = then
    effects += speech_ended(at)
    return [*effects, *person_speaks(at, began)]


def _ended_while_paused(at: SessionContext, then: AfterSpeech) -> list[SessionEffect]:
    """Come back from the pause to what follows, not to words that were said."""
    place = (
        at.place.state
        if then is AfterSpeech.BACK and at.place is not None
        else SessionState.THINKING
    )
    at.place = None if then is AfterSpeech.BACK else at.place
    at.pause_from(
        SessionState.LISTENING if place is SessionState.LISTENING else SessionState.THINKING
    )
    return []
