"""Commands that the person gives by keys and clicks."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.after_speech import speech_ended
from mock_interviewer.app.interview.transitions.answering import (
    close_recorder,
    listen_if_ready,
    play_listening_cue,
    think,
    wait_for_speech,
)
from mock_interviewer.app.interview.transitions.microphone import (
    continue_recording,
    hold_recording,
    open_microphone,
)
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import ask, interject, stop_speaking
from mock_interviewer.app.interview.transitions.takes import (
    advance,
    continue_after_answer,
    create_take,
    finish,
    next_question,
    try_again,
)
from mock_interviewer.app.store.database.records import SKIPPED_BY_PERSON


def done(at: SessionContext) -> list[SessionEffect]:
    """Move to the next state: from speech to thinking, from thinking to answering, and so on."""
    match at.snapshot.state:
        case SessionState.ASKING | SessionState.CLOSING:
            then = at.then
            effects = stop_speaking(at)
            at.then = then
            return [*effects, *speech_ended(at)]
        case SessionState.THINKING:
            at.wants_samples = True
            return [ef.StopTimer(SessionTimer.THINK), *listen_if_ready(at)]
        case SessionState.LISTENING if at.take.just_begun and at.take.answer_began is None:
            return []
        case SessionState.LISTENING:
            return close_recorder(at)
        case SessionState.PAUSED if at.take.kept and not _between_takes(at):
            return [*stop_speaking(at), *close_recorder(at)]
        case _:
            return []


def repeat(at: SessionContext, lead: str = "") -> list[SessionEffect]:
    """Ask the question once more; an answer that was begun goes on afterwards."""
    words = f"{lead} {at.question.spoken}".strip()
    match at.snapshot.state:
        case SessionState.ASKING if at.then is AfterSpeech.ANSWER:
            return [ef.StopSpeech(), *ask(at, lead)]
        case SessionState.THINKING:
            return [ef.StopTimer(SessionTimer.THINK), *ask(at, lead)]
        case SessionState.LISTENING:
            return interject(at, words)
        case SessionState.SAVED | SessionState.TRANSCRIBED if at.manner.hands_free:
            return interject(at, words)
        case _:
            return []


def skip_or_end(at: SessionContext, command: SessionCommand) -> list[SessionEffect]:
    """Skip this question or end the session; what was recorded is kept all the same.

    Whether it was an answer is known for certain once it is written down.
    """
    if at.snapshot.state is SessionState.CLOSING:
        return finish(at) if command is SessionCommand.END else []
    if at.snapshot.state is SessionState.SAVING:
        at.take.after_saving = command
        return []
    hushed = [*stop_speaking(at), ef.StopTimer(SessionTimer.CONFIRM)]
    state, at.confirming = at.return_to_place(), None
    go = finish if command is SessionCommand.END else advance
    if at.answered or _between_takes(at):
        return [
            *hushed,
            ef.StopTimer(SessionTimer.FEEDBACK),
            ef.StopTimer(SessionTimer.GO_ON),
            *go(at),
        ]
    if at.take.kept:
        if command is SessionCommand.SKIP or not at.answering:
            at.take.flags = (*at.take.flags, SKIPPED_BY_PERSON)
        return [*hushed, *close_recorder(at, command)]
    if state is SessionState.OPENING and command is SessionCommand.SKIP:
        return []
    effects: list[SessionEffect] = [*hushed, ef.StopTimer(SessionTimer.THINK)]
    if at.microphone_open:
        effects.append(ef.DropRecorder())
    if at.snapshot.take is not None:
        effects.append(skip_take(at, at.snapshot.take, command))
    elif command is SessionCommand.SKIP:
        return []
    return [*effects, *go(at)]


def skip_take(at: SessionContext, take: str, command: SessionCommand) -> SessionEffect:
    """Leave a take without an answer; at an end, one that was not asked yet was not skipped."""
    if command is not SessionCommand.SKIP and not at.take.asked:
        return ef.WithdrawTake(take)
    at.update(skipped=(*at.snapshot.skipped, take))
    return ef.SkipTake(take)


def pause(at: SessionContext) -> list[SessionEffect]:
    """Wait for the person."""
    state = at.snapshot.state
    match state:
        case SessionState.ASKING:
            effects: list[SessionEffect] = [ef.PauseVoice()]
        case SessionState.THINKING:
            effects = [ef.PauseTimer(SessionTimer.THINK)]
        case SessionState.LISTENING:
            effects = hold_recording(at)
        case SessionState.SAVED | SessionState.TRANSCRIBED if at.manner.hands_free:
            effects = [
                *stop_speaking(at),
                ef.StopTimer(SessionTimer.GO_ON),
                ef.StopTimer(SessionTimer.FEEDBACK),
            ]
        case _:
            return []
    at.pause_from(state)
    return effects


def resume(at: SessionContext) -> list[SessionEffect]:
    """Go on where it was paused."""
    if at.snapshot.state is not SessionState.PAUSED:
        return []
    came_from = at.snapshot.paused_from
    hushed = stop_speaking(at) if came_from is not SessionState.ASKING else []
    return [*hushed, *_resumed(at, came_from)]


def retry(at: SessionContext) -> list[SessionEffect]:
    """Answer the same question once more, where the plan allows it."""
    if not at.answered or not at.plan.retry:
        return []
    lead = at.wording.say(Occasion.SAME_QUESTION) if at.manner.hands_free else ""
    return [*stop_speaking(at), *try_again(at, lead)]


def _resumed(at: SessionContext, came_from: SessionState | None) -> list[SessionEffect]:
    match came_from:
        case SessionState.OPENING:
            if at.snapshot.session is None:
                at.enter(SessionState.OPENING)
                return [ef.OpenSession()]
            return create_take(at)
        case SessionState.ASKING:
            at.enter(SessionState.ASKING)
            return [ef.ResumeVoice()]
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            at.enter(came_from)
            at.take.waited_enough = True
            return next_question(at) if at.take.judged is not None else continue_after_answer(at)
    if not at.microphone_open or at.ask_again:
        return _reopen(at)
    if came_from is SessionState.THINKING:
        at.enter(SessionState.THINKING)
        return [ef.ResumeTimer(SessionTimer.THINK), *listen_if_ready(at)]
    at.enter(SessionState.LISTENING)
    return [*continue_recording(at), *wait_for_speech(at)]


def _reopen(at: SessionContext) -> list[SessionEffect]:
    """Go on in the file that a lost microphone left, or ask the question anew."""
    if at.take.kept:
        at.wants_samples = True
        at.enter(SessionState.THINKING)
        return [*play_listening_cue(at), *open_microphone(at, resume=True)]
    if at.ask_again:
        return ask(at, at.wording.say(Occasion.RESUMED))
    return think(at)


def _between_takes(at: SessionContext) -> bool:
    return at.snapshot.paused_from in {SessionState.SAVED, SessionState.TRANSCRIBED}
