"""The question in large type, and the interviewer's other remarks, muted, beneath it."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview.words import headline_of
from mock_interviewer.app.ui.style.theme import TITLE_LINE, FontSize, Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel

_LINES = 3


class QuestionBlock(QWidget):
    """Keeps room for three lines of a question and, where the interviewer talks, one of a remark.

    The room is there before the words, so that nothing moves when they come; when all is over none
    is kept. A longer remark keeps its room until something else is asked, so that nothing moves
    when it goes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._over = False
        self._summed_up = False
        self._question = TextLabel(size=FontSize.QUESTION, wrap=True)
        self._question.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._remark = TextLabel("One line", size=FontSize.BODY, wrap=True, kind="muted")
        self._remark_line = self._remark.sizeHint().height()
        self._remark.show_text("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(self._question)
        column.addWidget(self._remark)
        column.addStretch(1)
        self._remark.setMinimumHeight(self._remark_line)
        self._remark.hide()
        self._keep_room()

    @property
    def question(self) -> TextLabel:
        """The question, or what stands in its place."""
        return self._question

    @property
    def remark(self) -> str:
        """What is shown of what the interviewer says beside it."""
        return self._remark.plain

    def show_snapshot(self, snapshot: SessionSnapshot) -> None:
        """Show what is asked and what is said.

        What summed a session up stays when it is over, since it is worth reading twice.
        """
        if self._question.plain != headline_of(snapshot):
            self._question.show_text(headline_of(snapshot))
            self._remark.setMinimumHeight(self._remark_line)
        over = self._over = snapshot.state is SessionState.FINISHED
        self._summed_up = snapshot.state is SessionState.CLOSING or (over and self._summed_up)
        said = snapshot.remark if self._summed_up or not over else ""
        self._remark.show_text(said)
        self._hold_room()
        self._keep_room()
        self._remark.setVisible(snapshot.hands_free or bool(said))

    def fit(self, *, low: bool) -> None:
        """Set the question smaller, and keep no room for lines that it does not have."""
        self._low = low
        self._question.set_size(FontSize.TITLE if low else FontSize.QUESTION)
        self._keep_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Hold as much room as what is said needs in this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._remark.setMinimumHeight(self._remark_line)
            self._hold_room()

    def _hold_room(self) -> None:
        needed = self._remark.heightForWidth(self.width())
        self._remark.setMinimumHeight(max(self._remark.minimumHeight(), needed))

    def _keep_room(self) -> None:
        line = self._question.font().pixelSize() * TITLE_LINE
        self.setMinimumHeight(0 if self._low or self._over else ceil(line * _LINES))
