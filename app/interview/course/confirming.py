"""Asking back before a spoken command that loses time or place."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand
from mock_interviewer.app.interview.course.speech import interject
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.states import State

_PATIENCE: Final = 8.0
"""Seconds after which no answer is a no."""
_ASKED: Final = {
    SpokenCommand.SKIP: Occasion.MAY_SKIP,
    SpokenCommand.STOP: Occasion.MAY_STOP,
    SpokenCommand.SCRATCH: Occasion.MAY_START_OVER,
}


def confirm(at: Standing, command: SpokenCommand) -> list[Effect]:
    """Ask whether a command is meant; what goes on waits meanwhile."""
    at.confirming = command
    return interject(at, at.wording.say(_ASKED[command]), Then.CONFIRM)


def wait_for_yes_or_no(at: Standing) -> list[Effect]:
    """Listen for one of the two."""
    at.enter(State.CONFIRMING)
    return [ef.StartTimer(Timer.CONFIRM, _PATIENCE)]


def taken_back(at: Standing) -> list[Effect]:
    """Leave it as it was, and say so."""
    at.confirming = None
    place = at.place
    effects = [ef.StopTimer(Timer.CONFIRM)]
    said = interject(at, at.wording.say(Occasion.NOT_DONE))
    at.place = place
    return [*effects, *said]
