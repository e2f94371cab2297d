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


class Host:
    """What computes feedback: records the takes it was asked about."""

    def __init__(self, feedback: TakeFeedback) -> None:
        self.requested: list[str] = []
        self.again: list[str] = []
        feedback.feedback_requested.connect(self.requested.append)
        feedback.recompute_requested.connect(self.again.append)


@pytest.fixture
def feedback(qtbot: QtBot, look: Theme) -> TakeFeedback:
    made = TakeFeedback(MEASURES)
    qtbot.addWidget(made.panel)
    return made


@pytest.fixture
def host(feedback: TakeFeedback) -> Host:
    return Host(feedback)


def test_without_a_host_the_panel_stays_hidden(feedback: TakeFeedback) -> None:
    feedback.show_take(_listed())
    assert feedback.panel.isHidden()


def test_showing_a_take_requests_its_feedback(feedback: TakeFeedback, host: Host) -> None:
    feedback.show_take(_listed("a"))
    feedback.show_take(_listed("b"))
    assert host.requested == ["a", "b"]
    assert not feedback.panel.isHidden()


def test_a_take_without_a_transcript_has_no_feedback(
    qtbot: QtBot, feedback: TakeFeedback, host: Host
) -> None:
    feedback.show_take(_listed())
    with qtbot.waitSignal(feedback.visibility_changed) as appeared:
        feedback.show_take(_listed(transcript=None))
    assert appeared.args == [False]
    assert feedback.panel.isHidden()
    assert host.requested == ["a"]


def test_a_question_that_was_skipped_has_no_feedback(feedback: TakeFeedback, host: Host) -> None:
    silent = _listed()
    skipped = replace(silent.take, status=TakeStatus.SKIPPED)
    feedback.show_take(replace(silent, take=skipped))
    assert feedback.panel.isHidden()
    assert host.requested == []


def test_progress_feedback_and_failure_are_shown(feedback: TakeFeedback, host: Host) -> None:
    feedback.show_take(_listed())
    feedback.show_working("a")
    assert feedback.panel.status
    feedback.show_feedback("a", FEEDBACK)
    assert feedback.panel.status == ""
    assert feedback.panel.summary.text == "1 to 2 of 3 key points"
    feedback.show_failure("a", "It broke.")
    assert feedback.panel.status == "It broke."


def test_points_are_requested_for_the_take_in_view(
    qtbot: QtBot, feedback: TakeFeedback, host: Host
) -> None:
    without = replace(ASKED, points=())
    feedback.show_take(_listed())
    feedback.show_question(without, None)
    feedback.show_feedback("a", replace(FEEDBACK, coverage=None))
    assert feedback.panel.make_points.isHidden()
    with qtbot.waitSignal(feedback.points_requested) as requested:
        feedback.show_take(_listed())
        feedback.show_question(without, None)
        feedback.show_feedback("a", replace(FEEDBACK, coverage=None))
        feedback.panel.make_points.click()
    assert requested.args == ["a"]


def test_no_points_are_made_of_the_answer_to_a_follow_up(
    feedback: TakeFeedback, host: Host
) -> None:
    feedback.points_requested.connect(pytest.fail)
    listed = _listed()
    feedback.show_take(replace(listed, take=replace(listed.take, follow_up=1)))
    feedback.show_question(replace(ASKED, points=()), None)
    feedback.show_feedback("a", replace(FEEDBACK, coverage=None))
    assert feedback.panel.make_points.isHidden()


def test_news_about_another_take_is_ignored(feedback: TakeFeedback, host: Host) -> None:
    feedback.show_take(_listed("b"))
    feedback.show_working("a")
    feedback.show_failure("a", "It broke.")
    feedback.show_feedback("a", FEEDBACK)
    assert feedback.panel.status == ""
    assert feedback.panel.points.points.rows == ()


def test_another_take_starts_without_the_feedback_of_the_last(
    feedback: TakeFeedback, host: Host
) -> None:
    feedback.show_take(_listed("a"))
    feedback.show_feedback("a", FEEDBACK)
    feedback.show_take(_listed("b"))
    assert feedback.panel.points.points.rows == ()
    assert feedback.panel.summary.isHidden()


def test_the_question_adds_examples_and_the_model_answer(
    feedback: TakeFeedback, host: Host
) -> None:
    feedback.show_take(_listed())
    feedback.show_feedback("a", FEEDBACK)
    feedback.show_question(ASKED, ModelAnswerText("The exponentiated loss."))
    assert feedback.panel.points.points.rows[2].finding.details == ("Say: “same tokenizer”",)
    feedback.panel.model.reveal.click()
    assert feedback.panel.model.text == "The exponentiated loss."


def test_recomputing_is_requested_for_the_take_in_view(feedback: TakeFeedback, host: Host) -> None:
    feedback.show_take(_listed("b"))
    feedback.show_feedback("b", FEEDBACK)
    feedback.panel.again.click()
    assert host.again == ["b"]


def test_the_delivery_is_reported_until_the_take_is_left(
    feedback: TakeFeedback, host: Host
) -> None:
    reported: list[Delivery | None] = []
    feedback.delivery_shown.connect(reported.append)
    feedback.show_take(_listed())
    feedback.show_feedback("a", FEEDBACK)
    feedback.show_take(None)
    assert reported == [None, DELIVERY, None]


def test_without_a_recording_nothing_can_be_played(feedback: TakeFeedback, host: Host) -> None:
    reported: list[Delivery | None] = []
    feedback.delivery_shown.connect(reported.append)
    feedback.show_take(_listed(has_sound=False))
    feedback.show_question(ASKED, None)
    feedback.show_feedback("a", FEEDBACK)
    assert set(reported) == {None}
    assert [row.moment for row in feedback.panel.points.points.rows] == [None] * 3


def test_leaving_a_take_stops_reading_its_model_answer(
    qtbot: QtBot, feedback: TakeFeedback, host: Host
) -> None:
    feedback.show_take(_listed())
    feedback.show_question(ASKED, ModelAnswerText("The loss."))
    feedback.panel.model.reveal.click()
    feedback.panel.model.read_button.click()
    with qtbot.waitSignal(feedback.stop_reading_requested):
        feedback.show_take(_listed("b"))


def test_a_review_gets_the_take_with_its_question_and_feedback(
    feedback: TakeFeedback, host: Host
) -> None:
    review = feedback.panel.review
    feedback.show_take(_listed())
    feedback.show_question(ASKED, None)
    assert review.take == TakeToReview(ASKED, SAID, None)
    feedback.show_feedback("a", FEEDBACK)
    assert review.take == TakeToReview(ASKED, SAID, FEEDBACK)


def test_a_review_gets_nothing_of_another_take(feedback: TakeFeedback, host: Host) -> None:
    other = transcript_of("Something else.")
    feedback.show_take(_listed())
    feedback.show_question(ASKED, None)
    feedback.show_feedback("a", FEEDBACK)
    feedback.show_take(_listed("b", other))
    assert feedback.panel.review.take is None
    feedback.show_feedback("a", FEEDBACK)
    feedback.show_question(ASKED, None)
    assert feedback.panel.review.take == TakeToReview(ASKED, other, None)


def test_a_running_review_continues_when_feedback_arrives_and_ends_with_its_take(
    feedback: TakeFeedback, host: Host
) -> None:
    review = feedback.panel.review
    review.set_enabled_by_person(on=True)
    feedback.show_take(_listed())
    feedback.show_question(ASKED, None)
    review.go.click()
    feedback.show_feedback("a", FEEDBACK)
    assert review.writing
    feedback.show_take(None)
    assert not review.writing
    assert review.take is None
