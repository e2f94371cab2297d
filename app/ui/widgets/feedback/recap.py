"""All answers of a session that is over, in a line each: what was asked, how much was made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import headline
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.feedback.flowing import Flowing
from mock_interviewer.app.ui.widgets.points_bar import PointsBar
from mock_interviewer.app.ui.widgets.text import Text

_WORKING = "Being worked out…"
_RESULT_WIDTH = 4 * Space.XXL


class RecapRow(QWidget):
    """One answer."""

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = Text(question, wrap=True)
        self._result = Text(wrap=True, kind="muted")
        self._bar = PointsBar()
        self._bar.hide()
        result = QWidget()
        result.setFixedWidth(_RESULT_WIDTH)
        right = QVBoxLayout(result)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(Space.XXS)
        right.addWidget(self._result)
        right.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self._question, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(result, 0, Qt.AlignmentFlag.AlignTop)
        self.say(_WORKING)

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


class Recap(Flowing):
    """Rows in the order in which the answers were given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Your answers")
        self._rows: dict[str, RecapRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
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
