"""Feedback during a session: in brief after an answer, and a recap of all answers at the end."""

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

_WORKING = "The feedback is being worked out…"


class AnswerFeedbackSummary(HeightForWidthWidget):
    """Shows the feedback of one take, or that it is on its way, or why there is none."""

    play_asked = Signal(float)
    """Seconds: a moment that is to be heard."""

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

    def show_feedback(self, feedback: Feedback, answered: AnswerContext) -> None:
        """Show what is said of an answer."""
        self._status.show_text("")
        self.summary.show_feedback(feedback)
        self.points.show_feedback(feedback, answered)
        self.advice.show_findings(FindingBuilder(answered).advice(feedback.advice[:1]))
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


_RECAP_WORKING = "Being worked out…"


_RESULT_WIDTH = 4 * Spacing.XXL


class RecapRow(QWidget):
    """One answer."""

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
        self.say(_RECAP_WORKING)

    @property
    def result(self) -> str:
        """What is said of the answer."""
        return self._result.plain

    def say(self, text: str) -> None:
        """Say something in place of a result."""
        self._result.show_text(text)
        self._bar.hide()
        self.setAccessibleName(f"{self._question.plain} {text}")

    def show_feedback(self, feedback: Feedback) -> None:
        """Say how much of a good answer was made."""
        coverage = feedback.coverage
        if coverage is None or not coverage.points:
            self.say(feedback.coverage_untold)
            return
        self.say(headline(coverage))
        self._bar.show_coverage(coverage)
        self._bar.show()


class SessionRecap(HeightForWidthWidget):
    """Rows in the order in which the answers were given."""

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
        """The rows that are shown."""
        return tuple(self._rows.values())

    def clear(self) -> None:
        """Get ready for a new session."""
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}

    def row_of(self, take: str, question: str) -> RecapRow:
        """Return the row of a take, a new one at the end for one that has none yet."""
        if take not in self._rows:
            self._rows[take] = RecapRow(question)
            self._column.insertWidget(len(self._rows) - 1, self._rows[take])
        return self._rows[take]
