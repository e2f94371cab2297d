"""A missing or disconnected microphone, a computer that slept, and a program that stalled."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.course.commanding import resume
from mock_interviewer.app.interview.course.speech import hush, say_if_hands_free
from mock_interviewer.app.interview.course.standing import Standing
from mock_interviewer.app.interview.course.takes import save
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.states import NoticeKind, State
from mock_interviewer.audio import sleep

SAFE: Final = "Your answer so far is saved."
DEVICE_LOST: Final = "device-lost"
ASLEEP: Final = "asleep"
STALLED: Final = "stalled"
"""Flags of a take during which that happened."""


def microphone_failed(at: Standing, text: str) -> list[Effect]:
    """Pause: it could not be opened."""
    at.microphone_open = False
    at.notice(NoticeKind.ERROR, "microphone", text)
    hushed = hush(at)
    at.pause_from(State.THINKING if at.take.lost is None else State.LISTENING)
    at.place = at.confirming = None
    told = say_if_hands_free(at, Occasion.MICROPHONE_LOST)
    return [*hushed, ef.StopTimer(Timer.THINK), *told]


def microphone_lost(at: Standing, text: str, duration: float) -> list[Effect]:
    """Pause, with what was recorded so far safe in its file."""
    if at.snapshot.state is State.SAVING:
        return save(at, duration, (DEVICE_LOST,))
    if at.take.kept:
        text = f"{text} {SAFE}"
    at.notice(NoticeKind.ERROR, "microphone", text)
    occasion = Occasion.ANSWER_INTERRUPTED if at.take.kept else Occasion.MICROPHONE_LOST
    return _interrupted(at, duration, DEVICE_LOST, occasion)


def stood_still(at: Standing, error: sleep.StoodStill, duration: float) -> list[Effect]:
    """Pause until the person resumes: after a sleep, they may not be back yet."""
    asleep = isinstance(error, sleep.ComputerSlept)
    flag = ASLEEP if asleep else STALLED
    if at.snapshot.state is State.SAVING:
        return save(at, duration, (flag,))
    safe = (SAFE,) if at.take.kept else ()
    at.notice(NoticeKind.CAUTION, "sleep", " ".join((error.what, *safe, error.remedy)))
    occasion = Occasion.COMPUTER_SLEPT if asleep else Occasion.PROGRAM_STALLED
    return _interrupted(at, duration, flag, occasion)


def _interrupted(at: Standing, duration: float, flag: str, occasion: Occasion) -> list[Effect]:
    """Pause without the microphone; a take that was begun goes on in its file."""
    at.microphone_open = at.samples_arrive = at.wants_samples = False
    if at.take.kept:
        at.take.lost = duration
        at.take.flags = (*at.take.flags, flag)
    hushed = hush(at)
    at.place = at.confirming = None
    at.pause_from(State.LISTENING if at.take.kept else State.THINKING)
    at.update(person_speaks=False)
    told = say_if_hands_free(at, occasion)
    stopped = [ef.StopTimer(timer) for timer in (Timer.THINK, Timer.NOBODY, Timer.CONFIRM)]
    held = [ef.PauseTimer(timer) for timer in (Timer.LIMIT, Timer.WARNING, Timer.GRACE)]
    return [*hushed, *stopped, *held, *told]


def microphone_back(at: Standing) -> list[Effect]:
    """Go on as soon as it is there again: nobody has a key to press."""
    lost = any(notice.about == "microphone" for notice in at.snapshot.notices)
    if not lost or at.snapshot.state is not State.PAUSED:
        return []
    return resume(at)
