"""What to do with changes that are not saved, asked before another question is shown."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.text import Text


class Leaving(QFrame):
    """Hidden until it asks. The keyboard goes to Save; Esc stays with the question."""

    save_asked = Signal()
    drop_asked = Signal()
    stay_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True)
        self.save = QPushButton("Save")
        self.drop = QPushButton("Throw away")
        self.stay = QPushButton("Keep writing")
        set_kind(self.drop, "danger")
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        for button, signal in (
            (self.save, self.save_asked),
            (self.drop, self.drop_asked),
            (self.stay, self.stay_asked),
        ):
            button.setAccessibleName(button.text())
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked, signal=signal: self._answer(signal))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked; "" while hidden."""
        return "" if self.isHidden() else self._text.plain

    def ask(self, text: str) -> None:
        """Show ``text`` and wait for an answer."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.save.setAccessibleDescription(text)
        self.show()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Stay on Esc; on Enter press the button that has the keyboard."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self._answer(self.stay_asked)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(
            focused, QPushButton
        ):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _answer(self, signal: SignalInstance) -> None:
        self.hide()
        signal.emit()
