"""The session's states: what follows what, and what never happens."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig.driven_machine import Session, World, plan, question

from mock_interviewer.app.background import transcript_events
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.planning.plan import FollowUpRules, PlannedQuestion, SessionMode
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.recording.microphone_faults import ComputerSlept, ProgramStalled


def test_the_take_is_created_before_the_question_and_the_microphone() -> None:
    session = Session(plan()).listening()
    order = [type(effect) for effect in session.effects]
    assert order.index(ef.CreateTake) < order.index(ef.SayText) < order.index(ef.OpenTakeMicrophone)


def test_a_whole_answer_ends_saved_and_then_transcribed() -> None:
    session = Session(plan()).answered()
    assert session.state is SessionState.SAVED
    heard = transcript_events.TranscriptReady(session.take, Transcript((), 3.0, "base"))
    assert session.send(heard).state is SessionState.TRANSCRIBED


def test_delayed_captions_are_shown_for_the_current_take_only() -> None:
    session = Session(plan()).listening()
    session.send(ev.CaptionsHeld("another", held=True))
    assert not session.machine.snapshot.captions_held
    session.send(ev.CaptionsHeld(session.take, held=True))
    session.send(ev.CaptionsHeld("another", held=False))
    assert session.machine.snapshot.captions_held
    session.send(ev.CaptionsHeld(session.take, held=False))
    assert not session.machine.snapshot.captions_held


def test_another_take_starts_without_delayed_captions() -> None:
    session = Session(plan()).listening()
    session.send(ev.CaptionsHeld(session.take, held=True))
    session.send(SessionCommand.DONE, ev.RecordingClosed(3.0), ev.TakeSaved(), SessionCommand.NEXT)
    assert not session.machine.snapshot.captions_held


def test_a_saved_take_does_not_wait_for_a_transcript_that_failed_earlier() -> None:
    session = Session(plan()).listening()
    session.send(transcript_events.TranscriptFailed(session.take, "Recognition stopped twice."))
    assert session.state is SessionState.LISTENING
    session.send(SessionCommand.DONE, ev.RecordingClosed(3.0))
    assert session.send(ev.TakeSaved()).state is SessionState.TRANSCRIBED
    assert session.machine.snapshot.transcript_failed


def test_a_late_transcript_removes_the_notice_of_its_failure() -> None:
    session = Session(plan()).answered()
    session.send(transcript_events.TranscriptFailed(session.take, "Recognition stopped twice."))
    assert [notice.about for notice in session.machine.snapshot.notices] == ["recognition"]
    session.send(transcript_events.TranscriptReady(session.take, Transcript((), 3.0, "base")))
    assert session.machine.snapshot.notices == ()


def test_listening_waits_for_real_samples_when_thinking_is_over() -> None:
    session = (
        Session(plan()).asked().send(ev.InterviewerSpeechEnded(), ev.TimerFired(SessionTimer.THINK))
    )
    assert session.state is SessionState.THINKING
    assert session.send(ev.MicrophoneReady()).state is SessionState.LISTENING


@pytest.fixture
def begun_by_time() -> Session:
    """A session that listens to nobody yet, since the time to think is just over."""
    session = Session(plan()).asked()
    session.send(
        ev.InterviewerSpeechEnded(), ev.MicrophoneReady(), ev.TimerFired(SessionTimer.THINK)
    )
    assert session.state is SessionState.LISTENING
    return session


def test_a_key_meant_to_start_does_not_end_an_answer_started_by_timer(
    begun_by_time: Session,
) -> None:
    assert begun_by_time.send(SessionCommand.DONE).state is SessionState.LISTENING


def test_a_later_key_ends_an_answer_started_by_timer(
    begun_by_time: Session,
) -> None:
    assert (
        begun_by_time.send(ev.TimerFired(SessionTimer.JUST_BEGUN), SessionCommand.DONE).state
        is SessionState.SAVING
    )


def test_a_key_ends_an_answer_started_by_timer_once_the_person_speaks(
    begun_by_time: Session,
) -> None:
    assert (
        begun_by_time.send(ev.PersonSpeaks(1.0), SessionCommand.DONE).state is SessionState.SAVING
    )


def test_the_second_key_ends_the_answer_that_the_first_started() -> None:
    assert Session(plan()).listening().send(SessionCommand.DONE).state is SessionState.SAVING


def test_without_think_time_listening_starts_with_the_first_samples() -> None:
    session = Session(plan(think_time=0.0)).asked().send(ev.InterviewerSpeechEnded())
    assert session.state is SessionState.THINKING
    assert session.send(ev.MicrophoneReady()).state is SessionState.LISTENING


def test_a_voice_that_fails_does_not_stop_the_session() -> None:
    session = Session(plan()).asked().send(ev.InterviewerSpeechFailed("No voice."))
    assert session.state is SessionState.THINKING
    assert [notice.text for notice in session.machine.snapshot.notices] == ["No voice."]


def test_a_store_failure_pauses_before_the_first_question() -> None:
    session = Session(plan()).send(ev.SessionStarted(), ev.StoreFailed("The folder is read-only."))
    assert session.state is SessionState.PAUSED
    assert not session.of(ef.SayText)


@pytest.mark.parametrize("session_exists", [False, True])
def test_resume_tries_the_store_again(session_exists: bool) -> None:
    session = Session(plan()).send(ev.SessionStarted())
    if session_exists:
        session.send(ev.SessionOpened("s"))
    session.send(ev.StoreFailed("Full."))
    session.effects.clear()
    session.send(SessionCommand.RESUME)
    assert [type(effect) for effect in session.effects] == [
        ef.CreateTake if session_exists else ef.OpenSession
    ]


def test_done_stops_the_voice_and_moves_to_thinking() -> None:
    session = Session(plan()).asked().send(SessionCommand.DONE)
    assert session.state is SessionState.THINKING
    assert session.of(ef.StopSpeech)


def test_repeating_while_listening_does_not_record_the_voice() -> None:
    session = Session(plan()).listening()
    session.effects.clear()
    session.send(SessionCommand.REPEAT)
    assert session.state is SessionState.ASKING
    assert [type(effect) for effect in session.effects][:2] == [ef.PauseRecorder, ef.PauseTimer]
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.LISTENING
    assert session.of(ef.ResumeRecorder)


def test_repeating_while_thinking_comes_back_to_thinking_with_the_same_microphone() -> None:
    session = (
        Session(plan())
        .asked()
        .send(ev.InterviewerSpeechEnded(), SessionCommand.REPEAT, ev.InterviewerSpeechEnded())
    )
    assert session.state is SessionState.THINKING
    assert len(session.of(ef.OpenTakeMicrophone)) == 1


def test_skipping_before_an_answer_marks_the_take_and_drops_the_microphone() -> None:
    session = Session(plan()).asked().send(ev.InterviewerSpeechEnded(), SessionCommand.SKIP)
    assert session.of(ef.DropRecorder)
    assert session.of(ef.SkipTake) == [ef.SkipTake("s-01")]
    assert session.machine.snapshot.position == 2
    assert session.machine.snapshot.skipped == ("s-01",)


def test_skipping_within_an_answer_keeps_the_recording() -> None:
    session = Session(plan()).listening().send(SessionCommand.SKIP, ev.RecordingClosed(2.0))
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 2.0, ("skipped",))]
    session.send(ev.TakeSaved())
    assert session.machine.snapshot.position == 2


@pytest.mark.parametrize("command", [SessionCommand.SKIP, SessionCommand.END])
def test_a_question_skipped_in_silence_is_recorded_but_not_an_answer(
    command: SessionCommand,
) -> None:
    session = Session(plan()).listening()
    session.send(command, ev.RecordingClosed(2.0), ev.TakeSaved())
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 2.0, ("skipped",))]
    assert session.of(ef.TranscribeTake)
    assert session.machine.snapshot.answers == 0


@pytest.mark.parametrize(
    ("command", "flags"), [(SessionCommand.SKIP, ("skipped",)), (SessionCommand.END, ())]
)
def test_speech_before_skipping_counts_as_an_answer(
    command: SessionCommand, flags: tuple[str, ...]
) -> None:
    session = Session(plan()).listening().send(ev.PersonSpeaks(4.0))
    session.send(command, ev.RecordingClosed(2.0), ev.TakeSaved())
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 2.0, flags)]
    assert session.machine.snapshot.answers == 1


def test_without_recognition_a_recording_counts_as_an_answer() -> None:
    session = Session(plan()).listening()
    session.send(transcript_events.TranscriptFailed(session.take, "Recognition stopped twice."))
    session.send(SessionCommand.SKIP, ev.RecordingClosed(2.0), ev.TakeSaved())
    assert session.machine.snapshot.answers == 1


def test_ending_within_an_answer_keeps_the_recording() -> None:
    session = Session(plan()).listening()
    session.send(SessionCommand.END, ev.RecordingClosed(2.0), ev.TakeSaved())
    assert session.state is SessionState.FINISHED
    assert session.of(ef.SaveTake)
    assert session.of(ef.TranscribeTake)
    assert session.of(ef.CloseSession)


def test_the_limit_ends_the_answer_and_says_so() -> None:
    session = Session(plan()).listening().send(ev.TimerFired(SessionTimer.LIMIT))
    session.send(ev.RecordingClosed(60.0))
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 60.0, ("limit",))]


def test_a_recording_that_ends_by_itself_is_saved() -> None:
    session = Session(plan()).listening().send(ev.RecordingClosed(5400.0, ("limit",)))
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 5400.0, ("limit",))]
    assert session.send(ev.TakeSaved()).state is SessionState.SAVED


def test_a_lost_microphone_pauses_and_resume_continues_the_take() -> None:
    session = Session(plan()).listening().send(ev.MicrophoneLost("USB is gone.", 4.0))
    assert session.state is SessionState.PAUSED
    assert "Your answer so far is saved." in session.machine.snapshot.notices[0].text
    session.effects.clear()
    session.send(SessionCommand.RESUME)
    assert session.of(ef.OpenTakeMicrophone) == [
        ef.OpenTakeMicrophone("s-01", question(0), resume=True),
    ]
    assert session.send(ev.MicrophoneReady()).state is SessionState.LISTENING
    assert session.of(ef.KeepSamples)


def test_sleep_pauses_with_a_notice_and_resume_continues_the_take() -> None:
    session = Session(plan()).listening().send(ev.RecordingInterrupted(ComputerSlept(), 4.0))
    assert (session.state, session.machine.snapshot.paused_from) == (
        SessionState.PAUSED,
        SessionState.LISTENING,
    )
    [notice] = session.machine.snapshot.notices
    assert (notice.kind, notice.text) == (
        NoticeKind.CAUTION,
        "Your computer was asleep. Your answer so far is saved. Press Resume to continue.",
    )
    assert session.of(ef.PauseTimer)
    session.effects.clear()
    session.send(SessionCommand.RESUME)
    assert session.of(ef.OpenTakeMicrophone) == [
        ef.OpenTakeMicrophone("s-01", question(0), resume=True)
    ]
    assert session.send(ev.MicrophoneReady()).state is SessionState.LISTENING
    assert session.machine.snapshot.notices == ()


def test_sleep_while_thinking_pauses_and_stops_the_think_time() -> None:
    session = Session(plan()).asked().send(ev.InterviewerSpeechEnded(), ev.MicrophoneReady())
    session.send(ev.RecordingInterrupted(ComputerSlept(), 0.0))
    assert (session.state, session.machine.snapshot.paused_from) == (
        SessionState.PAUSED,
        SessionState.THINKING,
    )
    [notice] = session.machine.snapshot.notices
    assert notice.text == "Your computer was asleep. Press Resume to continue."
    assert ef.StopTimer(SessionTimer.THINK) in session.of(ef.StopTimer)


def test_a_stall_pauses_without_a_notice_of_sleep() -> None:
    session = Session(plan()).listening().send(ev.RecordingInterrupted(ProgramStalled(), 4.0))
    assert session.state is SessionState.PAUSED
    [notice] = session.machine.snapshot.notices
    assert notice.text == (
        "Mock Interviewer stopped responding for a while. Your answer so far is saved."
        " Press Resume to continue."
    )
    session.send(SessionCommand.DONE)
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 4.0, ("stalled",))]


def test_done_after_sleep_saves_the_recording() -> None:
    session = (
        Session(plan())
        .listening()
        .send(ev.RecordingInterrupted(ComputerSlept(), 4.0), SessionCommand.DONE)
    )
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 4.0, ("asleep",))]


def test_sleep_while_the_recording_is_closed_saves_it() -> None:
    session = (
        Session(plan())
        .listening()
        .send(SessionCommand.DONE, ev.RecordingInterrupted(ComputerSlept(), 4.0))
    )
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 4.0, ("asleep",))]


def test_done_after_a_lost_microphone_saves_the_recording() -> None:
    session = Session(plan()).listening().send(ev.MicrophoneLost("Gone.", 4.0), SessionCommand.DONE)
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 4.0, ("device-lost",))]


def test_a_microphone_that_cannot_be_opened_pauses_and_is_retried() -> None:
    session = (
        Session(plan()).asked().send(ev.InterviewerSpeechEnded(), ev.MicrophoneFailed("Busy."))
    )
    assert session.state is SessionState.PAUSED
    session.effects.clear()
    session.send(SessionCommand.RESUME)
    assert session.of(ef.OpenTakeMicrophone) == [ef.OpenTakeMicrophone("s-01", question(0))]


@pytest.mark.parametrize(
    ("reach", "held", "resumed"),
    [
        ("asked", ef.PauseVoice, ef.ResumeVoice),
        ("listening", ef.PauseRecorder, ef.ResumeRecorder),
    ],
)
def test_pause_and_resume_apply_to_the_current_phase(reach: str, held: type, resumed: type) -> None:
    session: Session = getattr(Session(plan()), reach)()
    before = session.state
    assert session.send(SessionCommand.PAUSE).state is SessionState.PAUSED
    assert session.of(held)
    assert session.send(SessionCommand.RESUME).state is before
    assert session.of(resumed)


def test_speech_that_ends_while_paused_does_not_end_the_pause() -> None:
    session = Session(plan()).asked().send(SessionCommand.PAUSE, ev.InterviewerSpeechEnded())
    assert session.state is SessionState.PAUSED
    assert session.send(SessionCommand.RESUME).state is SessionState.THINKING


WITH_FOLLOW_UPS = FollowUpRules(most=1)
WHY = replace(question(0), text="And why?", spoken="And why?", follow_up=1)


def test_after_the_last_answer_a_follow_up_stays_possible_until_there_is_feedback() -> None:
    session = Session(plan(1, follow_ups=WITH_FOLLOW_UPS)).answered()
    assert session.machine.snapshot.may_ask_follow_up
    session.send(ev.FeedbackKnown(session.take, None))
    assert not session.machine.snapshot.may_ask_follow_up
    assert session.send(SessionCommand.NEXT).state is SessionState.FINISHED


@pytest.mark.parametrize(
    ("follow_up", "state"), [(WHY, SessionState.OPENING), (None, SessionState.FINISHED)]
)
def test_next_after_the_last_answer_takes_effect_once_there_is_feedback(
    follow_up: PlannedQuestion | None, state: SessionState
) -> None:
    session = Session(plan(1, follow_ups=WITH_FOLLOW_UPS)).answered().send(SessionCommand.NEXT)
    assert session.state is SessionState.SAVED
    assert session.machine.snapshot.continuing
    session.send(ev.FeedbackKnown(session.take, None, follow_up))
    assert session.state is state
    assert session.machine.snapshot.question == (follow_up or question(0))


def test_the_end_does_not_wait_for_feedback_forever() -> None:
    session = Session(plan(1, follow_ups=WITH_FOLLOW_UPS)).answered()
    session.send(SessionCommand.NEXT, SessionCommand.NEXT)
    assert [effect.timer for effect in session.of(ef.StartTimer)].count(SessionTimer.FEEDBACK) == 1
    assert session.send(ev.TimerFired(SessionTimer.FEEDBACK)).state is SessionState.FINISHED


def test_without_follow_ups_the_last_answer_ends_the_session() -> None:
    session = Session(plan(1)).answered()
    assert not session.machine.snapshot.may_ask_follow_up
    assert session.send(SessionCommand.NEXT).state is SessionState.FINISHED


def test_without_recognition_there_is_no_follow_up() -> None:
    session = Session(plan(1, follow_ups=WITH_FOLLOW_UPS)).listening()
    session.send(
        transcript_events.TranscriptFailed(session.take, "Recognition stopped twice."),
        SessionCommand.DONE,
    )
    session.send(ev.RecordingClosed(3.0), ev.TakeSaved())
    assert not session.machine.snapshot.may_ask_follow_up


def test_after_the_last_follow_up_no_other_is_possible() -> None:
    session = Session(plan(1, follow_ups=WITH_FOLLOW_UPS)).answered()
    session.send(ev.FeedbackKnown(session.take, None, WHY), SessionCommand.NEXT)
    assert not session.answered().machine.snapshot.may_ask_follow_up


def test_with_keys_the_question_is_put_again_on_next() -> None:
    session = Session(plan(1, follow_ups=WITH_FOLLOW_UPS)).answered()
    session.send(ev.FeedbackKnown(session.take, None, off_topic=True))
    now = session.machine.snapshot
    assert (now.state, now.asks_again) == (SessionState.SAVED, True)
    assert [notice.text for notice in now.notices] == ["I think that was about something else."]
    session.send(SessionCommand.NEXT).asked()
    assert session.of(ef.CreateTake)[-1] == ef.CreateTake(question(0), 1, 2)
    assert session.of(ef.SayText)[-1].text.endswith(" Question 0?")
    assert session.machine.snapshot.position == 1


def test_with_keys_a_question_need_not_be_put_again() -> None:
    session = Session(plan(follow_ups=WITH_FOLLOW_UPS)).answered()
    session.send(ev.FeedbackKnown(session.take, None, off_topic=True), SessionCommand.SKIP)
    assert session.machine.snapshot.position == 2


def test_next_before_feedback_puts_the_last_question_again_once_it_is_there() -> None:
    session = Session(plan(1, follow_ups=WITH_FOLLOW_UPS)).answered().send(SessionCommand.NEXT)
    session.send(ev.FeedbackKnown(session.take, None, off_topic=True))
    assert session.of(ef.CreateTake)[-1] == ef.CreateTake(question(0), 1, 2)


def test_exam_mode_asks_the_next_question_without_waiting() -> None:
    session = Session(plan(mode=SessionMode.EXAM)).answered()
    assert session.machine.snapshot.position == 2
    assert session.state is SessionState.OPENING


def test_the_last_answer_of_an_exam_ends_the_session() -> None:
    assert Session(plan(count=1, mode=SessionMode.EXAM)).answered().state is SessionState.FINISHED


def test_try_again_makes_a_second_take_of_the_same_question() -> None:
    session = Session(plan()).answered().send(SessionCommand.TRY_AGAIN)
    assert session.of(ef.CreateTake)[-1] == ef.CreateTake(question(0), 1, 2)


def test_the_next_question_is_synthesized_during_the_answer() -> None:
    session = Session(plan()).listening()
    assert session.of(ef.PrepareSpeech)[-1] == ef.PrepareSpeech("Question 1?")


def test_a_late_transcript_of_an_earlier_take_does_not_change_the_snapshot() -> None:
    session = Session(plan()).answered().send(SessionCommand.NEXT)
    before = session.machine.snapshot
    session.send(transcript_events.TranscriptReady("s-01", Transcript((), 3.0, "base")))
    assert session.machine.snapshot == before


def test_a_take_created_after_the_end_is_withdrawn() -> None:
    session = Session(plan()).send(ev.SessionStarted(), ev.SessionOpened("s"), SessionCommand.END)
    assert session.state is SessionState.FINISHED
    assert session.send(ev.TakeCreated("s-01")).of(ef.WithdrawTake) == [ef.WithdrawTake("s-01")]


@pytest.mark.parametrize("paused", [(), (SessionCommand.PAUSE,)])
def test_a_question_that_was_not_fully_asked_is_withdrawn_at_the_end(
    paused: tuple[SessionCommand, ...],
) -> None:
    session = Session(plan()).asked().send(*paused, SessionCommand.END)
    assert session.of(ef.WithdrawTake) == [ef.WithdrawTake("s-01")]
    assert not session.of(ef.SkipTake)
    assert session.state is SessionState.FINISHED


def test_ending_while_a_question_is_repeated_skips_it() -> None:
    session = (
        Session(plan())
        .asked()
        .send(ev.InterviewerSpeechEnded(), SessionCommand.REPEAT, SessionCommand.END)
    )
    assert session.of(ef.SkipTake) == [ef.SkipTake("s-01")]


def test_a_question_can_be_skipped_while_it_is_being_asked() -> None:
    assert Session(plan()).asked().send(SessionCommand.SKIP).of(ef.SkipTake) == [
        ef.SkipTake("s-01")
    ]


def test_saved_answers_are_counted_and_skipped_questions_are_not() -> None:
    session = Session(plan(3)).answered()
    assert session.machine.snapshot.answers == 1
    session.send(SessionCommand.NEXT).asked().send(SessionCommand.SKIP)
    assert session.machine.snapshot.answers == 1


EVENTS: list[SessionEvent | SessionCommand] = [
    *SessionCommand,
    ev.InterviewerSpeechEnded(),
    ev.InterviewerSpeechFailed("no"),
    ev.MicrophoneReady(),
    ev.MicrophoneFailed("no"),
    ev.MicrophoneLost("no", 1.0),
    ev.RecordingInterrupted(ComputerSlept(), 1.0),
    ev.MicrophoneWarned("hm"),
    ev.StoreFailed("no"),
    ev.TimerFired(SessionTimer.THINK),
    ev.TimerFired(SessionTimer.LIMIT),
]


@given(
    st.lists(st.one_of(st.sampled_from(EVENTS), st.none()), max_size=60),
    st.sampled_from(SessionMode),
    st.sampled_from([0.0, 5.0]),
)
def test_with_any_events_no_recording_is_lost_and_listening_means_recording(
    happenings: list[SessionEvent | SessionCommand | None], mode: SessionMode, think_time: float
) -> None:
    world = World(plan(mode=mode, think_time=think_time))
    world.give(ev.SessionStarted())
    for happening in happenings:
        if happening is not None:
            world.give(happening)
        elif world.waiting:
            world.give(world.waiting.pop(0))
    while world.waiting:
        world.give(world.waiting.pop(0))
    world.give(SessionCommand.END)
    while world.waiting:
        world.give(world.waiting.pop(0))
    assert world.machine.snapshot.state is SessionState.FINISHED
    assert world.kept <= world.saved
