"""How many key points were made, at a glance."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import beside_headline, headline
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.points_bar import PointsBar
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.text import Text


class Summary(QWidget):
    """The headline with its bar, or the sentence that says why it cannot be told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Feedback | None = None
        self._headline = Text(size=Type.TITLE, strong=True)
        self._beside = Text(size=Type.CAPTION, tabular=True, kind="muted")
        self._bar = PointsBar()
        self._untold = Remark()
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._headline)
        line.addStretch(1)
        line.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(line)
        column.addWidget(self._bar)
        column.addWidget(self._untold)

    @property
    def text(self) -> str:
        """What is said: the headline, or why there is none."""
        return self._headline.plain or self._untold.plain

    def show_feedback(self, feedback: Feedback) -> None:
        """Show what is said of the key points, and tell people who do not see it."""
        if feedback is self._shown:
            return
        self._shown = feedback
        coverage = feedback.coverage
        told = coverage is not None and bool(coverage.points)
        self._headline.show_text(headline(coverage) if coverage is not None and told else "")
        self._beside.show_text(beside_headline(coverage) if coverage is not None and told else "")
        self._untold.show_text("" if told else feedback.coverage_untold or _UNTOLD)
        if coverage is not None:
            self._bar.show_coverage(coverage)
        for part in (self._headline, self._beside, self._bar):
            part.setVisible(told)
        self._untold.setVisible(not told)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))


_UNTOLD = "Which key points were made cannot be told."
