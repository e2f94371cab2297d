"""A question that must be answered before something is lost, asked in the page itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.text import Text


class Confirm(QFrame):
    """Hidden until it asks. The focus goes to the answer that loses nothing; Esc gives it."""

    confirmed = Signal()
    declined = Signal()

    def __init__(self, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True)
        self._text.stand_level()
        self.yes = QPushButton(yes)
        set_kind(self.yes, "danger")
        self.yes.setAccessibleName(yes)
        self.no = QPushButton(no)
        self.no.setAccessibleName(no)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.XS)
        row.addWidget(self._text, 1)
        for button in (self.yes, self.no):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self._decline)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def ask(self, text: str) -> None:
        """Show ``text`` and wait for an answer."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.no.setAccessibleDescription(text)
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Take Esc for no, and Enter for the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self._decline()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _decline(self) -> None:
        self.hide()
        self.declined.emit()
