"""The name of something new, asked in the page itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.one_line import OneLine
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.text import Text

LONGEST = 60


class Naming(QFrame):
    """Hidden until it asks. Enter gives the name, Esc gives up; a name that cannot be is told."""

    closed = Signal()
    """The person gave up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._given: Callable[[str], object] | None = None
        self._wrong_of: Callable[[str], str] = str
        self._text = Text(wrap=True)
        self.line = OneLine("Name")
        self.line.setMaxLength(LONGEST)
        self._wrong = Remark("caution")
        self.go = QPushButton("Add")
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
        for part in (self._text, self.line, self._wrong):
            column.addWidget(part)
        column.addLayout(buttons)
        self.line.textEdited.connect(lambda _text: self._wrong.hide())
        self.go.clicked.connect(lambda _checked: self._give())
        self.cancel.clicked.connect(lambda _checked: self._give_up())
        self.hide()

    @property
    def wrong(self) -> str:
        """Why the name cannot be; empty where nothing is told."""
        return "" if self._wrong.isHidden() else self._wrong.plain

    def ask(self, text: str, given: Callable[[str], object], wrong: Callable[[str], str]) -> None:
        """Ask ``text``; ``wrong`` says why a name cannot be, ``given`` gets one that can."""
        self._given, self._wrong_of = given, wrong
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.line.setAccessibleDescription(text)
        self.line.clear()
        self._wrong.hide()
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Give up on Esc; on Enter press the button that has the keyboard, or give the name."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.cancel if self.cancel.hasFocus() else self.go).click()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        name = self.line.line
        wrong = self._wrong_of(name) if name.isprintable() and name else "Write a name."
        if wrong or self._given is None:
            self._wrong.show_text(wrong)
            self._wrong.show()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self._given(name)

    def _give_up(self) -> None:
        self.hide()
        self.closed.emit()
