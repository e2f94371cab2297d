"""The feedback on an answer during a session: score, tip, key points, and folded details."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.ui.feedback.key_points import AnswerContext, KeyPointsView
from mock_interviewer.app.ui.feedback.key_points_summary import KeyPointsSummary
from mock_interviewer.app.ui.interview.answer_details import AnswerDetails
from mock_interviewer.app.ui.interview.next_time import NextTimeCard
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import StatusLabel
from mock_interviewer.audio.recognition.transcript import Transcript

_WORKING = "Analyzing…"


class AnswerFeedbackSummary(HeightForWidthWidget):
    """The feedback on one take, a note that it is being computed, or why there is none."""

    play_requested = Signal(float)
    """The person wants to hear a moment, in seconds from the start of the recording."""
    verdict_chosen = Signal(str, str, object)
    """The ids of a take and of a key point, and the person's CoverageVerdict, None for none."""
    again_pressed = Signal()
    """The person wants to try the question again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Feedback")
        self._status = StatusLabel()
        self.summary = KeyPointsSummary()
        self.card = NextTimeCard()
        self.points = KeyPointsView()
        self.details = AnswerDetails()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        for part in (self._status, self.summary, self.card, self.points, self.details):
            column.addWidget(part)
        column.addStretch(1)
        for source in (self.points, self.card, self.details):
            source.play_asked.connect(self.play_requested)
        self.points.verdict_chosen.connect(self.verdict_chosen)
        self.card.again_pressed.connect(self.again_pressed)
        self._has_advice = False
        self._update_parts(has_feedback=False)

    @property
    def status(self) -> str:
        """The message in place of feedback; empty if there is feedback."""
        return self._status.plain

    def show_working(self) -> None:
        """Show that the answer is being analyzed."""
        self._show_message(_WORKING)

    def show_failure(self, sentence: str) -> None:
        """Show why there is no feedback."""
        self._show_message(sentence, "bad")

    def show_feedback(
        self, feedback: Feedback, answered: AnswerContext, transcript: Transcript | None
    ) -> None:
        """Show the feedback on an answer, and its words if there is a ``transcript``."""
        self._status.show_text("")
        self.summary.show_feedback(feedback)
        self.points.show_feedback(feedback, answered)
        self._has_advice = bool(feedback.advice)
        if feedback.advice:
            self.card.show_advice(feedback.advice[0], playable=answered.playable)
        self.details.show_answer(transcript, feedback.delivery, playable=answered.playable)
        self._update_parts(has_feedback=True)

    def fit(self, *, low: bool) -> None:
        """Fit a low window."""
        self.card.fit(low=low)

    def _show_message(self, sentence: str, kind: str = "muted") -> None:
        self._status.show_text(sentence, kind)
        self._update_parts(has_feedback=False)

    def _update_parts(self, *, has_feedback: bool) -> None:
        self._status.setVisible(not has_feedback)
        self.summary.setVisible(has_feedback)
        self.card.setVisible(has_feedback and self._has_advice)
        # The summary already says why there are no key points.
        self.points.setVisible(has_feedback and self.points.has_rows)
        self.details.setVisible(has_feedback)
