"""Question in large type, with the interviewer's other remarks in muted type below it."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview.words import headline_of
from mock_interviewer.app.ui.style.theme import TITLE_LINE, FontSize, Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel

_QUESTION_LINES = 3


class QuestionBlock(QWidget):
    """Reserves three lines for a question and, if the interviewer talks, one for a remark.

    The space is reserved in advance, so that nothing moves when text appears; none is reserved
    once the session is over. A longer remark keeps its space until the next question, so that
    nothing moves when it disappears.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._reading = self._over = self._hands_free = False
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
        self._reserve_question()

    @property
    def question(self) -> TextLabel:
        """The label of the question, or of the headline in its place."""
        return self._question

    @property
    def remark(self) -> str:
        """The interviewer's remark as shown."""
        return self._remark.plain

    def show_snapshot(self, snapshot: SessionSnapshot) -> None:
        """Show the question and the interviewer's remark, which ends with the session."""
        if self._question.plain != headline_of(snapshot):
            self._question.show_text(headline_of(snapshot))
            self._remark.setMinimumHeight(self._remark_line)
        over = self._over = snapshot.state is SessionState.FINISHED
        self._remark.show_text("" if over else snapshot.remark)
        self._reserve_remark()
        self._reserve_question()
        self._hands_free = snapshot.hands_free
        self._show_remark()

    def fit(self, *, low: bool, reading: bool = False) -> None:
        """Fit a low window, with a smaller question and no space for unused lines.

        While the person is ``reading`` feedback, the question is small, too, and without a remark.
        """
        self._low, self._reading = low or reading, reading
        self._question.set_size(FontSize.TITLE if self._low else FontSize.QUESTION)
        self._reserve_question()
        self._show_remark()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Reserve as much space as the remark needs at this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._remark.setMinimumHeight(self._remark_line)
            self._reserve_remark()

    def _show_remark(self) -> None:
        talks = self._hands_free or bool(self.remark)
        self._remark.setVisible(talks and not self._reading)

    def _reserve_remark(self) -> None:
        needed = self._remark.heightForWidth(self.width())
        self._remark.setMinimumHeight(max(self._remark.minimumHeight(), needed))

    def _reserve_question(self) -> None:
        line = self._question.font().pixelSize() * TITLE_LINE
        self.setMinimumHeight(0 if self._low or self._over else ceil(line * _QUESTION_LINES))
