"""The question, large, and what else the interviewer says, in a muted voice beneath it."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.ui.state_words import headline_of, remark_of
from mock_interviewer.app.ui.theme import READING_LINE, TITLE_LINE, Space, Type, line_percent
from mock_interviewer.app.ui.widgets.text import Text

_LINES = 3


class QuestionBlock(QWidget):
    """Keeps room for three lines of a question and, where the interviewer talks, one of a remark.

    The room is there before the words, so that nothing moves when they come.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = False
        self._summed_up = False
        self._question = Text(size=Type.QUESTION, wrap=True)
        self._question.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._remark = Text(size=Type.BODY, wrap=True, kind="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._question)
        column.addWidget(self._remark)
        column.addStretch(1)
        self._remark.setMinimumHeight(ceil(_line(self._remark.font())))
        self._remark.hide()
        self._keep_room()

    @property
    def question(self) -> Text:
        """The question, or what stands in its place."""
        return self._question

    @property
    def remark(self) -> str:
        """What is shown of what the interviewer says beside it."""
        return self._remark.plain

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what is asked and what is said.

        What summed a session up stays when it is over, since it is worth reading twice.
        """
        self._question.show_text(headline_of(snapshot))
        over = snapshot.state is State.FINISHED
        self._summed_up = snapshot.state is State.CLOSING or (over and self._summed_up)
        said = remark_of(snapshot) if self._summed_up or not over else ""
        self._remark.show_text(said)
        self._remark.setVisible(snapshot.hands_free or bool(said))

    def fit(self, *, low: bool) -> None:
        """Set the question smaller, and keep no room for lines that it does not have."""
        self._low = low
        self._question.set_size(Type.TITLE if low else Type.QUESTION)
        self._keep_room()

    def _keep_room(self) -> None:
        line = self._question.font().pixelSize() * TITLE_LINE
        self.setMinimumHeight(0 if self._low else ceil(line * _LINES))


def _line(of: QFont) -> float:
    """Return how high one line of text that is read is, in pixels."""
    return QFontMetricsF(of).lineSpacing() * line_percent(of, READING_LINE) / 100
