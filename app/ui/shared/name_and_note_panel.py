"""The panel for the name of a session, or the name and note of a take."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mock_interviewer.app.store.takes.marks import LONGEST_NAME, LONGEST_NOTE
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.panels import TextEntryPanel
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit

_NOTE_LINES = 3


class MarkPanel(TextEntryPanel):
    """Enter (Ctrl+Enter in a note) saves, and Esc cancels; ``closed`` follows."""

    submitted = Signal(str, str)
    """A name and a note, each "" for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.name = SingleLineEdit("Name", "Name")
        self.name.setMaxLength(LONGEST_NAME)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Note")
        self.note.setTabChangesFocus(True)
        lines = self.note.fontMetrics().lineSpacing() * _NOTE_LINES
        self.note.setFixedHeight(lines + 2 * Spacing.S)
        super().__init__("Save", self.name, self.note, parent=parent)
        self.note.textChanged.connect(self._check)

    def ask(self, text: str, name: str, note: str | None = None) -> None:
        """Ask ``text`` with the current name and note to edit; without ``note``, only the name."""
        self.name.setText(name)
        self.name.selectAll()
        self.note.setPlainText(note or "")
        self.note.setVisible(note is not None)
        self._check()
        self._ask(text)

    def _check(self) -> None:
        over = len(self.note.toPlainText()) - LONGEST_NOTE
        self._show_wrong(f"The note is {over:,} characters too long." if over > 0 else "")
        self.go.setEnabled(over <= 0)

    def _accept(self) -> None:
        self._close()
        self.submitted.emit(self.name.line, self.note.toPlainText().strip())
        self.closed.emit()
