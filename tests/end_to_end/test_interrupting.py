"""An interviewer who can be interrupted and whose own voice leaks into the microphone."""

from pathlib import Path

import numpy as np
import pytest
from rig.leak import leaking
from rig.live_session import LiveSession, Sitting
from rig.live_voice import LiveVoice
from rig.pulse import PulseRig
from rig.sounds import loud
from rig.wait import wait_until

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.plan import FollowUpRules, InterviewerBehavior, Plan
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource
from mock_interviewer.questions.shelf import BankShelf

pytestmark = [pytest.mark.rig, pytest.mark.model]

LONG = Question(
    id="long",
    text="A customer tells you that the assistant gives wrong answers, and has sent you a list of "
    "forty of them, with what they had expected instead. "
    "Tell me how you would find out why, beginning with what you would look at first. "
    "Say what you would measure, and how you would collect examples that are worth keeping. "
    "Then choose two changes that may help, and explain which of them you would try first. "
    "At last, tell me how you would know that it helped, and what you would tell the customer.",
    section="Evaluation",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
)
BANK = Bank(id="long", name="Long", version="1", questions=(LONG,))
ANSWER = "First of all I would read the whole list, and sort it by what may have gone wrong."
UNDISTURBED = 15.0
"""Seconds for which the interviewer speaks before somebody else does."""
STOPS = 5.0
"""Seconds that nobody doubts to be soon: the interviewer would speak for much longer."""


def test_the_interviewer_is_stopped_by_the_candidate_and_not_by_its_own_leaking_voice(
    pulse: PulseRig, tmp_path: Path
) -> None:
    answer = LiveVoice.rehearse([ANSWER], tmp_path).file((ANSWER,))
    plan = Plan(planned_questions(BANK, (LONG,)), think_time=10.0, follow_ups=FollowUpRules(most=0))
    sitting = Sitting(
        plan, BankShelf((BANK,)), behavior=InterviewerBehavior(barge_in=True), model="tiny.en"
    )
    session = LiveSession(DataFolder.at(tmp_path / "data"), sitting, lambda _: None)
    with leaking(pulse), pulse.record_speaker() as speaker, session:
        wait_until(lambda: bool(loud(speaker.sound()).any()), 60.0, what="the interviewer speaks")
        begun = speaker.sound().duration
        wait_until(lambda: speaker.sound().duration > begun + UNDISTURBED, 2 * UNDISTURBED)
        assert session.seen[-1].state is SessionState.ASKING
        assert not any(now.person_speaks for now in session.seen)
        pulse.speak(answer, wait=False)
        wait_until(lambda: session.seen[-1].state is SessionState.LISTENING, STOPS)
        assert session.seen[-1].person_speaks
        speaker.catch_up()
        stopped = len(loud(speaker.sound()))
        speaker.catch_up()
        assert not np.any(loud(speaker.sound())[stopped:])
