"""Feedback on the take in view, between the panel that shows it and what computes it.

The host connects ``feedback_requested`` to what has or computes feedback. For any take, and as
often as there is news, the host answers with ``show_working``, ``show_feedback``, or
``show_failure``; calls about a take that is not in view are ignored. While nothing is connected,
the panel stays hidden.
"""

from dataclasses import replace

from PySide6.QtCore import QMetaMethod, QObject, Signal, Slot

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.ui.feedback.key_points import AnswerContext
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.feedback.panel import FeedbackPanel, FeedbackPart
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.audio.recognition.transcript import Transcript


class TakeFeedback(QObject):
    """Owner of ``panel``, which the page places. GUI thread only."""

    feedback_requested = Signal(str)
    """The ID of the take in view, which has a transcript: provide its feedback and question."""
    recompute_requested = Signal(str)
    """The ID of a take whose feedback is to be computed again."""
    points_requested = Signal(str)
    """The ID of a take from which to make key points for its question, which has none.

    Unconnected, that is not offered."""
    read_aloud_requested = Signal(str)
    """A text to read aloud; report the end with ``show_reading``."""
    stop_reading_requested = Signal()
    """Stop reading aloud."""
    play_asked = Signal(float)
    """Play the recording from this second."""
    seek_asked = Signal(float)
    """Move to this second of the recording without playing it."""
    evidence_highlighted = Signal(object)
    """Start and end in seconds of the evidence a person points at in the panel, or None."""
    delivery_shown = Signal(object)
    """The Delivery shown, or None."""
    verdict_chosen = Signal(str, str, object)
    """The IDs of a take and of a key point, and the person's CoverageVerdict, None for none.

    Unconnected, no verdict can be changed."""
    grade_chosen = Signal(str, object)
    """The ID of the take in view and the RecallGrade that the person chose."""
    model_answer_available = Signal(bool)
    """Whether the question has a model answer."""
    visibility_changed = Signal(bool)
    """Whether the panel is shown."""

    def __init__(self, measures: Measures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.panel = FeedbackPanel(measures)
        self.panel.hide()
        self._take: str | None = None
        self._context = AnswerContext()
        self._transcript: Transcript | None = None
        self._feedback: Feedback | None = None
        self.panel.again_pressed.connect(self._request_again)
        self.panel.points_pressed.connect(self._request_points)
        self.panel.grade.chosen.connect(self.grade_chosen)
        self.panel.verdict_chosen.connect(self.verdict_chosen)
        self.panel.play_asked.connect(self.play_asked)
        self.panel.seek_asked.connect(self.seek_asked)
        self.panel.evidence_highlighted.connect(self.evidence_highlighted)
        self.panel.model.read_aloud_requested.connect(self.read_aloud_requested)
        self.panel.model.stop_reading_requested.connect(self.stop_reading_requested)

    def show_take(self, listed: ListedTake | None) -> None:
        """Request feedback for ``listed``; None or a take without a transcribed answer has none."""
        transcript = listed.take.transcript if listed and listed.take.has_answer else None
        self.panel.clear()
        self._feedback = None
        self.evidence_highlighted.emit(None)
        self.delivery_shown.emit(None)
        self.model_answer_available.emit(False)
        if listed is None or transcript is None or not self._is_connected:
            self._take = self._transcript = None
            self._set_shown(shown=False)
            self._update_review()
            return
        self._take, self._transcript = listed.take.id, transcript
        judgeable = self.isSignalConnected(QMetaMethod.fromSignal(self.verdict_chosen))
        self._context = AnswerContext(
            transcript.text,
            None,
            playable=listed.has_sound,
            take=listed.take.id if judgeable else "",
        )
        offered = self.isSignalConnected(QMetaMethod.fromSignal(self.points_requested))
        # A follow-up has points of its own, which only the editor of its question changes.
        self.panel.offers_points = offered and listed.take.follow_up is None
        self.panel.show_context(self._context)
        self._set_shown(shown=True)
        self._update_review()
        self.feedback_requested.emit(listed.take.id)

    @Slot(str)
    def show_working(self, take: str) -> None:
        """Show that the feedback on a take is being computed."""
        if take == self._take:
            self.panel.show_working()

    @Slot(str, object)
    def show_feedback(self, take: str, feedback: Feedback) -> None:
        """Show the feedback on a take."""
        if take == self._take:
            self._feedback = feedback
            self.panel.show_feedback(feedback)
            self._update_review()
            self.delivery_shown.emit(feedback.delivery if self._context.playable else None)

    @Slot(str, str)
    def show_failure(self, take: str, sentence: str) -> None:
        """Show why a take has no feedback."""
        if take == self._take:
            self.panel.show_failure(sentence)

    @Slot(str, str)
    def show_opinion_status(self, take: str, sentence: str) -> None:
        """Show what became of the second opinion on a take's key points; "" for nothing."""
        if take == self._take:
            self.panel.points.show_opinion_status(sentence)

    def show_graded(self, graded: GradedTake) -> None:
        """Show the grade of a take."""
        if graded.take == self._take:
            self.panel.grade.show_graded(graded)

    def forget_grade(self) -> None:
        """Hide the grade of the take in view."""
        self.panel.grade.show_graded(None)

    def show_question(
        self, asked: CoverageQuestion | None, model_answer: ModelAnswerText | None
    ) -> None:
        """Set the question of the take requested last; None if it is no longer in its bank."""
        if self._take is None:
            return
        self._context = replace(self._context, asked=asked)
        self.panel.show_context(self._context)
        self.panel.model.show_answer(model_answer)
        self.model_answer_available.emit(model_answer is not None)
        self._update_review()

    def read_model_answer(self) -> None:
        """Show the tab of the model answer, and have it read aloud."""
        self.panel.choose(FeedbackPart.MODEL)
        self.panel.model.read_aloud()

    def show_reading(self, *, on: bool) -> None:
        """Show whether the model answer is being read aloud."""
        self.panel.model.show_reading(on=on)

    @Slot()
    def stop_reading(self) -> None:
        """Stop reading the model answer aloud."""
        self.panel.model.stop_reading()

    def show_position(self, seconds: float | None) -> None:
        """Show the player's position in the charts; None before anything was played."""
        self.panel.delivery.curves.show_position(seconds)

    @property
    def _is_connected(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.feedback_requested))

    def _update_review(self) -> None:
        self.panel.review.show_take(self._context.asked, self._transcript, self._feedback)

    def _set_shown(self, *, shown: bool) -> None:
        if shown == self.panel.isHidden():
            self.panel.setVisible(shown)
            self.visibility_changed.emit(shown)

    @Slot()
    def _request_again(self) -> None:
        if self._take is not None:
            self.recompute_requested.emit(self._take)

    @Slot()
    def _request_points(self) -> None:
        if self._take is not None:
            self.points_requested.emit(self._take)
