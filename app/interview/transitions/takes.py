"""Takes: created, saved and analyzed, and the question that comes next."""

from dataclasses import replace
from typing import Final

from mock_interviewer.app.background import transcript_events
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.interview.speech.closing_words import NumberedFeedback, closing_words
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import say, stop_speaking
from mock_interviewer.app.planning.plan import PlannedQuestion, SessionMode
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import SKIPPED_BY_PERSON
from mock_interviewer.audio.playback.sound_cues import SoundCue


def was_silent(at: SessionContext) -> bool:
    """Tell whether a question was passed over with nothing said, as far as anybody listened."""
    return (
        SKIPPED_BY_PERSON in at.take.flags
        and not at.answering
        and not at.snapshot.transcript_failed
    )


def may_ask_follow_up(at: SessionContext) -> bool:
    """Tell whether something may be asked about the present answer, which is not judged yet."""
    most = at.plan.follow_ups.most
    waits = at.take.judged is None and not at.take.waited_enough
    lasts = at.answered and not at.snapshot.transcript_failed
    return waits and lasts and (most is None or len(at.asked_back) < most)


def is_last_question(at: SessionContext) -> bool:
    """Tell whether the session ends after this answer and what is asked back about it."""
    return at.snapshot.position >= at.snapshot.total and at.passed_over is None


def pending_follow_up(at: SessionContext) -> PlannedQuestion | None:
    """Return what is to be asked about the present answer; None as long as it is not judged."""
    return None if at.take.judged is None else at.take.judged.follow_up


def continues_automatically(at: SessionContext) -> bool:
    """Tell whether no key is waited for."""
    return at.manner.hands_free or at.plan.mode is SessionMode.EXAM


def waits_for_feedback(at: SessionContext) -> bool:
    """Tell whether what comes next depends on what became of an answer."""
    return at.plan.follow_ups.most != 0 or at.plan.mode is SessionMode.PRACTICE


TIME_OVER: Final = "The time for this answer is over."


_FEEDBACK_TIMEOUT: Final = 20.0
"""Seconds after which a session goes on though an answer is not judged yet."""


_NEXT_QUESTION_DELAY: Final = 8.0
"""Seconds to try an answer again, or to ask for a pause, before the next question comes."""


def create_take(at: SessionContext) -> list[SessionEffect]:
    """Write down a take of the present question."""
    at.enter(SessionState.OPENING)
    return [ef.CreateTake(at.question, at.snapshot.position, at.snapshot.attempt)]


def take_created(at: SessionContext, take: str) -> None:
    """Note the id of the take that was written down."""
    at.update(take=take)
    at.notice(NoticeKind.ERROR, "storage", "")
    if at.question.follow_up is None:
        at.latest[at.snapshot.position] = take


def save_interrupted(at: SessionContext) -> list[SessionEffect]:
    """Save a take of which a lost microphone left the sound."""
    return save(at, at.take.lost or 0.0, ())


def recording_closed(
    at: SessionContext, duration: float, flags: tuple[str, ...]
) -> list[SessionEffect]:
    """Save; also where nobody asked for the end, as at the longest length of a recording."""
    effects: list[SessionEffect] = []
    if at.snapshot.state is not SessionState.SAVING:
        effects += stop_speaking(at)
        effects += [ef.StopTimer(timer) for timer in SessionTimer]
        at.take.after_saving = None
        at.place = at.confirming = None
        at.enter(SessionState.SAVING)
    return [*effects, *save(at, duration, flags)]


def save(at: SessionContext, duration: float, flags: tuple[str, ...]) -> list[SessionEffect]:
    """Write down that the sound of the take is whole."""
    at.microphone_open = at.samples_arrive = False
    if at.snapshot.finishing:
        at.notice(NoticeKind.INFO, "limit", TIME_OVER)
    at.update(recorded=duration, finishing=False)
    return [ef.SaveTake(at.take_id, duration, tuple(dict.fromkeys((*at.take.flags, *flags))))]


def saved(at: SessionContext, problem: str) -> list[SessionEffect]:
    """Have the take transcribed and do what was wanted next."""
    if at.snapshot.state is not SessionState.SAVING:
        return []
    if problem:
        at.notice(NoticeKind.ERROR, "storage", problem)
    if not was_silent(at):
        at.update(answers=at.snapshot.answers + 1)
    # What was given up while it was being spoken is awaited no more.
    at.enter(SessionState.TRANSCRIBED if at.snapshot.transcript_failed else SessionState.SAVED)
    effects: list[SessionEffect] = [ef.TranscribeTake(at.take_id)]
    match at.take.after_saving:
        case SessionCommand.END:
            return [*effects, *(stop_early(at) if at.stopping else finish(at))]
        case SessionCommand.SKIP:
            return [*effects, *advance(at)]
        case SessionCommand.TRY_AGAIN:
            return [*effects, *try_again(at, at.wording.say(Occasion.STARTING_OVER))]
    if not continues_automatically(at):
        return effects
    if waits_for_feedback(at):
        effects.append(ef.StartTimer(SessionTimer.FEEDBACK, _FEEDBACK_TIMEOUT))
    if not at.manner.hands_free:
        return [*effects, *continue_after_answer(at)]
    if at.manner.sounds:
        at.cue_plays = True
        at.then = AfterSpeech.JUDGED
        return [*effects, ef.PlayCue(SoundCue.SAVED)]
    return [*effects, *acknowledge(at)]


def acknowledge(at: SessionContext) -> list[SessionEffect]:
    """Say that an answer was heard, and nothing on what it was worth.

    That it is not written down is told in its place, the first time.
    """
    occasion = Occasion.ACKNOWLEDGEMENT
    if at.snapshot.transcript_failed and not at.told_of_transcripts:
        at.told_of_transcripts = True
        occasion = Occasion.NO_TRANSCRIPT
    return say(at, at.wording.say(occasion), AfterSpeech.JUDGED)


def recognition(
    at: SessionContext,
    event: transcript_events.TranscriptReady | transcript_events.TranscriptFailed | ev.CaptionsHeld,
) -> list[SessionEffect]:
    """Note what became of the words of the present take."""
    if event.take != at.snapshot.take:
        return []
    if isinstance(event, ev.CaptionsHeld):
        at.update(captions_held=event.held)
        return []
    if isinstance(event, transcript_events.TranscriptFailed):
        at.update(transcript_failed=True)
        at.notice(NoticeKind.CAUTION, "recognition", event.text)
    else:
        at.update(transcript=event.transcript, transcript_failed=False)
        at.notice(NoticeKind.CAUTION, "recognition", "")
    if at.snapshot.state is SessionState.SAVED:
        at.enter(SessionState.TRANSCRIBED)
    elif at.snapshot.paused_from is SessionState.SAVED:
        at.pause_from(SessionState.TRANSCRIBED)
    if isinstance(event, transcript_events.TranscriptFailed):
        return feedback_known(at, ev.FeedbackKnown(event.take, None))
    return []


def feedback_known(at: SessionContext, event: ev.FeedbackKnown) -> list[SessionEffect]:
    """Note what became of an answer, and go on where that was awaited."""
    for position, take in at.latest.items():
        if take == event.take and event.feedback is not None:
            at.told[position] = NumberedFeedback(position, event.feedback)
    if event.take != at.snapshot.take:
        return []
    if at.take.looked_back:
        event = replace(event, follow_up=None)
    first, at.take.judged = at.take.judged is None, event
    at.update(asks_back=event.follow_up is not None)
    if at.snapshot.goes_on:
        return next_question(at)
    return continue_after_answer(at) if first else []


def continue_after_answer(at: SessionContext) -> list[SessionEffect]:
    """Go on after an answer, once nothing is being said and it is known what became of it."""
    if not at.answered or at.then is not None or not continues_automatically(at):
        return []
    if at.take.judged is None and not at.take.waited_enough and waits_for_feedback(at):
        return []
    follow_up = pending_follow_up(at)
    if follow_up is not None:
        at.passed_over = at.passed_over or _answer_to_question(at)
        return [ef.StopTimer(SessionTimer.FEEDBACK), *ask_follow_up(at, follow_up)]
    if at.plan.mode is SessionMode.EXAM:
        return [ef.StopTimer(SessionTimer.FEEDBACK), *advance(at)]
    time, at.more_time = max(_NEXT_QUESTION_DELAY, at.more_time), 0.0
    return [ef.StopTimer(SessionTimer.FEEDBACK), ef.StartTimer(SessionTimer.GO_ON, time)]


def feedback_timer_fired(at: SessionContext, timer: SessionTimer) -> list[SessionEffect]:
    """Go on without waiting any longer."""
    if timer is SessionTimer.FEEDBACK:
        at.take.waited_enough = True
        return next_question(at) if at.snapshot.goes_on else continue_after_answer(at)
    return next_question(at) if timer is SessionTimer.GO_ON and at.answered else []


def next_question(at: SessionContext) -> list[SessionEffect]:
    """Ask back, where there is something to ask back, else ask the next question of the plan.

    The session does not end as long as something may be asked back: that is waited for.
    """
    if not at.answered:
        return []
    if may_ask_follow_up(at) and is_last_question(at):
        waiting = at.snapshot.goes_on
        at.update(goes_on=True)
        return [] if waiting else [ef.StartTimer(SessionTimer.FEEDBACK, _FEEDBACK_TIMEOUT)]
    follow_up = pending_follow_up(at)
    stopped: list[SessionEffect] = [
        *stop_speaking(at),
        ef.StopTimer(SessionTimer.FEEDBACK),
        ef.StopTimer(SessionTimer.GO_ON),
    ]
    return [*stopped, *(advance(at) if follow_up is None else ask_follow_up(at, follow_up))]


def ask_follow_up(at: SessionContext, follow_up: PlannedQuestion) -> list[SessionEffect]:
    """Ask something more about the present question, as a take of its own."""
    at.forget_take()
    at.asked_back.append(follow_up)
    at.update(attempt=1, question=follow_up, looks_back=at.passed_over is not None)
    return create_take(at)


def advance(at: SessionContext) -> list[SessionEffect]:
    """Go on to the next question of the plan, or to the end.

    First comes what is still to be told of the answer to the question itself.
    """
    if at.passed_over is not None:
        return _return_to_answer(at, at.passed_over)
    if is_last_question(at):
        return finish(at) if not at.manner.hands_free else _close(at)
    at.forget_take()
    at.asked_back.clear()
    position = at.snapshot.position + 1
    at.update(position=position, attempt=1, question=at.plan.questions[position - 1])
    return create_take(at)


def try_again(at: SessionContext, lead: str = "") -> list[SessionEffect]:
    """Answer the same question once more; the take that is there stays."""
    at.forget_take()
    at.lead = lead
    at.update(attempt=at.snapshot.attempt + 1)
    stopped = (ef.StopTimer(SessionTimer.FEEDBACK), ef.StopTimer(SessionTimer.GO_ON))
    return [*stopped, *create_take(at)]


def finish(at: SessionContext) -> list[SessionEffect]:
    """End the session at once."""
    hushed = stop_speaking(at)
    at.enter(SessionState.FINISHED)
    return [*hushed, ef.CloseSession()]


def stop_early(at: SessionContext) -> list[SessionEffect]:
    """End a session that was asked in words to end, in words."""
    at.enter(SessionState.CLOSING)
    occasion = Occasion.STOPPING if at.snapshot.answers else Occasion.NOTHING_ANSWERED
    return say(at, at.wording.say(occasion), AfterSpeech.FINISH)


def _close(at: SessionContext) -> list[SessionEffect]:
    """Sum up aloud and say goodbye."""
    at.enter(SessionState.CLOSING)
    if at.snapshot.answers:
        told = [at.told[position] for position in sorted(at.told)]
        words = closing_words(at.wording, at.plan.mode, told)
    else:
        words = at.wording.say(Occasion.NOTHING_ANSWERED)
    return say(at, f"{words} {at.wording.say(Occasion.GOODBYE)}", AfterSpeech.FINISH)


def _answer_to_question(at: SessionContext) -> SessionSnapshot | None:
    """Return the present answer, if its feedback is due before the next question of the plan.

    Something is asked back at once, before that could be read.
    """
    told_each = at.plan.mode is SessionMode.PRACTICE
    return at.snapshot if told_each and at.question.follow_up is None else None


def _return_to_answer(at: SessionContext, answer: SessionSnapshot) -> list[SessionEffect]:
    """Come back from what was asked back to the answer before it, to tell what became of that."""
    at.forget_take()
    at.passed_over = None
    at.take.looked_back = True
    at.take.judged = ev.FeedbackKnown(answer.take or "", None)
    at.update(
        question=answer.question,
        attempt=answer.attempt,
        take=answer.take,
        transcript=answer.transcript,
        recorded=answer.recorded,
        looks_back=False,
    )
    at.enter(SessionState.TRANSCRIBED)
    lead, at.lead = at.lead, ""
    return say(at, lead, AfterSpeech.JUDGED) if lead else continue_after_answer(at)
