"""What the person says to the interviewer, understood and done."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    OUTSIDE_ANSWER,
    WHILE_PAUSED,
    WITHIN_ANSWER,
    SpokenCommand,
    Understood,
    needs_confirmation,
)
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.app.interview.course.answering import (
    OF_TAKES,
    close_recorder,
    give_a_moment,
    think,
)
from mock_interviewer.app.interview.course.commanding import (
    leave,
    pass_over,
    pause,
    repeat,
    resume,
    retry,
)
from mock_interviewer.app.interview.course.confirming import confirm, taken_back
from mock_interviewer.app.interview.course.following import go_back
from mock_interviewer.app.interview.course.microphone import drop_recorder
from mock_interviewer.app.interview.course.speech import interject, say
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.course.takes import next_question, stop_early, try_again
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.states import State


def within_answer(at: Standing, began: float) -> bool:
    """Tell whether something was said of the answer before; its first words may be a command."""
    first = at.take.answer_began
    return at.snapshot.state is State.LISTENING and first is not None and began > first + _SAME


def heard(at: Standing, text: str, began: float) -> list[Effect]:
    """Do what a short utterance asks for; nothing where it is none of the commands."""
    within = within_answer(at, began)
    wanted = _listened_for(at, within=within)
    found = understand(text, wanted, within_answer=within) if wanted else None
    if found is None:
        return []
    if at.snapshot.state is State.CONFIRMING:
        return answered(at, yes=found.command in {SpokenCommand.YES, at.confirming})
    if not within and at.spoke_last > began + _SAME:
        return []
    begun = [] if within else _take_back_beginning(at)
    if needs_confirmation(found.command) and not _costs_nothing(at, found.command, within=within):
        return [*begun, *confirm(at, found.command)]
    obeyed = _obey(at, found)
    return [*begun, *(obeyed or (think(at) if begun else []))]


def answered(at: Standing, *, yes: bool) -> list[Effect]:
    """Do what was asked about, or leave it."""
    if at.snapshot.state is not State.CONFIRMING or at.confirming is None:
        return []
    if not yes:
        return taken_back(at)
    command, at.confirming = at.confirming, None
    at.return_to_place()
    return [ef.StopTimer(Timer.CONFIRM), *_confirmed(at, command)]


def looked_up(at: Standing, subject: str, meaning: str | None) -> list[Effect]:
    """Say what a word means, or that nobody knows; then it goes on."""
    if at.then is not None or at.snapshot.state not in _WAITING:
        return []
    if meaning is None:
        return interject(at, at.wording.say(Occasion.NOT_DEFINED, term=subject))
    return interject(at, f"{at.wording.say(Occasion.DEFINING, term=subject)} {meaning}")


def _listened_for(at: Standing, *, within: bool) -> frozenset[SpokenCommand]:
    match at.snapshot.state:
        case State.CONFIRMING if at.confirming is not None:
            return CONFIRMING | {at.confirming}
        case State.PAUSED:
            return WHILE_PAUSED
        case State.LISTENING if within:
            return WITHIN_ANSWER
        case state if state in _WAITING:
            return OUTSIDE_ANSWER
        case _:
            return frozenset()


_WAITING: Final = {State.THINKING, State.LISTENING, State.SAVED, State.TRANSCRIBED}
"""States in which it is the person's turn."""
_SAME: Final = 0.5
"""Seconds that the beginning of one utterance may be told apart by those who listen."""


def _take_back_beginning(at: Standing) -> list[Effect]:
    """Forget what was recorded of a command that looked like the beginning of an answer."""
    if at.snapshot.state is not State.LISTENING:
        return []
    dropped = [*drop_recorder(at), *(ef.StopTimer(timer) for timer in OF_TAKES)]
    at.enter(State.THINKING)
    at.update(person_speaks=False)
    return dropped


def _costs_nothing(at: Standing, command: SpokenCommand, *, within: bool) -> bool:
    """Tell whether there is nothing to lose: nothing was said yet, or all is saved."""
    return command is SpokenCommand.SCRATCH and (at.answered or not (within or at.answering))


def _obey(at: Standing, found: Understood) -> list[Effect]:
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
            return [*pause(at), *say(at, wording.say(Occasion.PAUSED), Then.NOTHING)]
        case SpokenCommand.RESUME:
            return resume(at)
        case SpokenCommand.MOMENT:
            return give_a_moment(at)
        case SpokenCommand.MEANING:
            return [ef.LookUp(at.question, found.subject)]
        case SpokenCommand.SCRATCH:
            return retry(at) if at.answered else interject(at, wording.say(Occasion.STARTING_OVER))
        case _:
            return []


def _confirmed(at: Standing, command: SpokenCommand) -> list[Effect]:
    match command:
        case SpokenCommand.STOP:
            return _stop(at)
        case SpokenCommand.SKIP:
            at.lead = at.wording.say(Occasion.SKIPPING)
            return leave(at, Command.SKIP)
        case SpokenCommand.SCRATCH if at.answering:
            at.take.flags = (*at.take.flags, "scratched")
            return close_recorder(at, Command.TRY_AGAIN)
        case SpokenCommand.SCRATCH if at.answered:
            return try_again(at, at.wording.say(Occasion.STARTING_OVER))
        case _:
            return go_back(at)


def _stop(at: Standing) -> list[Effect]:
    """Stop in words; what was said of an answer is saved first."""
    at.stopping = True
    if at.take.kept and not at.answered:
        return leave(at, Command.END)
    effects: list[Effect] = [ef.StopTimer(timer) for timer in Timer]
    if at.microphone_open:
        effects.append(ef.DropRecorder())
        at.microphone_open = False
    if not at.answered and at.snapshot.take is not None:
        effects.append(pass_over(at, at.snapshot.take, Command.END))
    return [*effects, *stop_early(at)]


def _ask_again(at: Standing, lead: str) -> list[Effect]:
    if at.snapshot.state is State.PAUSED:
        return [*resume(at), *repeat(at, lead)]
    return repeat(at, lead)


def _rephrase(at: Standing) -> list[Effect]:
    rephrased = at.question.rephrased
    if not rephrased:
        return _ask_again(at, at.wording.say(Occasion.REPEATING))
    return interject(at, f"{at.wording.say(Occasion.REPHRASING)} {rephrased}")
