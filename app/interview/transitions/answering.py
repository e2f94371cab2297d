"""An answer, from the time to think to the end of its recording."""

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
from mock_interviewer.app.store.database.records import STOPPED_BY_LIMIT
from mock_interviewer.audio.playback.sound_cues import SoundCue

WARNING_TIME: Final = 15.0
"""Seconds before the time limit at which the warning cue plays."""
_MIN_LIMIT_WITH_WARNING: Final = 3 * WARNING_TIME
"""Seconds of the shortest time limit that has a warning."""
_FINISH_SENTENCE: Final = 12.0
"""Seconds that a sentence may continue past the limit."""
_SILENCE: Final = 12.0
"""Seconds of silence before asking whether anybody is there; a slow start takes about 5."""
_TALKING_WHILE_PAUSED: Final = 4.0
"""Seconds of talk while paused that are too long for a command: the person is answering."""
_MOMENT: Final = 30.0
"""Seconds granted to a person who asks for a moment."""
_JUST_BEGUN: Final = 1.0
"""Seconds after a timer started listening in which a key still means to start, not to end."""


def think(context: SessionContext) -> list[SessionEffect]:
    """Let the person think until time is up, a key is pressed, or they speak (hands-free)."""
    context.enter(SessionState.THINKING)
    context.take.asked = True
    effects = [*open_microphone(context), *play_listening_cue(context)]
    time, context.more_time = max(context.plan.think_time, context.more_time), 0.0
    context.awaits_samples = time <= 0
    if context.awaits_samples:
        return [*effects, *listen_if_ready(context)]
    return [*effects, ef.StartTimer(SessionTimer.THINK, time)]


def play_listening_cue(context: SessionContext) -> list[SessionEffect]:
    """Play the cue that tells a person away from the screen to speak."""
    if not (context.behavior.hands_free and context.behavior.sounds):
        return []
    context.cue_plays = True
    return [ef.PlayCue(SoundCue.LISTENING)]


def listen_if_ready(context: SessionContext) -> list[SessionEffect]:
    """Listen once thinking is over, real samples arrive, and the cue has ended.

    The cue must not be part of the recording.
    """
    ready = context.samples_arrive and not context.cue_plays
    if (
        not (context.awaits_samples and ready)
        or context.snapshot.state is not SessionState.THINKING
    ):
        return []
    context.awaits_samples = False
    resumed, context.take.recording_kept, context.take.lost_at = (
        context.take.recording_kept,
        True,
        None,
    )
    context.enter(SessionState.LISTENING)
    keep = ef.KeepSamples(context.speech_began)
    silence: list[SessionEffect] = []
    if context.speech_began is not None:
        context.take.answer_began = context.speech_began
    elif context.behavior.hands_free:
        silence.append(ef.StartTimer(SessionTimer.SILENCE, _SILENCE))
    if resumed:
        resume_timers = (
            ef.ResumeTimer(timer)
            for timer in (SessionTimer.LIMIT, SessionTimer.WARNING, SessionTimer.FINISH_SENTENCE)
        )
        return [keep, *resume_timers, *silence]
    effects: list[SessionEffect] = [
        keep,
        ef.StartTimer(SessionTimer.LIMIT, context.plan.answer_limit),
    ]
    if context.behavior.sounds and context.plan.answer_limit >= _MIN_LIMIT_WITH_WARNING:
        effects.append(
            ef.StartTimer(SessionTimer.WARNING, context.plan.answer_limit - WARNING_TIME)
        )
    if context.snapshot.position < context.snapshot.total:
        effects.append(ef.PrepareSpeech(words_for_question(context, context.snapshot.position + 1)))
    return [*effects, *silence]


def person_speaks(context: SessionContext, began: float) -> list[SessionEffect]:
    """Start listening to a person who starts early, or note that the answer continues."""
    context.update(person_speaks=True)
    context.last_speech = began
    if context.snapshot.state is SessionState.THINKING and context.behavior.hands_free:
        context.speech_began = began
        context.awaits_samples = True
        return [ef.StopTimer(SessionTimer.THINK), *listen_if_ready(context)]
    if context.snapshot.state is SessionState.LISTENING and context.take.answer_began is None:
        context.take.answer_began = began
        return [ef.StopTimer(SessionTimer.SILENCE)]
    if context.snapshot.state is SessionState.PAUSED and context.awaits_person:
        return [ef.StartTimer(SessionTimer.TALKING_WHILE_PAUSED, _TALKING_WHILE_PAUSED)]
    return []


def person_silent(context: SessionContext) -> list[SessionEffect]:
    """Note that the person stopped speaking."""
    context.update(person_speaks=False)
    return (
        [ef.StopTimer(SessionTimer.TALKING_WHILE_PAUSED)]
        if context.snapshot.state is SessionState.PAUSED
        else []
    )


def answer_over(context: SessionContext) -> list[SessionEffect]:
    """End an answer whose end was detected."""
    finishing = context.snapshot.finishing
    if context.snapshot.state is not SessionState.LISTENING or not (
        finishing or context.behavior.hands_free
    ):
        return []
    return close_recorder(context) if context.answering or finishing else []


def nothing_said(context: SessionContext) -> list[SessionEffect]:
    """Treat sounds without words as noise: the answer has not started."""
    if context.snapshot.state is not SessionState.LISTENING:
        return []
    context.take.answer_began, context.take.noise_only = None, True
    return wait_for_speech(context)


def answer_timer_fired(context: SessionContext, timer: SessionTimer) -> list[SessionEffect]:
    """Act on an expired timer, unless the state has changed meanwhile."""
    match timer, context.snapshot.state:
        case SessionTimer.THINK, SessionState.THINKING:
            context.awaits_samples = context.take.just_begun = True
            return [ef.StartTimer(SessionTimer.JUST_BEGUN, _JUST_BEGUN), *listen_if_ready(context)]
        case SessionTimer.JUST_BEGUN, _:
            context.take.just_begun = False
            return []
        case SessionTimer.WARNING, SessionState.LISTENING:
            return [ef.PlayCue(SoundCue.WARNING)]
        case SessionTimer.LIMIT, SessionState.LISTENING:
            return _time_is_up(context)
        case SessionTimer.FINISH_SENTENCE, SessionState.LISTENING:
            return close_recorder(context)
        case SessionTimer.SILENCE, SessionState.LISTENING if context.take.answer_began is None:
            return _nobody_speaks(context)
        case SessionTimer.TALKING_WHILE_PAUSED, SessionState.PAUSED if (
            context.awaits_person and context.after_speech is None
        ):
            context.awaits_person = False
            return say(context, Occasion.NOT_LISTENING, AfterSpeech.NOTHING)
        case _:
            return []


def close_recorder(
    context: SessionContext, then: SessionCommand | None = None
) -> list[SessionEffect]:
    """End the recording; once it is saved, ``then`` is carried out."""
    context.take.after_saving = then
    context.return_point = context.confirming = None
    context.enter(SessionState.SAVING)
    context.update(person_speaks=False)
    stop: list[SessionEffect] = [ef.StopTimer(timer) for timer in TAKE_TIMERS]
    if context.take.lost_at is not None and not context.microphone_open:
        return [*stop, *save_interrupted(context)]
    return [*stop, ef.CloseRecorder()]


TAKE_TIMERS: Final = (
    SessionTimer.LIMIT,
    SessionTimer.THINK,
    SessionTimer.JUST_BEGUN,
    SessionTimer.WARNING,
    SessionTimer.FINISH_SENTENCE,
    SessionTimer.SILENCE,
)
"""The timers of one take until its recording is closed."""


def give_a_moment(context: SessionContext) -> list[SessionEffect]:
    """Give the person more time."""
    if context.snapshot.state is SessionState.LISTENING:
        return [ef.WaitLonger(_MOMENT)]
    context.more_time = _MOMENT
    return interject(context, Occasion.WAITING)


def allow_more_time(context: SessionContext) -> list[SessionEffect]:
    """Give the person more time on a key press, where a timer or silence would end the phase."""
    waiting = context.snapshot.state in {SessionState.THINKING, SessionState.LISTENING}
    if not (context.behavior.hands_free and waiting):
        return []
    if context.snapshot.state is SessionState.LISTENING and context.take.answer_began is None:
        return [ef.StartTimer(SessionTimer.SILENCE, _MOMENT)]
    return give_a_moment(context)


def _time_is_up(context: SessionContext) -> list[SessionEffect]:
    context.take.flags = (*context.take.flags, STOPPED_BY_LIMIT)
    if not context.snapshot.person_speaks:
        context.notice(NoticeKind.INFO, "limit", TIME_OVER)
        return close_recorder(context)
    context.notice(NoticeKind.INFO, "limit", "Time's up. Finish your sentence.")
    context.update(finishing=True)
    return [ef.AwaitAnswerEnd(), ef.StartTimer(SessionTimer.FINISH_SENTENCE, _FINISH_SENTENCE)]


def _nobody_speaks(context: SessionContext) -> list[SessionEffect]:
    """Ask once whether anybody is there; after that, pause indefinitely."""
    if not context.take.presence_asked:
        context.take.presence_asked = True
        no_signal = any(notice.about == "microphone" for notice in context.snapshot.notices)
        occasion = Occasion.MICROPHONE_SILENT if no_signal else Occasion.STILL_THERE
        return interject(context, occasion)
    if context.take.noise_only:
        # Whatever made the sounds is recorded, so keep it.
        held = hold_recording(context)
        context.pause_from(SessionState.LISTENING)
        context.awaits_person = True
        return [*held, *say(context, Occasion.NOBODY_THERE, AfterSpeech.NOTHING)]
    effects = [*discard_recording(context), *(ef.StopTimer(timer) for timer in TAKE_TIMERS)]
    context.pause_from(SessionState.THINKING)
    context.ask_again = context.awaits_person = True
    return [*effects, *say(context, Occasion.NOBODY_THERE, AfterSpeech.NOTHING)]


def wait_for_speech(context: SessionContext) -> list[SessionEffect]:
    """Start the silence timer if the answer has not started."""
    if context.behavior.hands_free and context.take.answer_began is None:
        return [ef.StartTimer(SessionTimer.SILENCE, _SILENCE)]
    return []
