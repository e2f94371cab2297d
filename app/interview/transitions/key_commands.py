"""Commands given by key or click."""

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
    open_session,
    try_again,
)
from mock_interviewer.app.store.database.records import CUT_SHORT, SKIPPED_BY_PERSON


def done(context: SessionContext) -> list[SessionEffect]:
    """Move to the next phase: from speech to thinking, from thinking to answering, and so on."""
    match context.snapshot.state:
        case SessionState.ASKING | SessionState.CLOSING:
            then = context.after_speech
            effects = stop_speaking(context)
            context.after_speech = then
            return [*effects, *speech_ended(context)]
        case SessionState.THINKING:
            context.awaits_samples = True
            return [ef.StopTimer(SessionTimer.THINK), *listen_if_ready(context)]
        case SessionState.LISTENING if (
            context.take.just_begun and context.take.answer_began is None
        ):
            return []
        case SessionState.LISTENING:
            return close_recorder(context)
        case SessionState.PAUSED if context.take.recording_kept and not _between_takes(context):
            return [*stop_speaking(context), *close_recorder(context)]
        case _:
            return []


def repeat(context: SessionContext, lead: str = "") -> list[SessionEffect]:
    """Repeat the question; an answer in progress continues afterwards."""
    words = f"{lead} {context.question.spoken}".strip()
    match context.snapshot.state:
        case SessionState.ASKING if context.after_speech is AfterSpeech.ANSWER:
            return [ef.StopSpeech(), *ask(context, lead)]
        case SessionState.THINKING:
            return [ef.StopTimer(SessionTimer.THINK), *ask(context, lead)]
        case SessionState.LISTENING:
            return interject(context, Occasion.REPEATING, words)
        case SessionState.SAVED | SessionState.TRANSCRIBED if context.behavior.hands_free:
            return interject(context, Occasion.REPEATING, words)
        case _:
            return []


def skip_or_end(context: SessionContext, command: SessionCommand) -> list[SessionEffect]:
    """Skip this question or end the session; a recording is kept in any case.

    Only its transcript will show whether it holds an answer.
    """
    if context.snapshot.state is SessionState.CLOSING:
        return finish(context) if command is SessionCommand.END else []
    if context.snapshot.state is SessionState.SAVING:
        context.take.after_saving = command
        return []
    silenced = [*stop_speaking(context), ef.StopTimer(SessionTimer.CONFIRM)]
    state, context.confirming = context.restore_return_point(), None
    go = finish if command is SessionCommand.END else advance
    if context.answered or _between_takes(context):
        return [
            *silenced,
            ef.StopTimer(SessionTimer.FEEDBACK),
            ef.StopTimer(SessionTimer.NEXT_QUESTION),
            *go(context),
        ]
    if context.take.recording_kept:
        if command is SessionCommand.SKIP or not context.answering:
            context.take.flags = (*context.take.flags, SKIPPED_BY_PERSON)
        if context.leaving:
            context.take.flags = (*context.take.flags, CUT_SHORT)
        return [*silenced, *close_recorder(context, command)]
    if state is SessionState.OPENING and command is SessionCommand.SKIP:
        return []
    effects: list[SessionEffect] = [*silenced, ef.StopTimer(SessionTimer.THINK)]
    if context.microphone_open:
        effects.append(ef.DropRecorder())
    if context.snapshot.take is not None:
        effects.append(skip_take(context, context.snapshot.take, command))
    elif command is SessionCommand.SKIP:
        return []
    return [*effects, *go(context)]


def leave(context: SessionContext) -> list[SessionEffect]:
    """End the session until the next start; an answer in progress is kept as far as it goes."""
    context.leaving = context.snapshot.state is not SessionState.CLOSING
    return skip_or_end(context, SessionCommand.END)


def skip_take(context: SessionContext, take: str, command: SessionCommand) -> SessionEffect:
    """Leave a take without an answer; when ending, delete one that was not asked yet.

    One that is asked again when the session continues is deleted, too.
    """
    if command is not SessionCommand.SKIP and (context.leaving or not context.take.asked):
        return ef.WithdrawTake(take)
    context.update(skipped=(*context.snapshot.skipped, take))
    return ef.SkipTake(take)


def pause(context: SessionContext) -> list[SessionEffect]:
    """Pause until the person resumes."""
    state = context.snapshot.state
    match state:
        case SessionState.ASKING:
            effects: list[SessionEffect] = [ef.PauseVoice()]
        case SessionState.THINKING:
            effects = [ef.PauseTimer(SessionTimer.THINK)]
        case SessionState.LISTENING:
            effects = hold_recording(context)
        case SessionState.SAVED | SessionState.TRANSCRIBED if context.behavior.hands_free:
            effects = [
                *stop_speaking(context),
                ef.StopTimer(SessionTimer.NEXT_QUESTION),
                ef.StopTimer(SessionTimer.FEEDBACK),
            ]
        case _:
            return []
    context.pause_from(state)
    return effects


def resume(context: SessionContext) -> list[SessionEffect]:
    """Resume where the session was paused."""
    if context.snapshot.state is not SessionState.PAUSED:
        return []
    came_from = context.snapshot.paused_from
    silenced = stop_speaking(context) if came_from is not SessionState.ASKING else []
    return [*silenced, *_resumed(context, came_from)]


def retry(context: SessionContext) -> list[SessionEffect]:
    """Answer the same question again, if the plan allows it."""
    if not context.answered or not context.plan.retry:
        return []
    lead = context.wording.say(Occasion.SAME_QUESTION) if context.behavior.hands_free else ""
    return [*stop_speaking(context), *try_again(context, lead)]


def _resumed(context: SessionContext, came_from: SessionState | None) -> list[SessionEffect]:
    match came_from:
        case SessionState.OPENING:
            if context.snapshot.session is None:
                context.enter(SessionState.OPENING)
                return open_session(context)
            return create_take(context)
        case SessionState.ASKING:
            context.enter(SessionState.ASKING)
            return [ef.ResumeVoice()]
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            context.enter(came_from)
            context.take.waited_enough = True
            return (
                next_question(context)
                if context.take.feedback is not None
                else continue_after_answer(context)
            )
    if not context.microphone_open or context.ask_again:
        return _reopen(context)
    if came_from is SessionState.THINKING:
        context.enter(SessionState.THINKING)
        return [ef.ResumeTimer(SessionTimer.THINK), *listen_if_ready(context)]
    context.enter(SessionState.LISTENING)
    return [*continue_recording(context), *wait_for_speech(context)]


def _reopen(context: SessionContext) -> list[SessionEffect]:
    """Continue the recording of a lost microphone, or ask the question again."""
    if context.take.recording_kept:
        context.awaits_samples = True
        context.enter(SessionState.THINKING)
        return [*play_listening_cue(context), *open_microphone(context, resume=True)]
    if context.ask_again:
        return ask(context, context.wording.say(Occasion.RESUMED))
    return think(context)


def _between_takes(context: SessionContext) -> bool:
    return context.snapshot.paused_from in {SessionState.SAVED, SessionState.TRANSCRIBED}
