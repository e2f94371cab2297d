"""The line above the question: its position, and the clock or, after an answer, the state."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mock_interviewer.app.ui.interview.answer_clock import AnswerClock
from mock_interviewer.app.ui.interview.state_line import StateLine
from mock_interviewer.app.ui.style.theme import FontSize
from mock_interviewer.app.ui.widgets.labels import ElidedLabel


class InterviewHeader(QWidget):
    """The number and the section of the question at the left, and a quiet line at the right.

    The line is the clock, or the state while that is borrowed. The position is elided first.
    """

    def __init__(self, clock: AnswerClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._position = ElidedLabel(FontSize.BODY, kind="muted")
        self._position.setObjectName("position")
        self._position.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._position, 1)
        self._row.addWidget(clock)

    def show_position(self, text: str) -> None:
        """Show the number and the section of the question."""
        self._position.show_text(text)

    def borrow(self, state: StateLine) -> None:
        """Show the state, quietly, in place of the clock."""
        self._clock.keep_room(kept=False)
        self._clock.hide()
        state.show_quietly(quiet=True)
        self._row.addWidget(state)

    def give_back(self, state: StateLine) -> None:
        """Show the clock again; the page takes the state line."""
        self._clock.keep_room(kept=True)
        state.show_quietly(quiet=False)
        self._row.removeWidget(state)
