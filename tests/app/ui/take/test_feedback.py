from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot
from rig.feedback import ASKED, DELIVERY, FEEDBACK, MEASURES
from rig.stored_library import transcript_of

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.feedback.review import TakeToReview
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.feedback import TakeFeedback
from mock_interviewer.audio.recognition.transcript import Transcript

SAID = transcript_of("Perplexity is the exponentiated loss. Lower is better.")


def _listed(
    take: str = "a", transcript: Transcript | None = SAID, *, has_sound: bool = True
) -> ListedTake:
    record = TakeRecord(
        id=take,
        session="s",
        bank="llm",
        question="perplexity",
        text="What is perplexity?",
        section="Evaluation",
        position=1,
        attempt=1,
        status=TakeStatus.SAVED,
        started_at=datetime(2026, 3, 2, tzinfo=UTC),
        duration=6.0,
        recording=None,
        flags=(),
        transcript=transcript,
    )
    return ListedTake(record, has_sound=has_sound)


class Giver:
    """Whoever gives feedback: keeps what it was asked for."""

    def __init__(self, feedback: TakeFeedback) -> None:
        self.wanted: list[str] = []
        self.again: list[str] = []
        feedback.wanted.connect(self.wanted.append)
        feedback.again_wanted.connect(self.again.append)


@pytest.fixture
def feedback(qtbot: QtBot, look: Theme) -> TakeFeedback:
    made = TakeFeedback(MEASURES)
    qtbot.addWidget(made.panel)
    return made


@pytest.fixture
def giver(feedback: TakeFeedback) -> Giver:
    return Giver(feedback)


def test_where_nobody_gives_feedback_there_is_no_panel(feedback: TakeFeedback) -> None:
    feedback.show_take(_listed())
    assert feedback.panel.isHidden()


def test_feedback_is_asked_for_when_a_take_is_shown(feedback: TakeFeedback, giver: Giver) -> None:
    feedback.show_take(_listed("a"))
    feedback.show_take(_listed("b"))
    assert giver.wanted == ["a", "b"]
    assert not feedback.panel.isHidden()


def test_a_take_without_a_transcript_has_none(
    qtbot: QtBot, feedback: TakeFeedback, giver: Giver
) -> None:
    feedback.show_take(_listed())
    with qtbot.waitSignal(feedback.appeared) as appeared:
        feedback.show_take(_listed(transcript=None))
    assert appeared.args == [False]
    assert feedback.panel.isHidden()
    assert giver.wanted == ["a"]


def test_a_question_that_was_skipped_in_silence_has_none(
    feedback: TakeFeedback, giver: Giver
) -> None:
    silent = _listed()
    skipped = replace(silent.take, status=TakeStatus.SKIPPED)
    feedback.show_take(replace(silent, take=skipped))
    assert feedback.panel.isHidden()
    assert giver.wanted == []


def test_what_is_given_is_shown(feedback: TakeFeedback, giver: Giver) -> None:
    feedback.show_take(_listed())
    feedback.started("a")
    assert feedback.panel.status
    feedback.given("a", FEEDBACK)
    assert feedback.panel.status == ""
    assert feedback.panel.summary.text == "1 of 3 key points"
    feedback.failed("a", "It broke.")
    assert feedback.panel.status == "It broke."


def test_what_concerns_another_take_is_dropped(feedback: TakeFeedback, giver: Giver) -> None:
    feedback.show_take(_listed("b"))
    feedback.started("a")
    feedback.failed("a", "It broke.")
    feedback.given("a", FEEDBACK)
    assert feedback.panel.status == ""
    assert feedback.panel.points.points.rows == ()


def test_another_take_begins_without_the_feedback_of_the_last(
    feedback: TakeFeedback, giver: Giver
) -> None:
    feedback.show_take(_listed("a"))
    feedback.given("a", FEEDBACK)
    feedback.show_take(_listed("b"))
    assert feedback.panel.points.points.rows == ()
    assert feedback.panel.summary.isHidden()


def test_the_question_brings_examples_and_the_model_answer(
    feedback: TakeFeedback, giver: Giver
) -> None:
    feedback.show_take(_listed())
    feedback.given("a", FEEDBACK)
    feedback.show_question(ASKED, ModelAnswerText("The exponentiated loss."))
    assert feedback.panel.points.points.rows[2].finding.details == ("Say: “same tokenizer”",)
    feedback.panel.model.reveal.click()
    assert feedback.panel.model.text == "The exponentiated loss."


def test_it_is_computed_anew_for_the_take_in_view(feedback: TakeFeedback, giver: Giver) -> None:
    feedback.show_take(_listed("b"))
    feedback.given("b", FEEDBACK)
    feedback.panel.again.click()
    assert giver.again == ["b"]


def test_the_delivery_is_told_and_taken_back_with_the_take(
    feedback: TakeFeedback, giver: Giver
) -> None:
    told: list[Delivery | None] = []
    feedback.delivery_shown.connect(told.append)
    feedback.show_take(_listed())
    feedback.given("a", FEEDBACK)
    feedback.show_take(None)
    assert told == [None, DELIVERY, None]


def test_without_a_recording_nothing_of_it_can_be_heard(
    feedback: TakeFeedback, giver: Giver
) -> None:
    told: list[Delivery | None] = []
    feedback.delivery_shown.connect(told.append)
    feedback.show_take(_listed(has_sound=False))
    feedback.show_question(ASKED, None)
    feedback.given("a", FEEDBACK)
    assert set(told) == {None}
    assert [row.moment for row in feedback.panel.points.points.rows] == [None] * 3


def test_leaving_a_take_silences_its_model_answer(
    qtbot: QtBot, feedback: TakeFeedback, giver: Giver
) -> None:
    feedback.show_take(_listed())
    feedback.show_question(ASKED, ModelAnswerText("The loss."))
    feedback.panel.model.reveal.click()
    feedback.panel.model.hear.click()
    with qtbot.waitSignal(feedback.hush_asked):
        feedback.show_take(_listed("b"))


def test_a_reviewer_is_told_the_take_with_its_question_and_its_feedback(
    feedback: TakeFeedback, giver: Giver
) -> None:
    critique = feedback.panel.critique
    feedback.show_take(_listed())
    feedback.show_question(ASKED, None)
    assert critique.take == TakeToReview(ASKED, SAID, None)
    feedback.given("a", FEEDBACK)
    assert critique.take == TakeToReview(ASKED, SAID, FEEDBACK)


def test_a_reviewer_is_not_told_what_belongs_to_another_take(
    feedback: TakeFeedback, giver: Giver
) -> None:
    other = transcript_of("Something else.")
    feedback.show_take(_listed())
    feedback.show_question(ASKED, None)
    feedback.given("a", FEEDBACK)
    feedback.show_take(_listed("b", other))
    assert feedback.panel.critique.take is None
    feedback.given("a", FEEDBACK)
    feedback.show_question(ASKED, None)
    assert feedback.panel.critique.take == TakeToReview(ASKED, other, None)


def test_a_review_that_is_being_written_goes_on_when_feedback_comes_and_ends_with_its_take(
    feedback: TakeFeedback, giver: Giver
) -> None:
    critique = feedback.panel.critique
    critique.turn(on=True)
    feedback.show_take(_listed())
    feedback.show_question(ASKED, None)
    critique.go.click()
    feedback.given("a", FEEDBACK)
    assert critique.writing
    feedback.show_take(None)
    assert not critique.writing
    assert critique.take is None
