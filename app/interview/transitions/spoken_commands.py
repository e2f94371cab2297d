"""Commands that the person gives by voice."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    OUTSIDE_ANSWER,
    WHILE_PAUSED,
    WITHIN_ANSWER,
    RecognizedCommand,
    SpokenCommand,
    needs_confirmation,
)
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.after_speech import (
    cancel_confirmation,
    confirm,
    return_after_speech,
)
from mock_interviewer.app.interview.transitions.answering import (
    TAKE_TIMERS,
    close_recorder,
    give_a_moment,
    think,
)
from mock_interviewer.app.interview.transitions.key_commands import (
    pause,
    repeat,
    resume,
    retry,
    skip_or_end,
    skip_take,
)
from mock_interviewer.app.interview.transitions.microphone import discard_recording
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import interject, say
from mock_interviewer.app.interview.transitions.takes import next_question, stop_early, try_again


def within_answer(at: SessionContext, began: float) -> bool:
    """Tell whether something was said of the answer before; its first words may be a command."""
    first = at.take.answer_began
    return (
        at.snapshot.state is SessionState.LISTENING and first is not None and began > first + _SAME
    )


def utterance_heard(at: SessionContext, text: str, began: float) -> list[SessionEffect]:
    """Do what a short utterance asks for; nothing where it is none of the commands."""
    within = within_answer(at, began)
    wanted = _listened_for(at, within=within)
    found = understand(text, wanted, within_answer=within) if wanted else None
    if found is None:
        return []
    if at.snapshot.state is SessionState.CONFIRMING:
        return confirmation_answered(at, yes=found.command in {SpokenCommand.YES, at.confirming})
    if not within and at.spoke_last > began + _SAME:
        return []
    begun = [] if within else _take_back_beginning(at)
    if needs_confirmation(found.command) and not _costs_nothing(at, found.command, within=within):
        return [*begun, *confirm(at, found.command)]
    obeyed = _obey(at, found)
    return [*begun, *(obeyed or (think(at) if begun else []))]


def confirmation_answered(at: SessionContext, *, yes: bool) -> list[SessionEffect]:
    """Do what was asked about, or leave it."""
    if at.snapshot.state is not SessionState.CONFIRMING or at.confirming is None:
        return []
    if not yes:
        return cancel_confirmation(at)
    command, at.confirming = at.confirming, None
    at.return_to_place()
    return [ef.StopTimer(SessionTimer.CONFIRM), *_confirmed(at, command)]


def meaning_looked_up(at: SessionContext, subject: str, meaning: str | None) -> list[SessionEffect]:
    """Say what a word means, or that nobody knows; then it goes on."""
    if at.then is not None or at.snapshot.state not in _WAITING:
        return []
    if meaning is None:
        return interject(at, at.wording.say(Occasion.NOT_DEFINED, term=subject))
    return interject(at, f"{at.wording.say(Occasion.DEFINING, term=subject)} {meaning}")


def _listened_for(at: SessionContext, *, within: bool) -> frozenset[SpokenCommand]:
    match at.snapshot.state:
        case SessionState.CONFIRMING if at.confirming is not None:
            return CONFIRMING | {at.confirming}
        case SessionState.PAUSED:
            return WHILE_PAUSED
        case SessionState.LISTENING if within:
            return WITHIN_ANSWER
        case state if state in _WAITING:
            return OUTSIDE_ANSWER
        case _:
            return frozenset()


_WAITING: Final = {
    SessionState.THINKING,
    SessionState.LISTENING,
    SessionState.SAVED,
    SessionState.TRANSCRIBED,
}
"""States in which it is the person's turn."""
_SAME: Final = 0.5
"""Seconds that the beginning of one utterance may be told apart by those who listen."""


def _take_back_beginning(at: SessionContext) -> list[SessionEffect]:
    """Forget what was recorded of a command that looked like the beginning of an answer."""
    if at.snapshot.state is not SessionState.LISTENING:
        return []
    dropped = [*discard_recording(at), *(ef.StopTimer(timer) for timer in TAKE_TIMERS)]
    at.enter(SessionState.THINKING)
    at.update(person_speaks=False)
    return dropped


def _costs_nothing(at: SessionContext, command: SpokenCommand, *, within: bool) -> bool:
    """Tell whether there is nothing to lose: nothing was said yet, or all is saved."""
    return command is SpokenCommand.SCRATCH and (at.answered or not (within or at.answering))


def _obey(at: SessionContext, found: RecognizedCommand) -> list[SessionEffect]:
    wording = at.wording
    match found.command:
        case SpokenCommand.REPEAT:
            return _ask_again(at, wording.say(Occasion.REPEATING))
        case SpokenCommand.REPHRASE:
            return _rephrase(at)
        case SpokenCommand.NEXT | SpokenCommand.DONE if at.answered:
            return next_question(at)
        case SpokenCommand.DONE if at.answering:
            return close_recorder(at)
        case SpokenCommand.NEXT | SpokenCommand.DONE:
            return confirm(at, SpokenCommand.SKIP)
        case SpokenCommand.PAUSE:
            return [*pause(at), *say(at, wording.say(Occasion.PAUSED), AfterSpeech.NOTHING)]
        case SpokenCommand.RESUME:
            return resume(at)
        case SpokenCommand.MOMENT:
            return give_a_moment(at)
        case SpokenCommand.MEANING:
            return [ef.LookUpMeaning(at.question, found.subject)]
        case SpokenCommand.SCRATCH:
            return retry(at) if at.answered else interject(at, wording.say(Occasion.STARTING_OVER))
        case _:
            return []


def _confirmed(at: SessionContext, command: SpokenCommand) -> list[SessionEffect]:
    match command:
        case SpokenCommand.STOP:
            return _stop(at)
        case SpokenCommand.SKIP:
            at.lead = at.wording.say(Occasion.SKIPPING)
            return skip_or_end(at, SessionCommand.SKIP)
        case SpokenCommand.SCRATCH if at.answering:
            at.take.flags = (*at.take.flags, "scratched")
            return close_recorder(at, SessionCommand.TRY_AGAIN)
        case SpokenCommand.SCRATCH if at.answered:
            return try_again(at, at.wording.say(Occasion.STARTING_OVER))
        case _:
            return return_after_speech(at)


def _stop(at: SessionContext) -> list[SessionEffect]:
    """Stop in words; what was said of an answer is saved first."""
    at.stopping = True
    if at.take.kept and not at.answered:
        return skip_or_end(at, SessionCommand.END)
    effects: list[SessionEffect] = [ef.StopTimer(timer) for timer in SessionTimer]
    if at.microphone_open:
        effects.append(ef.DropRecorder())
        at.microphone_open = False
    if not at.answered and at.snapshot.take is not None:
        effects.append(skip_take(at, at.snapshot.take, SessionCommand.END))
    return [*effects, *stop_early(at)]


def _ask_again(at: SessionContext, lead: str) -> list[SessionEffect]:
    if at.snapshot.state is SessionState.PAUSED:
        return [*resume(at), *repeat(at, lead)]
    return repeat(at, lead)


def _rephrase(at: SessionContext) -> list[SessionEffect]:
    rephrased = at.question.rephrased
    if not rephrased:
        return _ask_again(at, at.wording.say(Occasion.REPEATING))
    return interject(at, f"{at.wording.say(Occasion.REPHRASING)} {rephrased}")
