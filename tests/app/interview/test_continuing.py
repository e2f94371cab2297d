"""A session that is left ends so that it can be continued, and continues where it stopped."""

from typing import Any

import pytest
from rig.driven_machine import HandsFree, Session, plan, question
from rig.feedback import FEEDBACK

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.session_machine import SessionMachine
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.interview.speech.wording import Occasion, wordings
from mock_interviewer.app.planning.continued_session import ContinuedSession, EarlierTake
from mock_interviewer.app.planning.plan import InterviewerBehavior, PlannedQuestion
from mock_interviewer.app.store.database.records import CUT_SHORT

FOLLOW_UP = PlannedQuestion("llm", "q1", "And why?", "And why?", "All", follow_up=1)
PLAN = plan(3)


def continued(**changes: Any) -> ContinuedSession:
    settings: dict[str, Any] = {
        "session": "s",
        "plan": PLAN,
        "position": 2,
        "question": PLAN.questions[1],
        "answers": 1,
        "skipped": ("s-00",),
        "earlier": (EarlierTake("s-01", question(0), 1, 3.0, FEEDBACK),),
    } | changes
    return ContinuedSession(**settings)


def session_at(found: ContinuedSession) -> Session:
    session = Session(found.plan)
    session.machine = SessionMachine(found.plan, continued=found)
    return session.send(ev.SessionStarted(), ev.SessionOpened("s"), ev.TakeCreated("s-05"))


def hands_free_at(found: ContinuedSession) -> HandsFree:
    behavior = InterviewerBehavior()
    session = HandsFree(found.plan, behavior)
    session.machine = SessionMachine(found.plan, behavior, continued=found)
    return session.send(ev.SessionStarted(), ev.SessionOpened("s"))


def test_it_continues_the_same_session_at_its_question_with_what_there_was() -> None:
    session = session_at(continued(attempt=2))
    assert session.effects[:2] == [
        ef.ContinueSession("s"),
        ef.CreateTake(PLAN.questions[1], 2, 2),
    ]
    assert session.of(ef.SayText) == [ef.SayText("Question 1?")]
    snapshot = session.machine.snapshot
    assert (snapshot.state, snapshot.position, snapshot.total) == (SessionState.ASKING, 2, 3)
    assert (snapshot.answers, snapshot.skipped) == (1, ("s-00",))


def test_the_next_question_follows_and_answers_are_counted_on() -> None:
    session = session_at(continued())
    session.send(ev.InterviewerSpeechEnded(), ev.MicrophoneReady(), SessionCommand.DONE)
    session.send(SessionCommand.DONE, ev.RecordingClosed(3.0), ev.TakeSaved(), SessionCommand.NEXT)
    assert session.of(ef.CreateTake)[-1] == ef.CreateTake(PLAN.questions[2], 3, 1)
    assert session.machine.snapshot.answers == 2


def test_a_session_that_could_not_be_continued_is_tried_again() -> None:
    session = Session(PLAN)
    session.machine = SessionMachine(PLAN, continued=continued())
    session.send(ev.SessionStarted(), ev.StoreFailed("Full."), SessionCommand.RESUME)
    assert session.effects == [ef.ContinueSession("s"), ef.ContinueSession("s")]


@pytest.mark.parametrize("attempt", [1, 2])
def test_hands_free_it_says_that_it_continues_and_does_not_greet_again(attempt: int) -> None:
    session = hands_free_at(continued(attempt=attempt))
    [said] = session.said
    assert said.startswith(wordings()[Occasion.RESUMED])
    assert said.endswith("Question 1?")


def test_hands_free_it_continues_with_a_follow_up() -> None:
    session = hands_free_at(continued(question=FOLLOW_UP, follow_ups_asked=(FOLLOW_UP,)))
    [said] = session.said
    assert said.startswith(wordings()[Occasion.RESUMED])
    assert said.endswith("And why?")
    assert session.made == [("And why?", 2, 1)]
    assert session.machine.follow_ups_asked == (FOLLOW_UP,)


@pytest.mark.parametrize("known", [True, False])
def test_the_summary_at_the_end_is_of_the_whole_session(known: bool) -> None:
    earlier = EarlierTake("s-01", question(0), 1, 3.0, FEEDBACK if known else None)
    session = hands_free_at(continued(plan=plan(2), earlier=(earlier,)))
    if not known:
        session.send(ev.FeedbackKnown("s-01", FEEDBACK))
    session.send(ev.InterviewerSpeechEnded(), SessionCommand.SKIP)
    assert session.state is SessionState.CLOSING
    assert FEEDBACK.advice[0].text in session.said[-1]


def ends_for_good(session: Session) -> bool:
    assert session.state is SessionState.FINISHED
    return ef.CloseSession() in session.effects


def leave(session: Session) -> Session:
    return session.send(SessionCommand.LEAVE)


def answered(count: int = 2) -> Session:
    return Session(plan(count)).answered()


def test_a_session_left_after_an_answer_can_be_continued() -> None:
    assert not ends_for_good(leave(answered()))
    assert not ends_for_good(leave(answered().send(SessionCommand.NEXT)))


def test_a_session_left_after_its_last_answer_has_ended() -> None:
    assert ends_for_good(leave(answered(1)))


def test_a_session_left_without_an_answer_has_ended() -> None:
    session = leave(Session(plan()).asked().send(ev.InterviewerSpeechEnded()))
    assert ends_for_good(session)


def test_ending_a_session_is_not_leaving_it() -> None:
    assert ends_for_good(answered().send(SessionCommand.END))


def test_an_answer_in_progress_is_kept_as_cut_short_and_its_session_can_be_continued() -> None:
    session = Session(plan(1)).listening().send(ev.PersonSpeaks(1.0))
    leave(session).send(ev.RecordingClosed(2.0), ev.TakeSaved())
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 2.0, (CUT_SHORT,))]
    assert not ends_for_good(session)


def test_a_complete_answer_that_is_being_saved_is_not_cut_short() -> None:
    session = Session(plan()).listening().send(ev.PersonSpeaks(1.0), SessionCommand.DONE)
    leave(session).send(ev.RecordingClosed(2.0), ev.TakeSaved())
    assert session.of(ef.SaveTake) == [ef.SaveTake("s-01", 2.0, ())]
    assert not ends_for_good(session)


def test_a_question_that_is_asked_again_later_is_not_skipped_by_leaving() -> None:
    session = answered().send(SessionCommand.NEXT, ev.TakeCreated("s-02"))
    leave(session.send(ev.InterviewerSpeechEnded()))
    assert ef.WithdrawTake("s-02") in session.effects
    assert session.of(ef.SkipTake) == []


def test_leaving_during_the_last_words_ends_the_session() -> None:
    session = HandsFree(plan(1)).started().answers()
    session.judged().send(ev.InterviewerSpeechEnded(), SessionCommand.NEXT)
    assert session.state is SessionState.CLOSING
    assert ends_for_good(leave(session))
