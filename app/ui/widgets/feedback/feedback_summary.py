"""Feedback in brief, for between two questions: what was made, and one thing to try."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.feedback.finding_list import FindingList
from mock_interviewer.app.ui.widgets.feedback.findings import Answered, Findings
from mock_interviewer.app.ui.widgets.feedback.flowing import Flowing
from mock_interviewer.app.ui.widgets.feedback.points_view import PointsView
from mock_interviewer.app.ui.widgets.feedback.summary import Summary
from mock_interviewer.app.ui.widgets.remark import Remark

_WORKING = "The feedback is being worked out…"


class FeedbackSummary(Flowing):
    """Shows the feedback of one take, or that it is on its way, or why there is none."""

    play_asked = Signal(float)
    """Seconds: a moment that is to be heard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Feedback")
        self._status = Remark()
        self.summary = Summary()
        self.points = PointsView()
        self.advice = FindingList("One thing to try")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for part in (self._status, self.summary, self.advice, self.points):
            column.addWidget(part)
        column.addStretch(1)
        self.points.play_asked.connect(self.play_asked)
        self.advice.play_asked.connect(self.play_asked)
        self._show(told=False)

    @property
    def status(self) -> str:
        """What is said in place of feedback; empty where there is some."""
        return self._status.plain

    def show_working(self) -> None:
        """Say that feedback is on its way."""
        self._say(_WORKING)

    def show_failure(self, sentence: str) -> None:
        """Say why there is no feedback."""
        self._say(sentence, "bad")

    def show_feedback(self, feedback: Feedback, answered: Answered) -> None:
        """Show what is said of an answer."""
        self._status.show_text("")
        self.summary.show_feedback(feedback)
        self.points.show_feedback(feedback, answered)
        self.advice.show_findings(Findings(answered).advice(feedback.advice[:1]))
        self._show(told=True)

    def _say(self, sentence: str, kind: str = "muted") -> None:
        self._status.show_text(sentence, kind)
        self._show(told=False)

    def _show(self, *, told: bool) -> None:
        self._status.setVisible(not told)
        self.summary.setVisible(told)
        # Why no key point can be told is said above, once.
        self.points.setVisible(told and self.points.has_rows)
        self.advice.setVisible(told and bool(self.advice.rows))
