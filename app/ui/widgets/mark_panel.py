"""The name of a session, or name and note of a take, asked in the page itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.store.marks import LONGEST_NAME, LONGEST_NOTE
from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.one_line import OneLine
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.text import Text

_NOTE_LINES = 3
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class MarkPanel(QFrame):
    """Hidden until it asks. Enter keeps what was written (Ctrl+Enter in a note), Esc gives up."""

    given = Signal(str, str)
    """A name and a note, each "" for none."""
    closed = Signal()
    """The person kept it, or gave up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True)
        self.name = OneLine("Name", "Name")
        self.name.setMaxLength(LONGEST_NAME)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Note")
        self.note.setTabChangesFocus(True)
        self._wrong = Remark("caution")
        self.go = QPushButton("Save")
        self.cancel = QPushButton("Cancel")
        set_kind(self.cancel, "quiet")
        for button in (self.go, self.cancel):
            button.setAccessibleName(button.text())
            button.setAutoDefault(True)
        self._lay_out()
        self.note.textChanged.connect(self._check)
        self.go.clicked.connect(lambda _checked: self._give())
        self.cancel.clicked.connect(lambda _checked: self._close())
        self.hide()

    @property
    def text(self) -> str:
        """What is asked; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def ask(self, text: str, name: str, note: str | None = None) -> None:
        """Ask ``text``, with what there is now to be changed; without ``note`` for a name only."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.name.setAccessibleDescription(text)
        self.name.setText(name)
        self.note.setPlainText(note or "")
        self.note.setVisible(note is not None)
        self._check()
        self.show()
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Take Enter and Esc; Enter in a note is a line's end, and presses a button on it."""
        key = event.key()
        focused = self.focusWidget()
        if key == Qt.Key.Key_Escape:
            self._close()
        elif key in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        elif key in _ENTER:
            self._give()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        lines = self.note.fontMetrics().lineSpacing() * _NOTE_LINES
        self.note.setFixedHeight(lines + 2 * Space.S)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.XS)
        buttons.addWidget(self.go)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        for part in (self._text, self.name, self.note, self._wrong):
            column.addWidget(part)
        column.addLayout(buttons)

    def _check(self) -> None:
        over = len(self.note.toPlainText()) - LONGEST_NOTE
        self._wrong.show_text(f"The note is {over:,} characters too long." if over > 0 else "")
        self._wrong.setVisible(over > 0)
        self.go.setEnabled(over <= 0)

    def _give(self) -> None:
        if not self.go.isEnabled():
            return
        self.hide()
        self.given.emit(self.name.line, self.note.toPlainText().strip())
        self.closed.emit()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
