"""The name of a plan, asked in the page itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.interview.saved_plan import check_name
from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.one_line import OneLine
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.text import Text


class PlanNaming(QFrame):
    """Hidden until it asks. Enter gives the name, Esc gives up; a name that cannot be is told."""

    given = Signal(str)
    """A name that a plan can have, without space around it."""
    closed = Signal()
    """The person gave up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True)
        self.line = OneLine("Name of the plan", "Name of the plan")
        self._wrong = Remark("caution")
        self._wrong.hide()
        self.go = QPushButton("Save")
        self.cancel = QPushButton("Cancel")
        set_kind(self.cancel, "quiet")
        self.cancel.setAccessibleName("Cancel")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.XS)
        buttons.addWidget(self.go)
        buttons.addWidget(self.cancel)
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

    def ask(self, text: str, name: str, go: str) -> None:
        """Ask ``text``, with ``name`` written there to be changed, and ``go`` on the button."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.line.setAccessibleDescription(text)
        self.line.setText(name)
        self.line.selectAll()
        self.go.setText(go)
        self.go.setAccessibleName(f"{go} the plan")
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
        try:
            check_name(self.line.line)
        except UsageError as error:
            self._wrong.show_text(str(error))
            self._wrong.show()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.given.emit(self.line.line)

    def _give_up(self) -> None:
        self.hide()
        self.closed.emit()
