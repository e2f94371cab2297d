"""Takes: written down, saved, judged, and what comes after one."""

from dataclasses import replace
from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import events as ev
from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.course.coming import (
    follow_up_of,
    goes_on_by_itself,
    is_judged_first,
    is_last,
    is_silence,
    may_ask_back,
)
from mock_interviewer.app.interview.course.speech import hush, say
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.plan import Mode, PlannedQuestion
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.saying.summing_up import Told, sum_up
from mock_interviewer.app.interview.states import NoticeKind, Snapshot, State
from mock_interviewer.audio.cues import Cue

TIME_OVER: Final = "The time for this answer is over."
_FEEDBACK: Final = 20.0
"""Seconds after which a session goes on though an answer is not judged yet."""
_GO_ON: Final = 8.0
"""Seconds to try an answer again, or to ask for a pause, before the next question comes."""


def create_take(at: Standing) -> list[Effect]:
    """Write down a take of the present question."""
    at.enter(State.OPENING)
    return [ef.CreateTake(at.question, at.snapshot.position, at.snapshot.attempt)]


def take_created(at: Standing, take: str) -> None:
    """Note the id of the take that was written down."""
    at.update(take=take)
    at.notice(NoticeKind.ERROR, "storage", "")
    if at.question.follow_up is None:
        at.latest[at.snapshot.position] = take


def close_lost(at: Standing) -> list[Effect]:
    """Save a take of which a lost microphone left the sound."""
    return save(at, at.take.lost or 0.0, ())


def recording_closed(at: Standing, duration: float, flags: tuple[str, ...]) -> list[Effect]:
    """Save; also where nobody asked for the end, as at the longest length of a recording."""
    effects: list[Effect] = []
    if at.snapshot.state is not State.SAVING:
        effects += hush(at)
        effects += [ef.StopTimer(timer) for timer in Timer]
        at.take.after_saving = None
        at.place = at.confirming = None
        at.enter(State.SAVING)
    return [*effects, *save(at, duration, flags)]


def save(at: Standing, duration: float, flags: tuple[str, ...]) -> list[Effect]:
    """Write down that the sound of the take is whole."""
    at.microphone_open = at.samples_arrive = False
    if at.snapshot.finishing:
        at.notice(NoticeKind.INFO, "limit", TIME_OVER)
    at.update(recorded=duration, finishing=False)
    return [ef.SaveTake(at.take_id, duration, tuple(dict.fromkeys((*at.take.flags, *flags))))]


def saved(at: Standing, problem: str) -> list[Effect]:
    """Have the take transcribed and do what was wanted next."""
    if at.snapshot.state is not State.SAVING:
        return []
    if problem:
        at.notice(NoticeKind.ERROR, "storage", problem)
    if not is_silence(at):
        at.update(answers=at.snapshot.answers + 1)
    # What was given up while it was being spoken is awaited no more.
    at.enter(State.TRANSCRIBED if at.snapshot.transcript_failed else State.SAVED)
    effects: list[Effect] = [ef.Transcribe(at.take_id)]
    match at.take.after_saving:
        case Command.END:
            return [*effects, *(stop_early(at) if at.stopping else finish(at))]
        case Command.SKIP:
            return [*effects, *advance(at)]
        case Command.TRY_AGAIN:
            return [*effects, *try_again(at, at.wording.say(Occasion.STARTING_OVER))]
    if not goes_on_by_itself(at):
        return effects
    if is_judged_first(at):
        effects.append(ef.StartTimer(Timer.FEEDBACK, _FEEDBACK))
    if not at.manner.hands_free:
        return [*effects, *go_on(at)]
    if at.manner.sounds:
        at.cue_plays = True
        at.then = Then.JUDGED
        return [*effects, ef.Play(Cue.SAVED)]
    return [*effects, *acknowledge(at)]


def acknowledge(at: Standing) -> list[Effect]:
    """Say that an answer was heard, and nothing on what it was worth.

    That it is not written down is told in its place, the first time.
    """
    occasion = Occasion.ACKNOWLEDGEMENT
    if at.snapshot.transcript_failed and not at.told_of_transcripts:
        at.told_of_transcripts = True
        occasion = Occasion.NO_TRANSCRIPT
    return say(at, at.wording.say(occasion), Then.JUDGED)


def recognition(
    at: Standing, event: ev.TranscriptReady | ev.TranscriptFailed | ev.CaptionsHeld
) -> list[Effect]:
    """Note what became of the words of the present take."""
    if event.take != at.snapshot.take:
        return []
    if isinstance(event, ev.CaptionsHeld):
        at.update(captions_held=event.held)
        return []
    if isinstance(event, ev.TranscriptFailed):
        at.update(transcript_failed=True)
        at.notice(NoticeKind.CAUTION, "recognition", event.text)
    else:
        at.update(transcript=event.transcript, transcript_failed=False)
        at.notice(NoticeKind.CAUTION, "recognition", "")
    if at.snapshot.state is State.SAVED:
        at.enter(State.TRANSCRIBED)
    elif at.snapshot.paused_from is State.SAVED:
        at.pause_from(State.TRANSCRIBED)
    if isinstance(event, ev.TranscriptFailed):
        return feedback_known(at, ev.FeedbackKnown(event.take, None))
    return []


def feedback_known(at: Standing, event: ev.FeedbackKnown) -> list[Effect]:
    """Note what became of an answer, and go on where that was awaited."""
    for position, take in at.latest.items():
        if take == event.take and event.feedback is not None:
            at.told[position] = Told(position, event.feedback)
    if event.take != at.snapshot.take:
        return []
    if at.take.looked_back:
        event = replace(event, follow_up=None)
    first, at.take.judged = at.take.judged is None, event
    at.update(asks_back=event.follow_up is not None)
    if at.snapshot.goes_on:
        return next_question(at)
    return go_on(at) if first else []


def go_on(at: Standing) -> list[Effect]:
    """Go on after an answer, once nothing is being said and it is known what became of it."""
    if not at.answered or at.then is not None or not goes_on_by_itself(at):
        return []
    if at.take.judged is None and not at.take.waited_enough and is_judged_first(at):
        return []
    follow_up = follow_up_of(at)
    if follow_up is not None:
        at.passed_over = at.passed_over or _of_question(at)
        return [ef.StopTimer(Timer.FEEDBACK), *ask_back(at, follow_up)]
    if at.plan.mode is Mode.EXAM:
        return [ef.StopTimer(Timer.FEEDBACK), *advance(at)]
    time, at.more_time = max(_GO_ON, at.more_time), 0.0
    return [ef.StopTimer(Timer.FEEDBACK), ef.StartTimer(Timer.GO_ON, time)]


def timer_fired(at: Standing, timer: Timer) -> list[Effect]:
    """Go on without waiting any longer."""
    if timer is Timer.FEEDBACK:
        at.take.waited_enough = True
        return next_question(at) if at.snapshot.goes_on else go_on(at)
    return next_question(at) if timer is Timer.GO_ON and at.answered else []


def next_question(at: Standing) -> list[Effect]:
    """Ask back, where there is something to ask back, else ask the next question of the plan.

    The session does not end as long as something may be asked back: that is waited for.
    """
    if not at.answered:
        return []
    if may_ask_back(at) and is_last(at):
        waiting = at.snapshot.goes_on
        at.update(goes_on=True)
        return [] if waiting else [ef.StartTimer(Timer.FEEDBACK, _FEEDBACK)]
    follow_up = follow_up_of(at)
    stopped: list[Effect] = [*hush(at), ef.StopTimer(Timer.FEEDBACK), ef.StopTimer(Timer.GO_ON)]
    return [*stopped, *(advance(at) if follow_up is None else ask_back(at, follow_up))]


def ask_back(at: Standing, follow_up: PlannedQuestion) -> list[Effect]:
    """Ask something more about the present question, as a take of its own."""
    at.forget_take()
    at.asked_back.append(follow_up)
    at.update(attempt=1, question=follow_up, looks_back=at.passed_over is not None)
    return create_take(at)


def advance(at: Standing) -> list[Effect]:
    """Go on to the next question of the plan, or to the end.

    First comes what is still to be told of the answer to the question itself.
    """
    if at.passed_over is not None:
        return _look_back(at, at.passed_over)
    if is_last(at):
        return finish(at) if not at.manner.hands_free else _close(at)
    at.forget_take()
    at.asked_back.clear()
    position = at.snapshot.position + 1
    at.update(position=position, attempt=1, question=at.plan.questions[position - 1])
    return create_take(at)


def try_again(at: Standing, lead: str = "") -> list[Effect]:
    """Answer the same question once more; the take that is there stays."""
    at.forget_take()
    at.lead = lead
    at.update(attempt=at.snapshot.attempt + 1)
    stopped = (ef.StopTimer(Timer.FEEDBACK), ef.StopTimer(Timer.GO_ON))
    return [*stopped, *create_take(at)]


def finish(at: Standing) -> list[Effect]:
    """End the session at once."""
    hushed = hush(at)
    at.enter(State.FINISHED)
    return [*hushed, ef.CloseSession()]


def stop_early(at: Standing) -> list[Effect]:
    """End a session that was asked in words to end, in words."""
    at.enter(State.CLOSING)
    occasion = Occasion.STOPPING if at.snapshot.answers else Occasion.NOTHING_ANSWERED
    return say(at, at.wording.say(occasion), Then.FINISH)


def _close(at: Standing) -> list[Effect]:
    """Sum up aloud and say goodbye."""
    at.enter(State.CLOSING)
    if at.snapshot.answers:
        told = [at.told[position] for position in sorted(at.told)]
        words = sum_up(at.wording, at.plan.mode, told)
    else:
        words = at.wording.say(Occasion.NOTHING_ANSWERED)
    return say(at, f"{words} {at.wording.say(Occasion.GOODBYE)}", Then.FINISH)


def _of_question(at: Standing) -> Snapshot | None:
    """Return the present answer, if its feedback is due before the next question of the plan.

    Something is asked back at once, before that could be read.
    """
    told_each = at.plan.mode is Mode.PRACTICE
    return at.snapshot if told_each and at.question.follow_up is None else None


def _look_back(at: Standing, answer: Snapshot) -> list[Effect]:
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
    at.enter(State.TRANSCRIBED)
    lead, at.lead = at.lead, ""
    return say(at, lead, Then.JUDGED) if lead else go_on(at)
