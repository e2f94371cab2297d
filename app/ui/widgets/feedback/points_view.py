"""Which key points an answer made, and how an experience was told where one was asked for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import acted_line
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.feedback.finding_list import FindingList
from mock_interviewer.app.ui.widgets.feedback.findings import Answered, Findings
from mock_interviewer.app.ui.widgets.text import Text

_NONE = "No key point can be ticked here."


class PointsView(QWidget):
    """The parts of the story first: they are what such a question is about."""

    play_asked = Signal(float)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story = FindingList("How the experience was told")
        self.who = Text(size=Type.CAPTION, wrap=True, kind="muted")
        self.points = FindingList("Key points")
        self._none = Text(_NONE, wrap=True, kind="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for part in (self.story, self.who, self.points, self._none):
            column.addWidget(part)
        for rows in (self.story, self.points):
            rows.play_asked.connect(self.play_asked)
            rows.pointed.connect(self.pointed)

    @property
    def has_rows(self) -> bool:
        """Whether anything is told of key points or of a story."""
        return bool(self.points.rows or self.story.rows)

    def show_feedback(self, feedback: Feedback, answered: Answered) -> None:
        """Show what became of the key points of an answer."""
        findings = Findings(answered)
        story, coverage = feedback.story, feedback.coverage
        self.story.show_findings(findings.story(story) if story is not None else ())
        self.who.show_text(acted_line(story) if story is not None else "")
        self.who.setVisible(story is not None)
        self.points.show_findings(findings.points(coverage) if coverage is not None else ())
        self._none.setVisible(not self.has_rows)

    def clear(self) -> None:
        """Show nothing."""
        for rows in (self.story, self.points):
            rows.show_findings(())
        self.who.hide()
        self._none.hide()
