"""Feedback during a session: a summary after each answer, and a recap of all at the end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import headline
from mock_interviewer.app.ui.feedback.finding_list import FindingList
from mock_interviewer.app.ui.feedback.key_points import AnswerContext, FindingBuilder, KeyPointsView
from mock_interviewer.app.ui.feedback.key_points_summary import KeyPointsBar, KeyPointsSummary
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_WORKING = "Analyzing…"


class AnswerFeedbackSummary(HeightForWidthWidget):
    """The feedback on one take, a note that it is being computed, or why there is none."""

    play_requested = Signal(float)
    """The person wants to hear a moment, in seconds from the start of the recording."""
    verdict_chosen = Signal(str, str, object)
    """The ids of a take and of a key point, and the person's CoverageVerdict, None for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Feedback")
        self._status = StatusLabel()
        self.summary = KeyPointsSummary()
        self.points = KeyPointsView()
        self.advice = FindingList("One thing to try")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        for part in (self._status, self.summary, self.advice, self.points):
            column.addWidget(part)
        column.addStretch(1)
        self.points.play_asked.connect(self.play_requested)
        self.points.verdict_chosen.connect(self.verdict_chosen)
        self.advice.play_asked.connect(self.play_requested)
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

    def show_feedback(self, feedback: Feedback, answered: AnswerContext) -> None:
        """Show the feedback on an answer."""
        self._status.show_text("")
        self.summary.show_feedback(feedback)
        self.points.show_feedback(feedback, answered)
        self.advice.show_findings(FindingBuilder(answered).advice(feedback.advice[:1]))
        self._update_parts(has_feedback=True)

    def _show_message(self, sentence: str, kind: str = "muted") -> None:
        self._status.show_text(sentence, kind)
        self._update_parts(has_feedback=False)

    def _update_parts(self, *, has_feedback: bool) -> None:
        self._status.setVisible(not has_feedback)
        self.summary.setVisible(has_feedback)
        # The summary already says why there are no key points.
        self.points.setVisible(has_feedback and self.points.has_rows)
        self.advice.setVisible(has_feedback and bool(self.advice.rows))


_RESULT_WIDTH = 4 * Spacing.XXL


class RecapRow(QWidget):
    """One answer of a session: its question, and how many key points it covered."""

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = TextLabel(question, wrap=True)
        self._result = TextLabel(wrap=True, kind="muted")
        self._bar = KeyPointsBar()
        self._bar.hide()
        result = QWidget()
        result.setFixedWidth(_RESULT_WIDTH)
        right = QVBoxLayout(result)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(Spacing.XXS)
        right.addWidget(self._result)
        right.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.M)
        row.addWidget(self._question, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(result, 0, Qt.AlignmentFlag.AlignTop)
        self.show_message(_WORKING)

    @property
    def result(self) -> str:
        """The result, or the message in its place."""
        return self._result.plain

    def show_message(self, text: str) -> None:
        """Show a message in place of a result."""
        self._result.show_text(text)
        self._bar.hide()
        self.setAccessibleName(f"{self._question.plain} {text}")

    def show_feedback(self, feedback: Feedback) -> None:
        """Show how many key points the answer covered."""
        coverage = feedback.coverage
        if coverage is None or not coverage.points:
            self.show_message(feedback.coverage_untold)
            return
        self.show_message(headline(coverage))
        self._bar.show_coverage(coverage)
        self._bar.show()


class SessionRecap(HeightForWidthWidget):
    """All answers of a session, in the order in which they were given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Your answers")
        self._rows: dict[str, RecapRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.M)
        self._column.addStretch(1)

    @property
    def rows(self) -> tuple[RecapRow, ...]:
        """The rows, from first to last."""
        return tuple(self._rows.values())

    def clear(self) -> None:
        """Remove all rows, for a new session."""
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}

    def row_of(self, take: str, question: str) -> RecapRow:
        """Return the row of a take, adding one at the end if there is none yet."""
        if take not in self._rows:
            self._rows[take] = RecapRow(question)
            self._column.insertWidget(len(self._rows) - 1, self._rows[take])
        return self._rows[take]
