"""Remarks and notices are shown only in the states of a session in which they are true."""

import random
import re
from dataclasses import replace
from functools import cache

import pytest
from rig.driven_machine import HandsFree, Session, World, plan
from rig.feedback import FEEDBACK

from mock_interviewer.app.background.transcript_events import TranscriptFailed
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.interview.speech.remark_states import NOTICE_STATES, REMARK_STATES
from mock_interviewer.app.interview.speech.wording import Occasion, wordings
from mock_interviewer.app.planning.plan import (
    KEYS_ONLY,
    FollowUpRules,
    InterviewerBehavior,
    Plan,
    PlannedQuestion,
    SessionMode,
)
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.audio.recording.microphone_faults import ComputerSlept, ProgramStalled

NEVER_SAID = {
    Occasion.TIME_LEFT,
    Occasion.TIME_UP,
    Occasion.CONTINUING,
    Occasion.NOT_UNDERSTOOD,
    Occasion.MICROPHONE_BACK,
}
"""Occasions with texts that no session uses."""
NOT_FIRST = {
    Occasion.COMMANDS,
    Occasion.ANSWER_TIME,
    Occasion.FIRST_QUESTION,
    Occasion.ONLY_QUESTION,
    Occasion.THINK_TIME,
    Occasion.GOODBYE,
}
"""Occasions whose text always follows another one in the same remark."""
NOT_MET = {Occasion.OFF_TOPIC, Occasion.ONE_THING}
"""The first is shown as a notice; the second takes advice on one habit in several answers."""
BARGE_IN = InterviewerBehavior(barge_in=True)
WORDS = (
    *("repeat the question", "say it in other words", "pause", "continue", "give me a moment"),
    *("skip it", "stop the interview", "scratch that", "start over", "yes", "no", "next"),
    *("what do you mean by perplexity", "done"),
)


@cache
def patterns() -> dict[Occasion, tuple[re.Pattern[str], ...]]:
    """Return what the texts of each occasion look like."""
    return {
        occasion: tuple(
            re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", text)))) for text in texts
        )
        for occasion, texts in wordings().items()
    }


def occasions(remark: str) -> set[Occasion]:
    """Return the occasions whose text a remark begins with."""
    return {
        occasion
        for occasion, texts in patterns().items()
        if any(text.match(remark) for text in texts)
    }


def shown_in(snapshot: SessionSnapshot) -> SessionState:
    """Return the state, in which paused speech is still being spoken."""
    speaking = snapshot.paused_from is SessionState.ASKING
    return SessionState.ASKING if speaking else snapshot.state


def assert_true(snapshot: SessionSnapshot) -> set[Occasion]:
    """Assert that what is shown is true; return the occasions of the remark."""
    state = shown_in(snapshot)
    for notice in snapshot.notices:
        assert state in NOTICE_STATES[notice.about, notice.kind], (state, notice)
    if not snapshot.remark:
        return set()
    found = occasions(snapshot.remark)
    assert found, f"no occasion has this text: {snapshot.remark}"
    assert any(state in REMARK_STATES[each] for each in found), (state, snapshot.remark)
    return found


class Walk(World):
    """A session that goes wherever chance leads it; every snapshot on the way is checked."""

    def __init__(self, of: Plan, behavior: InterviewerBehavior, chance: random.Random) -> None:
        super().__init__(of, behavior)
        self._chance = chance
        self._unusual = chance.choice([0.0, 0.1, 0.5])
        self.clock = 0.0
        self.states: set[SessionState] = set()
        self.occasions: set[Occasion] = set()
        self.notices: set[tuple[str, NoticeKind]] = set()

    def go(self, steps: int) -> None:
        self.give(ev.SessionStarted())
        for _ in range(steps):
            wait = self.waiting and self._chance.random() < 0.5
            self.give(self.waiting.pop(0) if wait else self._chance.choice(self._events()))
            snapshot = self.machine.snapshot
            self.occasions |= assert_true(snapshot)
            self.states.add(snapshot.state)
            self.notices |= {(notice.about, notice.kind) for notice in snapshot.notices}
            if snapshot.state is SessionState.FINISHED:
                return

    def carry_out(self, effect: ef.SessionEffect) -> None:
        super().carry_out(effect)
        match effect:
            case ef.PlayCue():
                self.waiting.append(ev.CueEnded())
            case ef.LookUpMeaning(_, subject):
                meaning = self._chance.choice(["How surprised a model is.", None])
                self.waiting.append(ev.MeaningLookedUp(subject, meaning))

    def _events(self) -> list[SessionEvent | SessionCommand]:
        self.clock += 10.0
        take = self.machine.snapshot.take or ""
        usual: list[SessionEvent | SessionCommand] = [
            *(ev.InterviewerSpeechEnded() for _ in range(6)),
            *(ev.MicrophoneReady() for _ in range(3)),
            *(ev.TimerFired(timer) for timer in SessionTimer if timer is not SessionTimer.SILENCE),
            ev.PersonSpeaks(self.clock),
            ev.PersonSilent(),
            SessionCommand.DONE,
            SessionCommand.RESUME,
            ev.FeedbackKnown(take, self._chance.choice([FEEDBACK, None]), self._follow_up()),
        ]
        if self.machine.snapshot.hands_free:
            silence = ev.TimerFired(SessionTimer.SILENCE)
            usual += [silence, silence, silence, ev.AnswerOver(), ev.NothingSaid()]
            usual += [ev.UtteranceHeard(self._chance.choice(WORDS), self.clock)] * 4
        unusual: list[SessionEvent | SessionCommand] = [
            *SessionCommand,
            ev.InterviewerSpeechFailed("There is no speaker."),
            ev.MicrophoneFailed("It is not there.", "Plug it in."),
            ev.MicrophoneLost("It is gone.", 1.0, "Plug it in."),
            ev.MicrophoneLost("It is silent.", 1.0, "Switch it on.", silent=True),
            ev.MicrophoneBack(),
            ev.RecordingInterrupted(self._chance.choice([ComputerSlept, ProgramStalled])(), 1.0),
            ev.MicrophoneWarned("No signal."),
            ev.StoreFailed("It is full."),
            TranscriptFailed(take, "There is no model."),
            ev.FeedbackKnown(take, FEEDBACK, off_topic=True),
        ]
        return unusual if self._chance.random() < self._unusual else usual

    def _follow_up(self) -> PlannedQuestion | None:
        asked = self.machine.snapshot.question
        if asked is None or asked.follow_up is not None or self._chance.random() < 0.5:
            return None
        return replace(asked, text="And why?", spoken="And why?", follow_up=1)


def walked(behavior: InterviewerBehavior, mode: SessionMode, seed: int) -> Walk:
    of = plan(1 + seed % 3, mode=mode, follow_ups=FollowUpRules(seed % 2))
    rephrased = tuple(replace(each, rephrased="In other words?") for each in of.questions)
    walk = Walk(replace(of, questions=rephrased), behavior, random.Random(seed))  # noqa: S311 - not a secret
    walk.go(150)
    return walk


def test_every_occasion_to_speak_has_its_states() -> None:
    assert set(REMARK_STATES) == set(Occasion)
    assert all(REMARK_STATES.values())


def test_wherever_a_session_goes_what_is_shown_is_true() -> None:
    walks = [
        walked(behavior, mode, seed)
        for behavior in (InterviewerBehavior(), BARGE_IN, KEYS_ONLY)
        for mode in SessionMode
        for seed in range(150)
    ]
    assert set.union(*(walk.states for walk in walks)) == set(SessionState)
    assert set.union(*(walk.notices for walk in walks)) == set(NOTICE_STATES)
    said = set.union(*(walk.occasions for walk in walks))
    assert set(Occasion) - said <= NEVER_SAID | NOT_FIRST | NOT_MET


def test_to_say_continue_is_not_asked_anymore_once_the_person_did() -> None:
    session = HandsFree(plan()).started().says("Pause, please.")
    assert "continue" in session.machine.snapshot.remark
    session.send(ev.InterviewerSpeechEnded())
    assert "continue" in session.machine.snapshot.remark
    session.says("Continue.")
    assert session.machine.snapshot.remark == ""


def test_a_lost_microphone_is_not_mentioned_anymore_once_it_is_back() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0))
    session.send(ev.MicrophoneLost("It is gone.", 2.0))
    snapshot = session.machine.snapshot
    assert "microphone" in snapshot.remark
    assert "continues as soon as there is sound" in snapshot.notices[0].text
    session.send(ev.MicrophoneBack())
    assert session.state is SessionState.LISTENING
    assert (session.machine.snapshot.remark, session.machine.snapshot.notices) == ("", ())


def test_a_session_that_the_person_paused_does_not_resume_by_itself() -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0), SessionCommand.PAUSE)
    session.send(ev.MicrophoneLost("It is gone.", 2.0, "Plug it in, then choose Resume."))
    [notice] = session.machine.snapshot.notices
    assert notice.text == (
        "It is gone. Your answer so far is saved. Plug it in, then choose Resume."
    )
    assert session.machine.snapshot.remark
    session.send(ev.MicrophoneBack())
    assert session.state is SessionState.PAUSED
    assert (session.machine.snapshot.remark, session.machine.snapshot.notices) == ("", ())
    assert session.send(SessionCommand.RESUME).state is SessionState.LISTENING


@pytest.mark.parametrize("error", [ComputerSlept(), ProgramStalled()])
def test_a_session_that_asks_to_press_resume_waits_for_it(error: ComputerSlept) -> None:
    session = HandsFree(plan()).started().send(ev.PersonSpeaks(1.0))
    session.send(ev.RecordingInterrupted(error, 2.0), ev.MicrophoneBack())
    assert session.state is SessionState.PAUSED
    [notice] = session.machine.snapshot.notices
    assert notice.text.endswith("Press Resume to continue.")
    session.send(SessionCommand.RESUME, ev.MicrophoneFailed("It is not there.", "Plug it in."))
    [notice] = session.machine.snapshot.notices
    assert notice.text.endswith("The interview continues as soon as there is sound again.")
    assert session.send(ev.MicrophoneBack()).state is SessionState.LISTENING


def test_by_keys_a_microphone_that_cannot_be_opened_says_what_to_do() -> None:
    session = Session(plan()).asked().send(ev.InterviewerSpeechEnded())
    session.send(ev.MicrophoneFailed("It is not there.", "Plug it in, then choose Resume."))
    [notice] = session.machine.snapshot.notices
    assert notice.text == "It is not there. Plug it in, then choose Resume."


def test_why_a_question_is_put_again_is_shown_until_its_answer_begins() -> None:
    session = HandsFree(plan(follow_ups=FollowUpRules(2))).started().answers()
    session.send(ev.InterviewerSpeechEnded(), ev.FeedbackKnown(session.take, None, off_topic=True))
    assert [notice.about for notice in session.machine.snapshot.notices] == ["topic"]
    session.send(ev.InterviewerSpeechEnded())
    assert [notice.about for notice in session.machine.snapshot.notices] == ["topic"]
    session.send(ev.PersonSpeaks(100.0))
    assert session.state is SessionState.LISTENING
    assert session.machine.snapshot.notices == ()
