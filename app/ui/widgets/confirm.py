"""A question that must be answered before something is lost, asked in the page itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.asking import Asking


class Confirm(Asking):
    """Hidden until it asks. The focus goes to the answer that loses nothing; Esc gives it."""

    confirmed = Signal()
    declined = Signal()

    def __init__(self, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.no.clicked.connect(self._give_up)

    def ask(self, text: str) -> None:
        """Show ``text`` and wait for an answer."""
        self._show(text)
        self.no.setAccessibleDescription(text)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _give_up(self) -> None:
        self.hide()
        self.declined.emit()
