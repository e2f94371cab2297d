"""A question that must be answered before something is lost, asked in the page itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.asking import Asking

_NARROW = 560
"""Width below which the answers stand beneath what is asked."""


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
        self._answers = QHBoxLayout()
        self._answers.setSpacing(Space.XS)
        for button in (self.yes, self.no):
            self._answers.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.XS)
        row.addWidget(self._text, 1)
        row.addLayout(self._answers)
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self._give_up)

    def ask(self, text: str) -> None:
        """Show ``text`` and wait for an answer."""
        self._show(text)
        self.no.setAccessibleDescription(text)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the answers where there is room for them."""
        super().resizeEvent(event)
        beside = event.size().width() >= _NARROW
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        left = Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._answers, Qt.AlignmentFlag(0) if beside else left)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _give_up(self) -> None:
        self.hide()
        self.declined.emit()
