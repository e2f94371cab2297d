"""What follows what was said, and the sounds that are no words."""

from mock_interviewer.app.interview.course.answering import (
    listen_if_ready,
    nobody_yet,
    person_speaks,
    think,
)
from mock_interviewer.app.interview.course.confirming import wait_for_yes_or_no
from mock_interviewer.app.interview.course.speech import fall_silent, hush, let_go_on
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.course.takes import acknowledge, finish, go_on
from mock_interviewer.app.interview.effects import Effect
from mock_interviewer.app.interview.states import NoticeKind, State


def speech_ended(at: Standing, problem: str = "") -> list[Effect]:
    """Do what was to follow; ``problem`` says why not all could be said."""
    at.notice(NoticeKind.CAUTION, "voice", problem)
    then = fall_silent(at)
    match then:
        case Then.JUDGED:
            return go_on(at)
        case Then.FINISH:
            return finish(at)
        case Then.ANSWER | Then.BACK | Then.CONFIRM if at.snapshot.paused_from is State.ASKING:
            return _ended_while_paused(at, then)
        case Then.ANSWER:
            return think(at)
        case Then.CONFIRM:
            return wait_for_yes_or_no(at)
        case Then.BACK:
            return go_back(at)
        case _:
            return []


def go_back(at: Standing) -> list[Effect]:
    """Go on where it was before something was said or asked."""
    match at.return_to_place():
        case State.LISTENING:
            return [*let_go_on(at), *nobody_yet(at)]
        case State.THINKING:
            return think(at)
        case State.SAVED | State.TRANSCRIBED:
            return go_on(at)
        case _:
            return []


def cue_ended(at: Standing) -> list[Effect]:
    """Listen, or acknowledge an answer, now that the sound before it is over."""
    if not at.cue_plays:
        return []
    at.cue_plays = False
    if at.then is Then.JUDGED:
        return acknowledge(at) if at.answered else []
    return listen_if_ready(at)


def interrupted(at: Standing, began: float) -> list[Effect]:
    """Stop speaking, since the person does, and let the answer begin where one is due."""
    then = at.then
    effects = [*hush(at)]
    if then is None:
        return effects
    at.then = then
    effects += speech_ended(at)
    return [*effects, *person_speaks(at, began)]


def _ended_while_paused(at: Standing, then: Then) -> list[Effect]:
    """Come back from the pause to what follows, not to words that were said."""
    place = at.place.state if then is Then.BACK and at.place is not None else State.THINKING
    at.place = None if then is Then.BACK else at.place
    at.pause_from(State.LISTENING if place is State.LISTENING else State.THINKING)
    return []
