"""Terms that answers to any question of a bank are likely to use."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.lines import Lines
from mock_interviewer.app.ui.widgets.text import Text


class BankWords(QFrame):
    """Hidden until it asks. Esc gives up."""

    given = Signal(object)
    """The terms, as a tuple of texts."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True)
        self.lines = Lines("Words of this bank")
        self.go = QPushButton("Save")
        self.cancel = QPushButton("Cancel")
        set_kind(self.cancel, "quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.XS)
        for button in (self.go, self.cancel):
            button.setAutoDefault(True)
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self._text)
        column.addWidget(self.lines)
        column.addLayout(buttons)
        self.go.clicked.connect(lambda _checked: self._give())
        self.cancel.clicked.connect(lambda _checked: self._give_up())
        self.hide()

    def ask(self, bank: str, terms: Sequence[str]) -> None:
        """Show the terms of a bank, to be changed."""
        self._text.show_text(
            f"Words that answers to any question of “{bank}” are likely to use, such as the names "
            "of your tools, so that they are spelled right."
        )
        self.lines.show_lines(terms)
        self.show()
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.hide()
        self.given.emit(self.lines.lines)

    def _give_up(self) -> None:
        self.hide()
        self.closed.emit()
