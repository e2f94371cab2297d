"""A session without keys: what is said leads it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig.driven_machine import HandsFree, Session, World, plan, question

from mock_interviewer.app.background import transcript_events
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.commands_heard.understanding import prepare
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_machine import SessionMachine
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.planning.plan import (
    KEYS_ONLY,
    FollowUpRules,
    InterviewerBehavior,
    Plan,
    PlannedQuestion,
    SessionMode,
)
from mock_interviewer.audio.playback.sound_cues import SoundCue
from mock_interviewer.audio.recording.microphone_faults import ComputerSlept, ProgramStalled

FOLLOW_UP = replace(question(0), text="And why?", spoken="And why?", follow_up=1)
WITH_FOLLOW_UPS = FollowUpRules(most=2)
TIMED = InterviewerBehavior(feedback_time=20.0)


@pytest.fixture(autouse=True, scope="module")
def _tables() -> None:
    """Read them before anything is timed."""
    prepare()


def exam(count: int = 2, **changes: object) -> Plan:
    return plan(count, mode=SessionMode.EXAM, **changes)


def test_the_interviewer_greets_and_introduces_the_first_question() -> None:
    session = HandsFree(plan(3)).started()
    assert "three questions" in session.said[0].lower()
    assert "Question 0?" in session.said[0]
    assert "five seconds" in session.said[0].lower()


def test_a_lead_in_is_shown_while_its_question_is_asked() -> None:
    session = HandsFree(plan(3)).send(ev.SessionStarted(), ev.SessionOpened("s"))
    remark = session.machine.snapshot.remark
    before, after = session.said[0].split(" Question 0? ")
    assert remark == f"{before} {after}"
    assert "three questions" in remark.lower()
    session.send(ev.InterviewerSpeechEnded())
    assert session.machine.snapshot.remark == ""


def test_a_repeated_question_is_not_a_remark() -> None:
    session = HandsFree(plan()).started().says("Repeat the question, please.")
    remark = session.machine.snapshot.remark
    assert remark
    assert session.said[-1] == f"{remark} Question 0?"
    session.send(ev.InterviewerSpeechEnded()).answers().send(ev.InterviewerSpeechEnded()).says(
        "Say that again."
    )
    assert session.said[-1] == f"{session.machine.snapshot.remark} Question 0?"


def test_an_interrupted_question_leaves_no_remark() -> None:
    session = HandsFree(plan()).send(
        ev.SessionStarted(), ev.SessionOpened("s"), SessionCommand.DONE
    )
    assert session.state is SessionState.THINKING
    assert session.machine.snapshot.remark == ""


def test_a_definition_stays_readable_after_it_was_spoken() -> None:
    session = HandsFree(plan()).started().says("What do you mean by perplexity?")
    session.send(
        ev.MeaningLookedUp("perplexity", "How surprised a model is."), ev.InterviewerSpeechEnded()
    )
    assert session.state is SessionState.THINKING
    assert session.machine.snapshot.remark.endswith("How surprised a model is.")


def test_with_keys_only_the_question_is_spoken() -> None:
    session = HandsFree(plan(), KEYS_ONLY).send(ev.SessionStarted(), ev.SessionOpened("s"))
    assert session.said == ["Question 0?"]
    assert session.machine.snapshot.remark == ""


def test_the_speech_prepared_during_an_answer_is_spoken_next() -> None:
    session = HandsFree(exam()).started().answers().send(ev.InterviewerSpeechEnded())
    prepared = [effect.text for effect in session.effects if isinstance(effect, ef.PrepareSpeech)]
    assert session.said[-1] == prepared[-1]
    assert session.said[-1].endswith("Question 1?")


def test_speaking_ends_the_time_to_think_and_is_recorded_from_its_start() -> None:
    session = HandsFree(plan()).started()
    assert session.state is SessionState.THINKING
    assert session.send(ev.PersonSpeaks(7.0)).state is SessionState.LISTENING
    assert session.of(ef.KeepSamples) == [ef.KeepSamples(7.0)]
    assert ef.StopTimer(SessionTimer.THINK) in session.effects


def test_recording_starts_after_the_listening_cue() -> None:
    machine = SessionMachine(plan(think_time=0.0), InterviewerBehavior())
    effects = [
        effect
        for event in (
            ev.SessionStarted(),
            ev.SessionOpened("s"),
            ev.TakeCreated("s-01"),
            ev.InterviewerSpeechEnded(),
        )
        for effect in machine.handle(event)
    ]
    assert ef.PlayCue(SoundCue.LISTENING) in effects
    assert machine.handle(ev.MicrophoneReady()) == []
    assert any(isinstance(effect, ef.KeepSamples) for effect in machine.handle(ev.CueEnded()))


def test_without_cues_listening_starts_right_away() -> None:
    session = HandsFree(plan(), InterviewerBehavior(sounds=False)).started().answers()
    assert not session.of(ef.PlayCue)
    assert session.saved


def test_a_finished_answer_is_saved_and_acknowledged() -> None:
    session = HandsFree(plan()).started().answers()
    assert session.state is SessionState.SAVED
    assert session.saved == [("s-01", ())]
    assert ef.PlayCue(SoundCue.SAVED) in session.effects
    assert session.machine.snapshot.remark == session.said[-1]


def test_an_answer_cannot_end_before_it_started() -> None:
    session = HandsFree(plan()).started().send(ev.TimerFired(SessionTimer.THINK), ev.AnswerOver())
    assert session.state is SessionState.LISTENING


def test_early_feedback_waits_for_the_end_of_the_acknowledgement() -> None:
    session = HandsFree(plan()).started().answers().judged()
    assert not session.machine.snapshot.awaits_next
    assert session.send(ev.InterviewerSpeechEnded()).machine.snapshot.awaits_next


def test_a_session_does_not_wait_for_feedback_forever() -> None:
    session = HandsFree(plan()).started().answers().send(ev.InterviewerSpeechEnded())
    assert session.send(ev.TimerFired(SessionTimer.FEEDBACK)).machine.snapshot.awaits_next


def test_a_session_does_not_wait_for_feedback_without_a_transcript() -> None:
    session = HandsFree(plan()).started().answers().send(ev.InterviewerSpeechEnded())
    session.send(transcript_events.TranscriptFailed("s-01", "No model."))
    assert session.machine.snapshot.awaits_next


def test_an_exam_continues_as_soon_as_the_answer_is_acknowledged() -> None:
    session = HandsFree(exam()).started().answers().send(ev.InterviewerSpeechEnded())
    assert session.machine.snapshot.position == 2


def test_a_follow_up_is_its_own_take_under_its_question() -> None:
    session = HandsFree(exam(follow_ups=WITH_FOLLOW_UPS)).started().answers()
    session.send(ev.InterviewerSpeechEnded()).judged(FOLLOW_UP)
    assert session.made[-1] == ("And why?", 1, 1)
    assert session.said[-1].endswith("And why?")
    session.send(ev.InterviewerSpeechEnded()).answers().send(ev.InterviewerSpeechEnded()).judged()
    assert session.made[-1] == ("Question 1?", 2, 1)


def judged_first_answer(of: Plan, follow_up: PlannedQuestion | None = None) -> HandsFree:
    """Return a session whose first answer was acknowledged and has feedback."""
    return HandsFree(of).started().answers().send(ev.InterviewerSpeechEnded()).judged(follow_up)


def test_feedback_stays_until_next_and_the_first_time_it_is_said_how_to_continue() -> None:
    session = judged_first_answer(plan(3))
    assert session.machine.snapshot.awaits_next
    assert "say next" in session.said[-1].lower()
    assert not _counts_down(session)
    session.send(ev.InterviewerSpeechEnded()).says("Next.")
    assert session.made[-1] == ("Question 1?", 2, 1)
    assert not session.machine.snapshot.awaits_next
    session.send(ev.InterviewerSpeechEnded()).answers().send(ev.InterviewerSpeechEnded()).judged()
    assert session.machine.snapshot.awaits_next
    assert "say next" not in session.said[-1].lower()


@pytest.mark.parametrize("words", ["Next question.", "Continue.", "Go on.", "Okay, next."])
def test_other_words_for_next_continue_after_feedback(words: str) -> None:
    session = judged_first_answer(plan(3)).send(ev.InterviewerSpeechEnded()).says(words)
    assert session.made[-1] == ("Question 1?", 2, 1)


def test_next_is_understood_while_the_interviewer_says_how_to_continue() -> None:
    session = judged_first_answer(plan(3)).says("Next.")
    assert session.made[-1] == ("Question 1?", 2, 1)


def test_feedback_on_the_main_answer_stays_before_its_follow_up() -> None:
    session = judged_first_answer(plan(follow_ups=WITH_FOLLOW_UPS), FOLLOW_UP)
    now = session.machine.snapshot
    assert (now.take, now.awaits_next, now.asks_follow_up) == ("s-01", True, True)
    assert len(session.made) == 1
    session.send(ev.InterviewerSpeechEnded()).says("Next.")
    assert session.made[-1] == ("And why?", 1, 1)


@pytest.mark.parametrize("skip", [SessionCommand.SKIP, SessionCommand.NEXT])
def test_after_a_follow_up_comes_the_next_question(skip: SessionCommand) -> None:
    session = judged_first_answer(plan(follow_ups=WITH_FOLLOW_UPS), FOLLOW_UP)
    session.send(SessionCommand.NEXT, ev.InterviewerSpeechEnded())
    if skip is SessionCommand.NEXT:
        session.answers().send(ev.InterviewerSpeechEnded()).judged()
        assert session.machine.snapshot.awaits_next
    session.send(skip)
    assert session.made[-1] == ("Question 1?", 2, 1)


def test_feedback_can_be_left_a_chosen_time() -> None:
    session = HandsFree(plan(), TIMED).started().answers().send(ev.InterviewerSpeechEnded())
    session.judged()
    assert session.of(ef.StartTimer)[-1] == ef.StartTimer(SessionTimer.NEXT_QUESTION, 20.0)
    assert "say next" not in session.said[-1].lower()
    session.send(ev.TimerFired(SessionTimer.NEXT_QUESTION))
    assert session.made[-1] == ("Question 1?", 2, 1)


@pytest.mark.parametrize("event", [ev.FeedbackRead(), ev.PersonSpeaks(99.0)])
def test_the_chosen_time_starts_again_while_feedback_is_read_or_talked_about(
    event: SessionEvent,
) -> None:
    session = HandsFree(plan(), TIMED).started().answers().send(ev.InterviewerSpeechEnded())
    session.judged()
    before = len(session.effects)
    session.send(event)
    assert session.effects[before:] == [ef.StartTimer(SessionTimer.NEXT_QUESTION, 20.0)]


def test_reading_old_feedback_starts_no_time_during_the_next_question() -> None:
    session = HandsFree(plan(), TIMED).started().answers().send(ev.InterviewerSpeechEnded())
    session.judged().send(SessionCommand.NEXT, ev.InterviewerSpeechEnded())
    before = len(session.effects)
    session.send(ev.FeedbackRead())
    assert session.effects[before:] == []


def test_an_exam_continues_after_a_follow_up() -> None:
    session = HandsFree(exam(follow_ups=WITH_FOLLOW_UPS)).started().answers()
    session.send(ev.InterviewerSpeechEnded()).judged(FOLLOW_UP).send(ev.InterviewerSpeechEnded())
    session.send(SessionCommand.SKIP)
    assert session.made[-1] == ("Question 1?", 2, 1)


def test_the_snapshot_says_whether_a_follow_up_comes_next() -> None:
    session = HandsFree(plan(1, follow_ups=WITH_FOLLOW_UPS)).started().answers().judged(FOLLOW_UP)
    assert session.machine.snapshot.asks_follow_up
    assert not session.send(SessionCommand.NEXT).machine.snapshot.asks_follow_up


def about_something_else(of: Plan) -> HandsFree:
    """Return a session whose first answer was about something else."""
    session = HandsFree(of).started().answers().send(ev.InterviewerSpeechEnded())
    return session.send(ev.FeedbackKnown(session.take, None, off_topic=True))


@pytest.mark.parametrize("of", [plan(follow_ups=WITH_FOLLOW_UPS), exam(follow_ups=WITH_FOLLOW_UPS)])
def test_after_an_answer_about_something_else_the_question_is_put_again(of: Plan) -> None:
    session = about_something_else(of)
    assert session.made == [("Question 0?", 1, 1), ("Question 0?", 1, 2)]
    now = session.machine.snapshot
    (shown,) = now.notices
    assert session.said[-1] == f"{shown.text} Question 0?"
    assert (now.state, now.remark, now.position) == (SessionState.ASKING, "", 1)
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.THINKING
    assert session.machine.snapshot.notices == (shown,)


def test_after_a_second_answer_about_something_else_the_session_continues() -> None:
    session = about_something_else(exam(3, follow_ups=WITH_FOLLOW_UPS))
    session.send(ev.InterviewerSpeechEnded()).answers().send(ev.InterviewerSpeechEnded())
    session.send(ev.FeedbackKnown(session.take, None, off_topic=True))
    assert session.made[-1] == ("Question 1?", 2, 1)
    assert not session.machine.snapshot.asks_again
    session.send(ev.InterviewerSpeechEnded()).answers().send(ev.InterviewerSpeechEnded())
    session.send(ev.FeedbackKnown(session.take, None, off_topic=True))
    assert session.made[-1] == ("Question 1?", 2, 2)


def test_a_follow_up_may_come_after_the_second_answer() -> None:
    session = about_something_else(plan(follow_ups=WITH_FOLLOW_UPS))
    session.send(ev.InterviewerSpeechEnded()).answers().send(ev.InterviewerSpeechEnded())
    session.judged(FOLLOW_UP).send(SessionCommand.NEXT)
    assert session.made[-1] == ("And why?", 1, 1)


def test_a_question_that_is_put_again_can_be_skipped() -> None:
    session = about_something_else(plan(follow_ups=WITH_FOLLOW_UPS))
    session.send(ev.InterviewerSpeechEnded()).says("Skip this question.")
    session.send(ev.InterviewerSpeechEnded()).says("Yes.")
    assert session.made[-1] == ("Question 1?", 2, 1)


def test_without_follow_ups_no_question_is_put_again() -> None:
    session = about_something_else(plan())
    assert session.made == [("Question 0?", 1, 1)]
    assert session.machine.snapshot.notices == ()
    assert session.machine.snapshot.awaits_next


def test_asking_for_a_moment_after_an_answer_delays_the_next_question() -> None:
    session = HandsFree(plan(), TIMED).started().answers().send(ev.InterviewerSpeechEnded())
    session.judged().says("Give me a moment.").send(ev.InterviewerSpeechEnded())
    put_off = [e for e in session.effects if isinstance(e, ef.StartTimer)][-1]
    assert put_off.timer is SessionTimer.NEXT_QUESTION
    assert put_off.seconds > 20.0
    assert (
        session.send(ev.TimerFired(SessionTimer.NEXT_QUESTION), ev.InterviewerSpeechEnded()).state
        is SessionState.THINKING
    )
    assert session.of(ef.StartTimer)[-1] == ef.StartTimer(SessionTimer.THINK, 5.0)


@pytest.mark.parametrize("words", ["Repeat the question, please.", "Could you say that again?"])
def test_repeating_the_question_by_voice_is_not_recorded_as_an_answer(words: str) -> None:
    session = HandsFree(plan()).started().says(words)
    assert session.said[-1].endswith("Question 0?")
    assert session.of(ef.DropRecorder)
    assert not session.saved
    session.send(ev.InterviewerSpeechEnded()).answers()
    assert [take for take, _ in session.saved] == ["s-01"]


def test_a_question_is_rephrased_if_the_bank_has_other_words() -> None:
    asked = replace(question(0), rephrased="In other words, zero?")
    session = HandsFree(replace(plan(1), questions=(asked,))).started().says("Rephrase that.")
    assert session.said[-1].endswith("In other words, zero?")


def test_skipping_is_confirmed_with_yes() -> None:
    session = (
        HandsFree(plan()).started().says("Skip this question.").send(ev.InterviewerSpeechEnded())
    )
    assert session.state is SessionState.CONFIRMING
    session.says("Yes.")
    assert session.of(ef.SkipTake) == [ef.SkipTake("s-01")]
    assert session.machine.snapshot.position == 2


@pytest.mark.parametrize("words", ["Can we skip this question?", "Let's skip this question."])
def test_a_sentence_that_can_only_mean_the_command_is_obeyed_at_once(words: str) -> None:
    session = HandsFree(plan()).started().says(words)
    assert session.of(ef.SkipTake) == [ef.SkipTake("s-01")]
    assert session.machine.snapshot.position == 2


@pytest.mark.parametrize(
    "words", ["Skip it.", "I don't know the answer.", "Can we skip this questian?"]
)
def test_a_short_or_doubtful_command_is_confirmed(words: str) -> None:
    session = HandsFree(plan()).started().says(words).send(ev.InterviewerSpeechEnded())
    assert session.state is SessionState.CONFIRMING
    assert not session.of(ef.SkipTake)


def test_a_session_is_stopped_at_once_by_a_sentence_that_can_only_mean_it() -> None:
    session = HandsFree(plan()).started().says("Let's stop the interview here.")
    assert session.state is SessionState.CLOSING


def test_a_whole_sentence_within_an_answer_is_confirmed() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says("Let's stop the interview here.").send(ev.InterviewerSpeechEnded())
    assert session.state is SessionState.CONFIRMING


@pytest.mark.parametrize("no", ["says", "time", "key"])
def test_after_no_the_session_continues_with_the_question(no: str) -> None:
    session = HandsFree(plan()).started().says("Skip.").send(ev.InterviewerSpeechEnded())
    match no:
        case "says":
            session.says("No.")
        case "time":
            session.send(ev.TimerFired(SessionTimer.CONFIRM))
        case _:
            session.send(SessionCommand.NO)
    assert session.state is SessionState.ASKING
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.THINKING
    assert session.machine.snapshot.position == 1
    assert not session.of(ef.SkipTake)


def test_repeating_the_command_confirms_it() -> None:
    session = (
        HandsFree(plan()).started().says("Skip.").send(ev.InterviewerSpeechEnded()).says("Skip it.")
    )
    assert session.machine.snapshot.position == 2


@pytest.mark.parametrize("words", ["Scratch that.", "No, scratch that.", "Forget that."])
def test_taking_back_a_sentence_does_not_interrupt_the_answer(words: str) -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    before = len(session.said)
    session.says(words)
    assert session.state is SessionState.LISTENING
    assert len(session.said) == before


@pytest.mark.parametrize("words", ["Let me start over.", "Scratch that. Let me start again."])
def test_starting_over_keeps_the_recording_and_starts_another_take(words: str) -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says(words).send(ev.InterviewerSpeechEnded()).says("Yes.")
    assert session.saved == [("s-01", ("scratched",))]
    assert session.made[-1] == ("Question 0?", 1, 2)
    assert session.state is SessionState.ASKING
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.THINKING


def test_canceling_a_start_over_continues_the_answer() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says("Let me start over.").send(ev.InterviewerSpeechEnded()).says("No.").send(
        ev.InterviewerSpeechEnded()
    )
    assert session.state is SessionState.LISTENING
    assert session.of(ef.ResumeRecorder)
    assert not session.saved


def test_words_within_an_answer_are_not_commands() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says("We skip connections in ResNets.").says("Next.").says("Skip.")
    assert session.state is SessionState.LISTENING


def test_an_utterance_after_the_first_words_is_within_the_answer() -> None:
    session = HandsFree(plan()).started()
    assert not session.machine.within_answer(1.0)
    session.send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    assert not session.machine.within_answer(1.0)
    assert session.machine.within_answer(4.0)
    assert not session.send(ev.AnswerOver()).machine.within_answer(8.0)


def test_a_possible_command_is_ignored_once_the_person_speaks_on() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.send(ev.PersonSpeaks(4.0), ev.UtteranceHeard("Skip.", 1.0))
    assert session.state is SessionState.LISTENING


def test_that_is_my_answer_ends_it() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says("That's my answer.")
    assert session.saved == [("s-01", ())]


def test_a_pause_waits_until_resume_is_said() -> None:
    session = HandsFree(plan()).started().says("Pause.")
    assert session.state is SessionState.PAUSED
    session.send(ev.InterviewerSpeechEnded()).says("Skip.")
    assert session.state is SessionState.PAUSED
    assert session.says("Resume.").state is SessionState.THINKING


def test_resuming_a_pause_within_an_answer_continues_it() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says("Pause the interview.").send(ev.InterviewerSpeechEnded()).says("Resume.")
    assert session.state is SessionState.LISTENING
    assert session.of(ef.ResumeRecorder)


def test_a_pause_after_an_answer_delays_the_next_question() -> None:
    session = (
        HandsFree(plan())
        .started()
        .answers()
        .send(ev.InterviewerSpeechEnded())
        .judged()
        .says("Pause.")
    )
    session.send(ev.InterviewerSpeechEnded(), ev.TimerFired(SessionTimer.NEXT_QUESTION))
    assert session.state is SessionState.PAUSED
    session.says("Resume.")
    assert session.machine.snapshot.position == 2


def test_asking_for_a_moment_keeps_the_answer_open() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says("Give me a moment.")
    assert session.of(ef.WaitLonger)
    assert session.state is SessionState.LISTENING


def test_the_wait_key_keeps_the_answer_open() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.send(SessionCommand.WAIT)
    assert session.of(ef.WaitLonger)
    assert session.state is SessionState.LISTENING


def test_the_wait_key_gives_more_time_to_think() -> None:
    session = (
        HandsFree(plan(think_time=5.0))
        .started()
        .send(SessionCommand.WAIT, ev.InterviewerSpeechEnded())
    )
    assert session.state is SessionState.THINKING
    starts = [effect for effect in session.of(ef.StartTimer) if effect.timer is SessionTimer.THINK]
    assert starts[0].seconds == 5.0
    assert starts[-1].seconds > 5.0


def test_the_wait_key_delays_asking_whether_anybody_is_there() -> None:
    session = HandsFree(plan()).started().send(ev.TimerFired(SessionTimer.THINK))
    usual = session.effects[-1]
    session.send(SessionCommand.WAIT)
    later = session.effects[-1]
    assert isinstance(usual, ef.StartTimer)
    assert isinstance(later, ef.StartTimer)
    assert (usual.timer, later.timer) == (SessionTimer.SILENCE, SessionTimer.SILENCE)
    assert later.seconds > usual.seconds


def test_the_wait_key_does_nothing_in_a_session_with_keys() -> None:
    session = HandsFree(plan(), KEYS_ONLY).started().send(ev.TimerFired(SessionTimer.THINK))
    assert session.state is SessionState.LISTENING
    assert session.machine.handle(SessionCommand.WAIT) == []


def test_a_term_is_explained_and_the_session_continues() -> None:
    session = HandsFree(plan()).started().says("What do you mean by perplexity?")
    assert session.of(ef.LookUpMeaning) == [ef.LookUpMeaning(question(0), "perplexity")]
    session.send(ev.MeaningLookedUp("perplexity", "How surprised a model is."))
    assert session.said[-1].endswith("How surprised a model is.")
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.THINKING


def test_try_again_after_an_answer_makes_another_take() -> None:
    session = HandsFree(plan()).started().answers().send(ev.InterviewerSpeechEnded()).judged()
    session.says("Let me try that again.")
    assert session.made[-1] == ("Question 0?", 1, 2)


def test_stopping_saves_the_answer_and_says_goodbye() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    session.says("Stop the interview.").send(ev.InterviewerSpeechEnded()).says("Yes.")
    assert session.saved == [("s-01", ())]
    assert session.state is SessionState.CLOSING
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.FINISHED


def test_at_the_end_it_sums_up_before_the_session_is_over() -> None:
    session = HandsFree(exam(1)).started().answers().send(ev.InterviewerSpeechEnded())
    assert session.state is SessionState.CLOSING
    assert "feedback" in session.said[-1].lower()
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.FINISHED
    assert session.of(ef.CloseSession)


def test_the_end_key_ends_a_closing_session_at_once() -> None:
    session = (
        HandsFree(exam(1)).started().answers().send(ev.InterviewerSpeechEnded(), SessionCommand.END)
    )
    assert session.state is SessionState.FINISHED
    assert isinstance(session.effects[-2], ef.StopSpeech)


def test_in_silence_the_session_asks_once_and_then_pauses_without_a_recording() -> None:
    session = HandsFree(plan()).started().send(ev.TimerFired(SessionTimer.THINK))
    session.send(ev.TimerFired(SessionTimer.SILENCE))
    assert session.state is SessionState.ASKING
    assert session.send(ev.InterviewerSpeechEnded()).state is SessionState.LISTENING
    assert session.send(ev.TimerFired(SessionTimer.SILENCE)).state is SessionState.PAUSED
    assert session.of(ef.DropRecorder)
    asked = len(session.said)
    session.send(ev.InterviewerSpeechEnded()).says("Resume.")
    assert session.said[asked].endswith("Question 0?")


@pytest.fixture
def left_alone() -> HandsFree:
    """A session that paused because nobody spoke."""
    session = HandsFree(plan()).started().send(ev.TimerFired(SessionTimer.THINK))
    session.send(
        ev.TimerFired(SessionTimer.SILENCE),
        ev.InterviewerSpeechEnded(),
        ev.TimerFired(SessionTimer.SILENCE),
    )
    return session.send(ev.InterviewerSpeechEnded())


def test_a_person_who_talks_during_a_silence_pause_is_told_once_that_it_is_paused(
    left_alone: HandsFree,
) -> None:
    said = len(left_alone.said)
    left_alone.send(ev.PersonSpeaks(1.0))
    started = left_alone.effects[-1]
    assert isinstance(started, ef.StartTimer)
    assert started.timer is SessionTimer.TALKING_WHILE_PAUSED
    left_alone.send(ev.TimerFired(SessionTimer.TALKING_WHILE_PAUSED), ev.InterviewerSpeechEnded())
    assert left_alone.state is SessionState.PAUSED
    assert ["ontinue" in text for text in left_alone.said[said:]] == [True]
    before = len(left_alone.effects)
    left_alone.send(ev.PersonSpeaks(9.0), ev.TimerFired(SessionTimer.TALKING_WHILE_PAUSED))
    assert len(left_alone.effects) == before
    assert left_alone.says("Continue.").state is not SessionState.PAUSED


def test_a_single_word_during_a_pause_is_not_taken_for_an_answer(left_alone: HandsFree) -> None:
    left_alone.send(ev.PersonSpeaks(1.0), ev.PersonSilent())
    assert left_alone.effects[-1] == ef.StopTimer(SessionTimer.TALKING_WHILE_PAUSED)


def test_a_person_who_paused_may_talk_to_others() -> None:
    session = HandsFree(plan()).started().send(SessionCommand.PAUSE, ev.PersonSpeaks(1.0))
    assert SessionTimer.TALKING_WHILE_PAUSED not in {
        start.timer for start in session.of(ef.StartTimer)
    }
    said = len(session.said)
    session.send(ev.TimerFired(SessionTimer.TALKING_WHILE_PAUSED))
    assert len(session.said) == said


def test_a_microphone_without_signal_is_mentioned_in_silence() -> None:
    session = HandsFree(plan()).started().send(ev.MicrophoneWarned("No signal from USB."))
    session.send(ev.TimerFired(SessionTimer.THINK), ev.TimerFired(SessionTimer.SILENCE))
    assert "microphone" in session.said[-1].lower()


def test_a_failure_to_save_is_spoken() -> None:
    session = HandsFree(plan()).send(ev.SessionStarted(), ev.StoreFailed("The disk is full."))
    assert session.state is SessionState.PAUSED
    assert "save" in session.said[-1].lower()
    assert (
        session.send(ev.InterviewerSpeechEnded(), SessionCommand.RESUME).state
        is SessionState.OPENING
    )


def test_missing_transcription_is_mentioned_once() -> None:
    session = HandsFree(exam(3)).started().send(ev.PersonSpeaks(1.0))
    session.send(transcript_events.TranscriptFailed("s-01", "No model.")).answers()
    assert "transcribe" in session.said[-1]
    session.send(ev.InterviewerSpeechEnded(), ev.InterviewerSpeechEnded(), ev.PersonSpeaks(2.0))
    session.send(transcript_events.TranscriptFailed("s-02", "No model.")).answers()
    assert "transcribe" not in session.said[-1]


def test_a_failing_microphone_is_mentioned_and_retried_when_it_returns() -> None:
    session = HandsFree(plan()).started().send(ev.MicrophoneFailed("Busy."))
    assert session.state is SessionState.PAUSED
    assert "microphone" in session.said[-1].lower()
    assert (
        session.send(ev.InterviewerSpeechEnded(), ev.MicrophoneBack()).state
        is SessionState.THINKING
    )


def test_noises_are_not_an_answer_but_their_recording_is_kept() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.NothingSaid())
    session.send(ev.AnswerOver())
    assert session.state is SessionState.LISTENING
    session.send(ev.TimerFired(SessionTimer.SILENCE), ev.InterviewerSpeechEnded())
    assert session.send(ev.TimerFired(SessionTimer.SILENCE)).state is SessionState.PAUSED
    assert not session.of(ef.DropRecorder)
    assert session.says("Resume.").state is SessionState.LISTENING


def test_speech_cancels_the_silence_timer() -> None:
    session = (
        HandsFree(plan()).started().send(ev.TimerFired(SessionTimer.THINK), ev.PersonSpeaks(1.0))
    )
    session.send(ev.TimerFired(SessionTimer.SILENCE))
    assert session.state is SessionState.LISTENING


def test_a_sentence_may_be_finished_past_the_limit() -> None:
    session = (
        HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.TimerFired(SessionTimer.LIMIT))
    )
    assert session.state is SessionState.LISTENING
    assert session.machine.snapshot.finishing
    assert session.of(ef.AwaitAnswerEnd)
    session.send(ev.AnswerOver())
    assert session.saved == [("s-01", ("limit",))]
    assert "finish" not in session.machine.snapshot.notices[0].text


def test_a_sentence_past_the_limit_does_not_continue_forever() -> None:
    session = (
        HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.TimerFired(SessionTimer.LIMIT))
    )
    session.send(ev.TimerFired(SessionTimer.FINISH_SENTENCE))
    assert session.saved == [("s-01", ("limit",))]


def test_a_cue_warns_before_the_limit() -> None:
    session = HandsFree(plan(answer_limit=60.0)).started().send(ev.PersonSpeaks(1.0))
    assert ef.StartTimer(SessionTimer.WARNING, 45.0) in session.effects
    session.send(ev.TimerFired(SessionTimer.WARNING))
    assert session.effects[-1] == ef.PlayCue(SoundCue.WARNING)


def test_speaking_interrupts_the_interviewer_only_with_barge_in() -> None:
    deaf = HandsFree(plan()).send(ev.SessionStarted(), ev.SessionOpened("s"), ev.PersonSpeaks(1.0))
    assert deaf.state is SessionState.ASKING
    session = HandsFree(plan(), InterviewerBehavior(barge_in=True))
    session.send(ev.SessionStarted(), ev.SessionOpened("s"), ev.PersonSpeaks(1.0))
    assert session.of(ef.StopSpeech)
    assert session.state is SessionState.LISTENING
    assert session.of(ef.KeepSamples) == [ef.KeepSamples(1.0)]


def test_a_lost_microphone_is_mentioned_and_the_answer_continues_when_it_returns() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), ev.MicrophoneLost("Gone.", 4))
    assert session.state is SessionState.PAUSED
    assert "microphone" in session.said[-1].lower()
    assert session.send(ev.MicrophoneBack()).state is SessionState.LISTENING
    assert session.of(ef.OpenTakeMicrophone)[-1] == ef.OpenTakeMicrophone(
        "s-01", question(0), resume=True
    )


def test_a_microphone_that_goes_silent_in_mid_answer_pauses_and_says_so() -> None:
    lost = ev.MicrophoneLost("No sound comes from it.", 4.0, "Check it.", silent=True)
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), lost)
    assert session.state is SessionState.PAUSED
    assert "microphone" in session.said[-1].lower()
    assert "disconnected" not in session.said[-1]
    (notice,) = session.machine.snapshot.notices
    assert notice.text.startswith("No sound comes from it. Your answer so far is saved.")
    assert "Resume" not in notice.text
    now = session.send(ev.InterviewerSpeechEnded(), ev.MicrophoneBack()).machine.snapshot
    assert (now.state, now.notices) == (SessionState.LISTENING, ())


def test_by_keys_a_lost_microphone_waits_for_resume() -> None:
    session = Session(plan()).listening()
    session.send(ev.MicrophoneLost("It is gone.", 4.0, "Plug it in, then choose Resume."))
    (notice,) = session.machine.snapshot.notices
    assert notice.text == (
        "It is gone. Your answer so far is saved. Plug it in, then choose Resume."
    )


def test_a_pause_of_the_person_outlasts_the_return_of_a_signal() -> None:
    session = HandsFree(plan()).started().send(ev.MicrophoneWarned("No signal."))
    session.send(SessionCommand.PAUSE, ev.MicrophoneBack())
    assert session.state is SessionState.PAUSED


def test_after_sleep_the_answer_continues_when_the_person_says_resume() -> None:
    session = (
        HandsFree(plan())
        .started()
        .send(ev.PersonSpeaks(1.0), ev.RecordingInterrupted(ComputerSlept(), 4.0))
    )
    assert session.state is SessionState.PAUSED
    assert "asleep" in session.said[-1]
    assert (
        session.send(ev.InterviewerSpeechEnded(), ev.MicrophoneBack()).state is SessionState.PAUSED
    )
    assert session.says("Resume.").state is SessionState.LISTENING
    assert session.of(ef.OpenTakeMicrophone)[-1] == ef.OpenTakeMicrophone(
        "s-01", question(0), resume=True
    )


def test_a_stall_is_mentioned_without_speaking_of_sleep() -> None:
    stalled = ev.RecordingInterrupted(ProgramStalled(), 4.0)
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), stalled)
    assert session.state is SessionState.PAUSED
    assert "app" in session.said[-1]
    assert session.send(ev.InterviewerSpeechEnded()).says("Resume.").state is SessionState.LISTENING


def test_a_requested_pause_does_not_end_when_the_microphone_returns() -> None:
    session = HandsFree(plan()).started().says("Pause.").send(ev.MicrophoneBack())
    assert session.state is SessionState.PAUSED


EVENTS: list[SessionEvent | SessionCommand] = [
    *SessionCommand,
    ev.InterviewerSpeechEnded(),
    ev.InterviewerSpeechFailed("no"),
    ev.CueEnded(),
    ev.MicrophoneReady(),
    ev.MicrophoneFailed("no"),
    ev.MicrophoneLost("no", 1.0),
    ev.RecordingInterrupted(ComputerSlept(), 1.0),
    ev.MicrophoneBack(),
    ev.PersonSpeaks(1.0),
    ev.PersonSpeaks(9.0),
    ev.PersonSilent(),
    ev.AnswerOver(),
    ev.NothingSaid(),
    ev.MeaningLookedUp("it", None),
    *(ev.TimerFired(timer) for timer in SessionTimer),
    *(
        ev.UtteranceHeard(text, 9.0)
        for text in ("Repeat that.", "Skip.", "Stop the interview.", "Scratch that.", "Yes.", "No.")
    ),
    *(ev.UtteranceHeard(text, 9.0) for text in ("Pause.", "Resume.", "Next.", "That's my answer.")),
    *(ev.FeedbackKnown(f"s-{number}", None, off_topic=True) for number in (1, 2)),
    ev.FeedbackRead(),
]


def _counts_down(session: HandsFree) -> bool:
    return any(
        isinstance(effect, ef.StartTimer) and effect.timer is SessionTimer.NEXT_QUESTION
        for effect in session.effects
    )


@given(
    st.lists(st.one_of(st.sampled_from(EVENTS), st.none()), max_size=60),
    st.sampled_from(SessionMode),
    st.sampled_from([0.0, 5.0]),
    st.sampled_from([0.0, 20.0]),
    st.booleans(),
)
def test_with_any_events_no_answer_is_lost_and_listening_means_recording(
    happenings: list[SessionEvent | SessionCommand | None],
    mode: SessionMode,
    think_time: float,
    feedback_time: float,
    barge_in: bool,
) -> None:
    of = plan(mode=mode, think_time=think_time, follow_ups=WITH_FOLLOW_UPS)
    world = World(of, InterviewerBehavior(barge_in=barge_in, feedback_time=feedback_time))
    world.give(ev.SessionStarted())
    for happening in happenings:
        if happening is not None:
            world.give(happening)
        elif world.waiting:
            world.give(world.waiting.pop(0))
    world.give(SessionCommand.END)
    while world.waiting:
        world.give(world.waiting.pop(0))
    world.give(SessionCommand.END)
    assert world.machine.snapshot.state is SessionState.FINISHED
    assert world.kept <= world.saved


@given(st.lists(st.sampled_from(EVENTS), max_size=40))
def test_every_state_can_reach_the_end_of_the_session(
    happenings: list[SessionEvent | SessionCommand],
) -> None:
    """No state is a dead end: done, next and resume reach the end of every session."""
    session = HandsFree(exam()).started().send(*happenings)
    for _ in range(12):
        session.send(
            SessionCommand.NO,
            ev.InterviewerSpeechEnded(),
            SessionCommand.RESUME,
            SessionCommand.DONE,
            SessionCommand.NEXT,
        )
        session.send(ev.PersonSpeaks(50.0), ev.AnswerOver(), ev.TimerFired(SessionTimer.FEEDBACK))
    assert session.state is SessionState.FINISHED
