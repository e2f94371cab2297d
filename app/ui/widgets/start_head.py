"""The head of the practice page: what Enter starts, what is due, and how to start the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import READING_LINE, Space, Type
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.text import Text


class StartHead(QWidget):
    """A greeting, a line on what is started, one on why, and the buttons that start.

    ``other`` is there only where there are two things to start.
    """

    start_pressed = Signal()
    other_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.greeting = Text("", Type.TITLE, strong=True)
        self.summary = Text(size=Type.BODY, kind="muted", tabular=True)
        self.why = Text(kind="muted", wrap=True)
        # It comes a moment after the page: what is beneath it stays where it is.
        self.why.setMinimumHeight(round(self.why.fontMetrics().lineSpacing() * READING_LINE))
        self.start = KeyHint("Enter", "Start practice", primary=True)
        self.start.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.other = KeyHint("Ctrl+Enter", "Start the other")
        self.start.clicked.connect(lambda _checked: self.start_pressed.emit())
        self.other.clicked.connect(lambda _checked: self.other_pressed.emit())
        begin = QHBoxLayout()
        begin.setSpacing(Space.S)
        begin.addWidget(self.start)
        begin.addWidget(self.other)
        begin.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        for part in (self.greeting, self.summary, self.why):
            column.addWidget(part)
        column.addSpacing(Space.XS)
        column.addLayout(begin)
        self.show_words("", "")

    def show_words(self, summary: str, why: str, other: str = "") -> None:
        """Say what is started, why, and what the other button starts; "" leaves that out."""
        self.summary.show_text(summary)
        self.why.show_text(why)
        if other:
            self.other.show_label(other)
        self.other.setVisible(bool(other))

    def enable(self, *, enabled: bool) -> None:
        """Let both buttons be pressed, or neither."""
        self.start.setEnabled(enabled)
        self.other.setEnabled(enabled)
