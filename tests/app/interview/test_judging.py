"""What a session is told of its answers."""

from dataclasses import replace

import pytest
from rig.feedback import DELIVERY

from mock_interviewer.app.feedback.coverage import Coverage, Covered, PointCoverage
from mock_interviewer.app.feedback.feedback import VERSION, Feedback
from mock_interviewer.app.interview.events import FeedbackKnown, LookedUp
from mock_interviewer.app.interview.judging import Judging
from mock_interviewer.app.interview.plan import FollowUpRules, Plan
from mock_interviewer.app.interview.planning import planned
from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.questions.model import Bank, FollowUp, Kind, Question, Source, Term
from mock_interviewer.questions.shelf import Shelf

QUESTION = Question(
    id="q",
    text="What is it?",
    section="Things",
    source=Source(list=1, number=1),
    kind=Kind.TECHNICAL,
    vocabulary=(Term(term="perplexity", definition="How surprised a model is."),),
    follow_ups=(FollowUp(text="And why?", about=("why",)), FollowUp(text="How?", about=("how",))),
)
BANK = Bank(id="b", name="Bank", version="1", questions=(QUESTION,))
PLAN = Plan((planned(BANK, QUESTION),), follow_ups=FollowUpRules(most=2))
NOW = Snapshot(State.SAVED, PLAN.questions[0], 1, 1, take="s-01")


def feedback(covered: Covered) -> Feedback:
    points = tuple(
        PointCoverage(id=name, point=name, covered=covered, score=0.5, essential=True)
        for name in ("why", "how")
    )
    return Feedback(VERSION, DELIVERY, coverage=Coverage(points))


@pytest.fixture
def judging() -> Judging:
    return Judging(PLAN, lambda: Shelf((BANK,)))


def asked_back(known: FeedbackKnown) -> str | None:
    return None if known.follow_up is None else known.follow_up.text


def test_what_was_missed_is_asked_back(judging: Judging) -> None:
    known = judging.known("s-01", feedback(Covered.NOT), NOW, ())
    assert asked_back(known) == "And why?"


def test_nothing_is_asked_back_where_all_was_said_or_nothing_can_be_told(judging: Judging) -> None:
    assert asked_back(judging.known("s-01", feedback(Covered.MADE), NOW, ())) is None
    assert asked_back(judging.known("s-01", None, NOW, ())) is None


def test_after_a_follow_up_the_answer_to_the_question_itself_counts(judging: Judging) -> None:
    first = judging.known("s-01", feedback(Covered.NOT), NOW, ()).follow_up
    assert first is not None
    then = replace(NOW, question=first, take="s-02")
    known = judging.known("s-02", feedback(Covered.MADE), then, (first,))
    assert asked_back(known) == "How?"


def test_feedback_on_an_earlier_take_asks_nothing_back(judging: Judging) -> None:
    assert asked_back(judging.known("s-00", feedback(Covered.NOT), NOW, ())) is None


def test_nothing_is_asked_back_while_the_banks_are_not_read() -> None:
    judging = Judging(PLAN, lambda: None)
    assert asked_back(judging.known("s-01", feedback(Covered.NOT), NOW, ())) is None


def test_a_word_is_looked_up_in_the_questions_bank(judging: Judging) -> None:
    found = judging.look_up(PLAN.questions[0], "perplexity")
    assert found == LookedUp("perplexity", "How surprised a model is.")
    assert judging.look_up(PLAN.questions[0], "gradient") == LookedUp("gradient", None)
    assert Judging(PLAN, lambda: None).look_up(PLAN.questions[0], "perplexity").meaning is None
