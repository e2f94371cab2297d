"""What the person asks for by keys and clicks, and what is done about it."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.course.answering import (
    close_recorder,
    listen_if_ready,
    nobody_yet,
    tell_of_listening,
    think,
)
from mock_interviewer.app.interview.course.following import speech_ended
from mock_interviewer.app.interview.course.microphone import open_microphone
from mock_interviewer.app.interview.course.speech import ask, hold, hush, interject, let_go_on
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.course.takes import (
    advance,
    create_take,
    finish,
    go_on,
    next_question,
    try_again,
)
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.states import State
from mock_interviewer.app.store.records import LEFT


def done(at: Standing) -> list[Effect]:
    """Move to the next state: from speech to thinking, from thinking to answering, and so on."""
    match at.snapshot.state:
        case State.ASKING | State.CLOSING:
            then = at.then
            effects = hush(at)
            at.then = then
            return [*effects, *speech_ended(at)]
        case State.THINKING:
            at.wants_samples = True
            return [ef.StopTimer(Timer.THINK), *listen_if_ready(at)]
        case State.LISTENING if at.take.just_begun and at.take.answer_began is None:
            return []
        case State.LISTENING:
            return close_recorder(at)
        case State.PAUSED if at.take.kept and not _between_takes(at):
            return [*hush(at), *close_recorder(at)]
        case _:
            return []


def repeat(at: Standing, lead: str = "") -> list[Effect]:
    """Ask the question once more; an answer that was begun goes on afterwards."""
    words = f"{lead} {at.question.spoken}".strip()
    match at.snapshot.state:
        case State.ASKING if at.then is Then.ANSWER:
            return [ef.Hush(), *ask(at, lead)]
        case State.THINKING:
            return [ef.StopTimer(Timer.THINK), *ask(at, lead)]
        case State.LISTENING:
            return interject(at, words)
        case State.SAVED | State.TRANSCRIBED if at.manner.hands_free:
            return interject(at, words)
        case _:
            return []


def leave(at: Standing, command: Command) -> list[Effect]:
    """Skip this question or end the session; what was recorded is kept all the same.

    Whether it was an answer is known for certain once it is written down.
    """
    if at.snapshot.state is State.CLOSING:
        return finish(at) if command is Command.END else []
    if at.snapshot.state is State.SAVING:
        at.take.after_saving = command
        return []
    hushed = [*hush(at), ef.StopTimer(Timer.CONFIRM)]
    state, at.confirming = at.return_to_place(), None
    go = finish if command is Command.END else advance
    if at.answered or _between_takes(at):
        return [*hushed, ef.StopTimer(Timer.FEEDBACK), ef.StopTimer(Timer.GO_ON), *go(at)]
    if at.take.kept:
        if command is Command.SKIP or not at.answering:
            at.take.flags = (*at.take.flags, LEFT)
        return [*hushed, *close_recorder(at, command)]
    if state is State.OPENING and command is Command.SKIP:
        return []
    effects: list[Effect] = [*hushed, ef.StopTimer(Timer.THINK)]
    if at.microphone_open:
        effects.append(ef.DropRecorder())
    if at.snapshot.take is not None:
        effects.append(pass_over(at, at.snapshot.take, command))
    elif command is Command.SKIP:
        return []
    return [*effects, *go(at)]


def pass_over(at: Standing, take: str, command: Command) -> Effect:
    """Leave a take without an answer; at an end, one that was not asked yet was not skipped."""
    if command is not Command.SKIP and not at.take.asked:
        return ef.WithdrawTake(take)
    at.update(skipped=(*at.snapshot.skipped, take))
    return ef.SkipTake(take)


def pause(at: Standing) -> list[Effect]:
    """Wait for the person."""
    state = at.snapshot.state
    match state:
        case State.ASKING:
            effects: list[Effect] = [ef.PauseVoice()]
        case State.THINKING:
            effects = [ef.PauseTimer(Timer.THINK)]
        case State.LISTENING:
            effects = hold(at)
        case State.SAVED | State.TRANSCRIBED if at.manner.hands_free:
            effects = [*hush(at), ef.StopTimer(Timer.GO_ON), ef.StopTimer(Timer.FEEDBACK)]
        case _:
            return []
    at.pause_from(state)
    return effects


def resume(at: Standing) -> list[Effect]:
    """Go on where it was paused."""
    if at.snapshot.state is not State.PAUSED:
        return []
    came_from = at.snapshot.paused_from
    hushed = hush(at) if came_from is not State.ASKING else []
    return [*hushed, *_resumed(at, came_from)]


def retry(at: Standing) -> list[Effect]:
    """Answer the same question once more, where the plan allows it."""
    if not at.answered or not at.plan.retry:
        return []
    lead = at.wording.say(Occasion.SAME_QUESTION) if at.manner.hands_free else ""
    return [*hush(at), *try_again(at, lead)]


def _resumed(at: Standing, came_from: State | None) -> list[Effect]:
    match came_from:
        case State.OPENING:
            if at.snapshot.session is None:
                at.enter(State.OPENING)
                return [ef.OpenSession()]
            return create_take(at)
        case State.ASKING:
            at.enter(State.ASKING)
            return [ef.ResumeVoice()]
        case State.SAVED | State.TRANSCRIBED:
            at.enter(came_from)
            at.take.waited_enough = True
            return next_question(at) if at.take.judged is not None else go_on(at)
    if not at.microphone_open or at.ask_again:
        return _reopen(at)
    if came_from is State.THINKING:
        at.enter(State.THINKING)
        return [ef.ResumeTimer(Timer.THINK), *listen_if_ready(at)]
    at.enter(State.LISTENING)
    return [*let_go_on(at), *nobody_yet(at)]


def _reopen(at: Standing) -> list[Effect]:
    """Go on in the file that a lost microphone left, or ask the question anew."""
    if at.take.kept:
        at.wants_samples = True
        at.enter(State.THINKING)
        return [*tell_of_listening(at), *open_microphone(at, resume=True)]
    if at.ask_again:
        return ask(at, at.wording.say(Occasion.RESUMED))
    return think(at)


def _between_takes(at: Standing) -> bool:
    return at.snapshot.paused_from in {State.SAVED, State.TRANSCRIBED}
