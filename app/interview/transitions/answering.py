"""An answer, from the time to think to its end."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.microphone import (
    discard_recording,
    hold_recording,
    open_microphone,
)
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import interject, say, words_for_question
from mock_interviewer.app.interview.transitions.takes import TIME_OVER, save_interrupted
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.audio.playback.sound_cues import SoundCue

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


def think(at: SessionContext) -> list[SessionEffect]:
    """Let the person think: until time is up, a key is pressed or, hands-free, somebody speaks."""
    at.enter(SessionState.THINKING)
    at.take.asked = True
    effects = [*open_microphone(at), *play_listening_cue(at)]
    time, at.more_time = max(at.plan.think_time, at.more_time), 0.0
    at.wants_samples = time <= 0
    if at.wants_samples:
        return [*effects, *listen_if_ready(at)]
    return [*effects, ef.StartTimer(SessionTimer.THINK, time)]


def play_listening_cue(at: SessionContext) -> list[SessionEffect]:
    """Let it be heard that one can speak now, for eyes off the screen."""
    if not (at.manner.hands_free and at.manner.sounds):
        return []
    at.cue_plays = True
    return [ef.PlayCue(SoundCue.LISTENING)]


def listen_if_ready(at: SessionContext) -> list[SessionEffect]:
    """Listen as soon as thinking is over and real samples arrive, never before.

    A sound that tells of it must be over, too: it does not belong into the recording.
    """
    ready = at.samples_arrive and not at.cue_plays
    if not (at.wants_samples and ready) or at.snapshot.state is not SessionState.THINKING:
        return []
    at.wants_samples = False
    resumed, at.take.kept, at.take.lost = at.take.kept, True, None
    at.enter(SessionState.LISTENING)
    keep = ef.KeepSamples(at.speech_began)
    nobody: list[SessionEffect] = []
    if at.speech_began is not None:
        at.take.answer_began = at.speech_began
    elif at.manner.hands_free:
        nobody.append(ef.StartTimer(SessionTimer.NOBODY, _NOBODY))
    if resumed:
        going_on = (
            ef.ResumeTimer(timer)
            for timer in (SessionTimer.LIMIT, SessionTimer.WARNING, SessionTimer.GRACE)
        )
        return [keep, *going_on, *nobody]
    effects: list[SessionEffect] = [keep, ef.StartTimer(SessionTimer.LIMIT, at.plan.answer_limit)]
    if at.manner.sounds and at.plan.answer_limit >= _WORTH_WARNING:
        effects.append(ef.StartTimer(SessionTimer.WARNING, at.plan.answer_limit - WARNED))
    if at.snapshot.position < at.snapshot.total:
        effects.append(ef.PrepareSpeech(words_for_question(at, at.snapshot.position + 1)))
    return [*effects, *nobody]


def person_speaks(at: SessionContext, began: float) -> list[SessionEffect]:
    """Begin to listen to somebody who does not wait, or note that an answer goes on."""
    at.update(person_speaks=True)
    at.spoke_last = began
    if at.snapshot.state is SessionState.THINKING and at.manner.hands_free:
        at.speech_began = began
        at.wants_samples = True
        return [ef.StopTimer(SessionTimer.THINK), *listen_if_ready(at)]
    if at.snapshot.state is SessionState.LISTENING and at.take.answer_began is None:
        at.take.answer_began = began
        return [ef.StopTimer(SessionTimer.NOBODY)]
    if at.snapshot.state is SessionState.PAUSED and at.waits_for_anybody:
        return [ef.StartTimer(SessionTimer.IN_VAIN, _IN_VAIN)]
    return []


def person_silent(at: SessionContext) -> list[SessionEffect]:
    """Note that somebody fell silent."""
    at.update(person_speaks=False)
    return [ef.StopTimer(SessionTimer.IN_VAIN)] if at.snapshot.state is SessionState.PAUSED else []


def answer_over(at: SessionContext) -> list[SessionEffect]:
    """End an answer that was found to be over."""
    finishing = at.snapshot.finishing
    if at.snapshot.state is not SessionState.LISTENING or not (finishing or at.manner.hands_free):
        return []
    return close_recorder(at) if at.answering or finishing else []


def nothing_said(at: SessionContext) -> list[SessionEffect]:
    """Take noises for what they are: nobody has begun to answer."""
    if at.snapshot.state is not SessionState.LISTENING:
        return []
    at.take.answer_began, at.take.noisy = None, True
    return wait_for_speech(at)


def answer_timer_fired(at: SessionContext, timer: SessionTimer) -> list[SessionEffect]:
    """Do what time asks for; nothing where the state has changed meanwhile."""
    match timer, at.snapshot.state:
        case SessionTimer.THINK, SessionState.THINKING:
            at.wants_samples = at.take.just_begun = True
            return [ef.StartTimer(SessionTimer.BEGUN, _TOO_LATE), *listen_if_ready(at)]
        case SessionTimer.BEGUN, _:
            at.take.just_begun = False
            return []
        case SessionTimer.WARNING, SessionState.LISTENING:
            return [ef.PlayCue(SoundCue.WARNING)]
        case SessionTimer.LIMIT, SessionState.LISTENING:
            return _time_is_up(at)
        case SessionTimer.GRACE, SessionState.LISTENING:
            return close_recorder(at)
        case SessionTimer.NOBODY, SessionState.LISTENING if at.take.answer_began is None:
            return _nobody(at)
        case SessionTimer.IN_VAIN, SessionState.PAUSED if at.waits_for_anybody and at.then is None:
            at.waits_for_anybody = False
            return say(at, at.wording.say(Occasion.IN_VAIN), AfterSpeech.NOTHING)
        case _:
            return []


def close_recorder(at: SessionContext, then: SessionCommand | None = None) -> list[SessionEffect]:
    """End the recording; once it is safe ``then`` is done."""
    at.take.after_saving = then
    at.place = at.confirming = None
    at.enter(SessionState.SAVING)
    at.update(person_speaks=False)
    stop: list[SessionEffect] = [ef.StopTimer(timer) for timer in TAKE_TIMERS]
    if at.take.lost is not None and not at.microphone_open:
        return [*stop, *save_interrupted(at)]
    return [*stop, ef.CloseRecorder()]


TAKE_TIMERS: Final = (
    SessionTimer.LIMIT,
    SessionTimer.THINK,
    SessionTimer.BEGUN,
    SessionTimer.WARNING,
    SessionTimer.GRACE,
    SessionTimer.NOBODY,
)
"""The clocks of one take until its sound is closed."""


def give_a_moment(at: SessionContext) -> list[SessionEffect]:
    """Wait longer than usual."""
    if at.snapshot.state is SessionState.LISTENING:
        return [ef.WaitLonger(_MOMENT)]
    at.more_time = _MOMENT
    return interject(at, at.wording.say(Occasion.WAITING))


def allow_more_time(at: SessionContext) -> list[SessionEffect]:
    """Wait longer, asked by a key, where time or silence would end what goes on."""
    waiting = at.snapshot.state in {SessionState.THINKING, SessionState.LISTENING}
    if not (at.manner.hands_free and waiting):
        return []
    if at.snapshot.state is SessionState.LISTENING and at.take.answer_began is None:
        return [ef.StartTimer(SessionTimer.NOBODY, _MOMENT)]
    return give_a_moment(at)


def _time_is_up(at: SessionContext) -> list[SessionEffect]:
    at.take.flags = (*at.take.flags, "limit")
    if not at.snapshot.person_speaks:
        at.notice(NoticeKind.INFO, "limit", TIME_OVER)
        return close_recorder(at)
    at.notice(NoticeKind.INFO, "limit", "The time for this answer is over; finish your sentence.")
    at.update(finishing=True)
    return [ef.AwaitAnswerEnd(), ef.StartTimer(SessionTimer.GRACE, _SENTENCE)]


def _nobody(at: SessionContext) -> list[SessionEffect]:
    """Ask once whether anybody is there; then wait, for as long as it takes."""
    if not at.take.asked_whether_there:
        at.take.asked_whether_there = True
        silent = any(notice.about == "microphone" for notice in at.snapshot.notices)
        occasion = Occasion.MICROPHONE_SILENT if silent else Occasion.STILL_THERE
        return interject(at, at.wording.say(occasion))
    words = at.wording.say(Occasion.NOBODY_THERE)
    if at.take.noisy:
        # Whatever it was, it is recorded and stays.
        held = hold_recording(at)
        at.pause_from(SessionState.LISTENING)
        at.waits_for_anybody = True
        return [*held, *say(at, words, AfterSpeech.NOTHING)]
    effects = [*discard_recording(at), *(ef.StopTimer(timer) for timer in TAKE_TIMERS)]
    at.pause_from(SessionState.THINKING)
    at.ask_again = at.waits_for_anybody = True
    return [*effects, *say(at, words, AfterSpeech.NOTHING)]


def wait_for_speech(at: SessionContext) -> list[SessionEffect]:
    """Begin to wait for somebody to speak, where nobody has."""
    if at.manner.hands_free and at.take.answer_began is None:
        return [ef.StartTimer(SessionTimer.NOBODY, _NOBODY)]
    return []
