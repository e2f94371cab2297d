"""An answer from the thought before it to its end."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.course.microphone import drop_recorder, open_microphone
from mock_interviewer.app.interview.course.speech import hold, interject, say, words_of
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.course.takes import TIME_OVER, close_lost
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.states import NoticeKind, State
from mock_interviewer.audio.cues import Cue

WARNED: Final = 15.0
"""Seconds before the limit at which a sound tells that it is near."""
_WORTH_WARNING: Final = 3 * WARNED
"""Seconds of the shortest limit of which is warned."""
_SENTENCE: Final = 12.0
"""Seconds that a sentence may go on beyond the limit."""
_NOBODY: Final = 12.0
"""Seconds after which it is asked whether anybody is there; a slow start takes some 5."""
_IN_VAIN: Final = 4.0
"""Seconds of talk in a pause that are no command any more; whoever talks takes it for listening."""
_MOMENT: Final = 30.0
"""Seconds that somebody has who asks for a moment."""
_TOO_LATE: Final = 1.0
"""Seconds by which a key meant to begin may come after time began; no answer is over by then."""


def think(at: Standing) -> list[Effect]:
    """Let the person think: until time is up, a key is pressed or, hands-free, somebody speaks."""
    at.enter(State.THINKING)
    at.take.asked = True
    effects = [*open_microphone(at), *tell_of_listening(at)]
    time, at.more_time = max(at.plan.think_time, at.more_time), 0.0
    at.wants_samples = time <= 0
    if at.wants_samples:
        return [*effects, *listen_if_ready(at)]
    return [*effects, ef.StartTimer(Timer.THINK, time)]


def tell_of_listening(at: Standing) -> list[Effect]:
    """Let it be heard that one can speak now, for eyes off the screen."""
    if not (at.manner.hands_free and at.manner.sounds):
        return []
    at.cue_plays = True
    return [ef.Play(Cue.LISTENING)]


def listen_if_ready(at: Standing) -> list[Effect]:
    """Listen as soon as thinking is over and real samples arrive, never before.

    A sound that tells of it must be over, too: it does not belong into the recording.
    """
    ready = at.samples_arrive and not at.cue_plays
    if not (at.wants_samples and ready) or at.snapshot.state is not State.THINKING:
        return []
    at.wants_samples = False
    resumed, at.take.kept, at.take.lost = at.take.kept, True, None
    at.enter(State.LISTENING)
    keep = ef.KeepSamples(at.speech_began)
    nobody: list[Effect] = []
    if at.speech_began is not None:
        at.take.answer_began = at.speech_began
    elif at.manner.hands_free:
        nobody.append(ef.StartTimer(Timer.NOBODY, _NOBODY))
    if resumed:
        going_on = (ef.ResumeTimer(timer) for timer in (Timer.LIMIT, Timer.WARNING, Timer.GRACE))
        return [keep, *going_on, *nobody]
    effects: list[Effect] = [keep, ef.StartTimer(Timer.LIMIT, at.plan.answer_limit)]
    if at.manner.sounds and at.plan.answer_limit >= _WORTH_WARNING:
        effects.append(ef.StartTimer(Timer.WARNING, at.plan.answer_limit - WARNED))
    if at.snapshot.position < at.snapshot.total:
        effects.append(ef.Prepare(words_of(at, at.snapshot.position + 1)))
    return [*effects, *nobody]


def person_speaks(at: Standing, began: float) -> list[Effect]:
    """Begin to listen to somebody who does not wait, or note that an answer goes on."""
    at.update(person_speaks=True)
    at.spoke_last = began
    if at.snapshot.state is State.THINKING and at.manner.hands_free:
        at.speech_began = began
        at.wants_samples = True
        return [ef.StopTimer(Timer.THINK), *listen_if_ready(at)]
    if at.snapshot.state is State.LISTENING and at.take.answer_began is None:
        at.take.answer_began = began
        return [ef.StopTimer(Timer.NOBODY)]
    if at.snapshot.state is State.PAUSED and at.waits_for_anybody:
        return [ef.StartTimer(Timer.IN_VAIN, _IN_VAIN)]
    return []


def person_silent(at: Standing) -> list[Effect]:
    """Note that somebody fell silent."""
    at.update(person_speaks=False)
    return [ef.StopTimer(Timer.IN_VAIN)] if at.snapshot.state is State.PAUSED else []


def answer_over(at: Standing) -> list[Effect]:
    """End an answer that was found to be over."""
    finishing = at.snapshot.finishing
    if at.snapshot.state is not State.LISTENING or not (finishing or at.manner.hands_free):
        return []
    return close_recorder(at) if at.answering or finishing else []


def nothing_said(at: Standing) -> list[Effect]:
    """Take noises for what they are: nobody has begun to answer."""
    if at.snapshot.state is not State.LISTENING:
        return []
    at.take.answer_began, at.take.noisy = None, True
    return nobody_yet(at)


def timer_fired(at: Standing, timer: Timer) -> list[Effect]:
    """Do what time asks for; nothing where the state has changed meanwhile."""
    match timer, at.snapshot.state:
        case Timer.THINK, State.THINKING:
            at.wants_samples = at.take.just_begun = True
            return [ef.StartTimer(Timer.BEGUN, _TOO_LATE), *listen_if_ready(at)]
        case Timer.BEGUN, _:
            at.take.just_begun = False
            return []
        case Timer.WARNING, State.LISTENING:
            return [ef.Play(Cue.WARNING)]
        case Timer.LIMIT, State.LISTENING:
            return _time_is_up(at)
        case Timer.GRACE, State.LISTENING:
            return close_recorder(at)
        case Timer.NOBODY, State.LISTENING if at.take.answer_began is None:
            return _nobody(at)
        case Timer.IN_VAIN, State.PAUSED if at.waits_for_anybody and at.then is None:
            at.waits_for_anybody = False
            return say(at, at.wording.say(Occasion.IN_VAIN), Then.NOTHING)
        case _:
            return []


def close_recorder(at: Standing, then: Command | None = None) -> list[Effect]:
    """End the recording; once it is safe ``then`` is done."""
    at.take.after_saving = then
    at.place = at.confirming = None
    at.enter(State.SAVING)
    at.update(person_speaks=False)
    stop: list[Effect] = [ef.StopTimer(timer) for timer in OF_TAKES]
    if at.take.lost is not None and not at.microphone_open:
        return [*stop, *close_lost(at)]
    return [*stop, ef.CloseRecorder()]


OF_TAKES: Final = (
    Timer.LIMIT,
    Timer.THINK,
    Timer.BEGUN,
    Timer.WARNING,
    Timer.GRACE,
    Timer.NOBODY,
)
"""The clocks of one take until its sound is closed."""


def give_a_moment(at: Standing) -> list[Effect]:
    """Wait longer than usual."""
    if at.snapshot.state is State.LISTENING:
        return [ef.WaitLonger(_MOMENT)]
    at.more_time = _MOMENT
    return interject(at, at.wording.say(Occasion.WAITING))


def leave_time(at: Standing) -> list[Effect]:
    """Wait longer, asked by a key, where time or silence would end what goes on."""
    waiting = at.snapshot.state in {State.THINKING, State.LISTENING}
    if not (at.manner.hands_free and waiting):
        return []
    if at.snapshot.state is State.LISTENING and at.take.answer_began is None:
        return [ef.StartTimer(Timer.NOBODY, _MOMENT)]
    return give_a_moment(at)


def _time_is_up(at: Standing) -> list[Effect]:
    at.take.flags = (*at.take.flags, "limit")
    if not at.snapshot.person_speaks:
        at.notice(NoticeKind.INFO, "limit", TIME_OVER)
        return close_recorder(at)
    at.notice(NoticeKind.INFO, "limit", "The time for this answer is over; finish your sentence.")
    at.update(finishing=True)
    return [ef.AwaitEnd(), ef.StartTimer(Timer.GRACE, _SENTENCE)]


def _nobody(at: Standing) -> list[Effect]:
    """Ask once whether anybody is there; then wait, for as long as it takes."""
    if not at.take.asked_whether_there:
        at.take.asked_whether_there = True
        silent = any(notice.about == "microphone" for notice in at.snapshot.notices)
        occasion = Occasion.MICROPHONE_SILENT if silent else Occasion.STILL_THERE
        return interject(at, at.wording.say(occasion))
    words = at.wording.say(Occasion.NOBODY_THERE)
    if at.take.noisy:
        # Whatever it was, it is recorded and stays.
        held = hold(at)
        at.pause_from(State.LISTENING)
        at.waits_for_anybody = True
        return [*held, *say(at, words, Then.NOTHING)]
    effects = [*drop_recorder(at), *(ef.StopTimer(timer) for timer in OF_TAKES)]
    at.pause_from(State.THINKING)
    at.ask_again = at.waits_for_anybody = True
    return [*effects, *say(at, words, Then.NOTHING)]


def nobody_yet(at: Standing) -> list[Effect]:
    """Begin to wait for somebody to speak, where nobody has."""
    if at.manner.hands_free and at.take.answer_began is None:
        return [ef.StartTimer(Timer.NOBODY, _NOBODY)]
    return []
