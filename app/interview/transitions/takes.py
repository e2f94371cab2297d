"""Takes: created, saved and analyzed, and the question that comes next."""

from typing import Final

from mock_interviewer.app.background import transcript_events
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.interview.speech.closing_words import NumberedFeedback, closing_words
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import say, stop_speaking
from mock_interviewer.app.planning.plan import PlannedQuestion, SessionMode
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import CUT_SHORT, SKIPPED_BY_PERSON
from mock_interviewer.audio.playback.sound_cues import SoundCue


def was_silent(context: SessionContext) -> bool:
    """Return whether the person skipped the question without speaking, as far as is known."""
    return (
        SKIPPED_BY_PERSON in context.take.flags
        and not context.answering
        and not context.snapshot.transcript_failed
    )


def may_ask_follow_up(context: SessionContext) -> bool:
    """Return whether a follow-up on the current answer is still possible, pending feedback."""
    most = context.plan.follow_ups.most
    undecided = context.take.feedback is None and not context.take.waited_enough
    can_be_analyzed = context.answered and not context.snapshot.transcript_failed
    return undecided and can_be_analyzed and (most is None or len(context.follow_ups_asked) < most)


def is_last_question(context: SessionContext) -> bool:
    """Return whether the session ends after this answer and its follow-ups."""
    return context.snapshot.position >= context.snapshot.total


def pending_follow_up(context: SessionContext) -> PlannedQuestion | None:
    """Return the follow-up to ask about the current answer; None until there is feedback."""
    return None if context.take.feedback is None else context.take.feedback.follow_up


def puts_question_again(context: SessionContext) -> bool:
    """Return whether to put the question again: once, where the plan has follow-ups at all."""
    feedback = context.take.feedback
    off_topic = feedback is not None and feedback.off_topic
    return off_topic and not context.put_again and context.plan.follow_ups.most != 0


def continues_automatically(context: SessionContext) -> bool:
    """Return whether the session advances without a key."""
    return context.behavior.hands_free or context.plan.mode is SessionMode.EXAM


def waits_for_feedback(context: SessionContext) -> bool:
    """Return whether the next step depends on feedback."""
    return context.plan.follow_ups.most != 0 or context.plan.mode is SessionMode.PRACTICE


TIME_OVER: Final = "Time's up for this answer."


OFF_TOPIC: Final = "I think that was about something else."
"""Shown until the question is put again, at once or on a key press."""


_FEEDBACK_TIMEOUT: Final = 20.0
"""Seconds after which a session continues without feedback."""


def open_session(context: SessionContext) -> list[SessionEffect]:
    """Open the session, or continue it."""
    if context.continued is None:
        return [ef.OpenSession()]
    context.lead = context.wording.say(Occasion.RESUMED) if context.behavior.hands_free else ""
    return [ef.ContinueSession(context.continued.session)]


def create_take(context: SessionContext) -> list[SessionEffect]:
    """Create a take of the current question."""
    context.enter(SessionState.OPENING)
    return [ef.CreateTake(context.question, context.snapshot.position, context.snapshot.attempt)]


def take_created(context: SessionContext, take: str) -> None:
    """Note the id of the new take."""
    context.update(take=take)
    context.notice(NoticeKind.ERROR, "storage", "")
    if context.question.follow_up is None:
        context.latest[context.snapshot.position] = take


def save_interrupted(context: SessionContext) -> list[SessionEffect]:
    """Save what was recorded before the microphone was lost."""
    return save(context, context.take.lost_at or 0.0, ())


def recording_closed(
    context: SessionContext, duration: float, flags: tuple[str, ...]
) -> list[SessionEffect]:
    """Save the take, also when the recorder stopped by itself, as at the maximum length."""
    effects: list[SessionEffect] = []
    if context.snapshot.state is not SessionState.SAVING:
        effects += stop_speaking(context)
        effects += [ef.StopTimer(timer) for timer in SessionTimer]
        context.take.after_saving = None
        context.return_point = context.confirming = None
        context.enter(SessionState.SAVING)
    return [*effects, *save(context, duration, flags)]


def save(context: SessionContext, duration: float, flags: tuple[str, ...]) -> list[SessionEffect]:
    """Save the take as complete."""
    context.microphone_open = context.samples_arrive = False
    if context.snapshot.finishing:
        context.notice(NoticeKind.INFO, "limit", TIME_OVER)
    context.update(recorded=duration, finishing=False)
    return [
        ef.SaveTake(context.take_id, duration, tuple(dict.fromkeys((*context.take.flags, *flags))))
    ]


def saved(context: SessionContext, problem: str) -> list[SessionEffect]:
    """Start the transcription of the take and carry out the next command."""
    if context.snapshot.state is not SessionState.SAVING:
        return []
    if problem:
        context.notice(NoticeKind.ERROR, "storage", problem)
    if not was_silent(context):
        context.update(answers=context.snapshot.answers + 1)
    # If recognition failed during the answer, there is no transcript to wait for.
    context.enter(
        SessionState.TRANSCRIBED if context.snapshot.transcript_failed else SessionState.SAVED
    )
    effects: list[SessionEffect] = [ef.TranscribeTake(context.take_id)]
    match context.take.after_saving:
        case SessionCommand.END:
            return [*effects, *(stop_early(context) if context.stopping else finish(context))]
        case SessionCommand.SKIP:
            return [*effects, *advance(context)]
        case SessionCommand.TRY_AGAIN:
            return [*effects, *try_again(context, context.wording.say(Occasion.STARTING_OVER))]
    if not continues_automatically(context):
        return effects
    if waits_for_feedback(context):
        effects.append(ef.StartTimer(SessionTimer.FEEDBACK, _FEEDBACK_TIMEOUT))
    if not context.behavior.hands_free:
        return [*effects, *continue_after_answer(context)]
    if context.behavior.sounds:
        context.cue_plays = True
        context.after_speech = AfterSpeech.ACKNOWLEDGED
        return [*effects, ef.PlayCue(SoundCue.SAVED)]
    return [*effects, *acknowledge(context)]


def acknowledge(context: SessionContext) -> list[SessionEffect]:
    """Acknowledge an answer without a verdict.

    The first time that transcription fails, say that instead.
    """
    occasion = Occasion.ACKNOWLEDGEMENT
    if context.snapshot.transcript_failed and not context.transcripts_explained:
        context.transcripts_explained = True
        occasion = Occasion.NO_TRANSCRIPT
    return say(context, occasion, AfterSpeech.ACKNOWLEDGED)


def recognition(
    context: SessionContext,
    event: transcript_events.TranscriptReady | transcript_events.TranscriptFailed | ev.CaptionsHeld,
) -> list[SessionEffect]:
    """Note a transcript, its failure, or a delay of captions, of the current take."""
    if event.take != context.snapshot.take:
        return []
    if isinstance(event, ev.CaptionsHeld):
        context.update(captions_held=event.held)
        return []
    if isinstance(event, transcript_events.TranscriptFailed):
        context.update(transcript_failed=True)
        context.notice(NoticeKind.CAUTION, "recognition", event.text)
    else:
        context.update(transcript=event.transcript, transcript_failed=False)
        context.notice(NoticeKind.CAUTION, "recognition", "")
    if context.snapshot.state is SessionState.SAVED:
        context.enter(SessionState.TRANSCRIBED)
    elif context.snapshot.paused_from is SessionState.SAVED:
        context.pause_from(SessionState.TRANSCRIBED)
    if isinstance(event, transcript_events.TranscriptFailed):
        return feedback_known(context, ev.FeedbackKnown(event.take, None))
    return []


def feedback_known(context: SessionContext, event: ev.FeedbackKnown) -> list[SessionEffect]:
    """Note the feedback on an answer, and continue if the session waited for it."""
    for position, take in context.latest.items():
        if take == event.take and event.feedback is not None:
            context.feedback[position] = NumberedFeedback(position, event.feedback)
    if event.take != context.snapshot.take:
        return []
    first, context.take.feedback = context.take.feedback is None, event
    context.update(
        asks_follow_up=event.follow_up is not None, asks_again=puts_question_again(context)
    )
    if context.snapshot.asks_again:
        context.notice(NoticeKind.INFO, "topic", OFF_TOPIC)
    if context.snapshot.continuing:
        return next_question(context)
    return continue_after_answer(context) if first else []


def continue_after_answer(context: SessionContext) -> list[SessionEffect]:
    """Continue after an answer, once the interviewer is silent and there is feedback.

    In practice, the feedback is there to read first, also before a follow-up.
    """
    if (
        not context.answered
        or context.after_speech is not None
        or not continues_automatically(context)
    ):
        return []
    if (
        context.take.feedback is None
        and not context.take.waited_enough
        and waits_for_feedback(context)
    ):
        return []
    if puts_question_again(context):
        return put_question_again(context)
    stopped = ef.StopTimer(SessionTimer.FEEDBACK)
    if context.plan.mode is not SessionMode.EXAM:
        return [stopped, *_leave_time_to_read(context)]
    follow_up = pending_follow_up(context)
    return [
        stopped,
        *(advance(context) if follow_up is None else ask_follow_up(context, follow_up)),
    ]


def _leave_time_to_read(context: SessionContext) -> list[SessionEffect]:
    """Wait for Next or for the end of the time; the first time, say how to continue."""
    context.update(awaits_next=True)
    if context.behavior.feedback_time > 0:
        time = max(context.behavior.feedback_time, context.more_time)
        context.more_time = 0.0
        return [ef.StartTimer(SessionTimer.NEXT_QUESTION, time)]
    if context.next_explained:
        return []
    context.next_explained = True
    return say(context, Occasion.FEEDBACK_SHOWN, AfterSpeech.NOTHING)


def feedback_read(context: SessionContext) -> list[SessionEffect]:
    """Start the time for the feedback again, because the person reads it or talks."""
    if not (context.answered and context.snapshot.awaits_next):
        return []
    return [ef.StartTimer(SessionTimer.NEXT_QUESTION, context.behavior.feedback_time)]


def feedback_timer_fired(context: SessionContext, timer: SessionTimer) -> list[SessionEffect]:
    """Continue without waiting any longer."""
    if timer is SessionTimer.FEEDBACK:
        context.take.waited_enough = True
        return (
            next_question(context)
            if context.snapshot.continuing
            else continue_after_answer(context)
        )
    return (
        next_question(context) if timer is SessionTimer.NEXT_QUESTION and context.answered else []
    )


def next_question(context: SessionContext) -> list[SessionEffect]:
    """Put the question again if it was missed, or ask the follow-up, or the next question.

    The session does not end while a follow-up is still possible: it waits for feedback first.
    """
    if not context.answered:
        return []
    if may_ask_follow_up(context) and is_last_question(context):
        waiting = context.snapshot.continuing
        context.update(continuing=True)
        return [] if waiting else [ef.StartTimer(SessionTimer.FEEDBACK, _FEEDBACK_TIMEOUT)]
    if puts_question_again(context):
        return [*stop_speaking(context), *put_question_again(context)]
    follow_up = pending_follow_up(context)
    stopped: list[SessionEffect] = [
        *stop_speaking(context),
        ef.StopTimer(SessionTimer.FEEDBACK),
        ef.StopTimer(SessionTimer.NEXT_QUESTION),
    ]
    return [
        *stopped,
        *(advance(context) if follow_up is None else ask_follow_up(context, follow_up)),
    ]


def put_question_again(context: SessionContext) -> list[SessionEffect]:
    """Put the question again, once, after an answer about something else; say and show why."""
    context.put_again = True
    lead = context.wording.say(Occasion.OFF_TOPIC)
    effects = try_again(context, lead)
    context.take.puts_again = True
    context.notice(NoticeKind.INFO, "topic", lead)
    return effects


def ask_follow_up(context: SessionContext, follow_up: PlannedQuestion) -> list[SessionEffect]:
    """Ask a follow-up, as a take of its own."""
    context.reset_take()
    context.follow_ups_asked.append(follow_up)
    context.update(attempt=1, question=follow_up)
    return create_take(context)


def advance(context: SessionContext) -> list[SessionEffect]:
    """Continue with the next question of the plan, or end the session."""
    if is_last_question(context):
        return finish(context) if not context.behavior.hands_free else _close(context)
    context.reset_take()
    context.put_again = False
    context.follow_ups_asked.clear()
    position = context.snapshot.position + 1
    context.update(position=position, attempt=1, question=context.plan.questions[position - 1])
    return create_take(context)


def try_again(context: SessionContext, lead: str = "") -> list[SessionEffect]:
    """Answer the same question again; the earlier take is kept."""
    context.reset_take()
    context.lead = lead
    context.update(attempt=context.snapshot.attempt + 1)
    stopped = (ef.StopTimer(SessionTimer.FEEDBACK), ef.StopTimer(SessionTimer.NEXT_QUESTION))
    return [*stopped, *create_take(context)]


def finish(context: SessionContext) -> list[SessionEffect]:
    """End the session at once; one that is left to be continued stays without an end."""
    silenced = stop_speaking(context)
    continues_later = context.leaving and _can_continue_later(context)
    context.enter(SessionState.FINISHED)
    return silenced if continues_later else [*silenced, ef.CloseSession()]


def _can_continue_later(context: SessionContext) -> bool:
    """Return whether there is an answer, and a question that was not answered to its end."""
    between = {SessionState.SAVED, SessionState.TRANSCRIBED}
    answered = context.answered or context.snapshot.paused_from in between
    complete = answered and CUT_SHORT not in context.take.flags
    return context.snapshot.answers > 0 and not (complete and is_last_question(context))


def stop_early(context: SessionContext) -> list[SessionEffect]:
    """End a session early with a few words, after a spoken command."""
    context.enter(SessionState.CLOSING)
    occasion = Occasion.STOPPING if context.snapshot.answers else Occasion.NOTHING_ANSWERED
    return say(context, occasion, AfterSpeech.FINISH)


def _close(context: SessionContext) -> list[SessionEffect]:
    """Sum up and say goodbye."""
    context.enter(SessionState.CLOSING)
    if context.snapshot.answers:
        told = [context.feedback[position] for position in sorted(context.feedback)]
        words = closing_words(context.wording, context.plan.mode, told)
    else:
        words = context.wording.say(Occasion.NOTHING_ANSWERED)
    words = f"{words} {context.wording.say(Occasion.GOODBYE)}"
    return say(context, Occasion.GOODBYE, AfterSpeech.FINISH, words)
