"""What to do with changes that are not saved, asked before another question is shown."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.asking import Asking
from mock_interviewer.app.ui.widgets.panel import panel_button


class Leaving(Asking):
    """Hidden until it asks. The keyboard goes to Save; Esc stays with the question."""

    save_asked = Signal()
    drop_asked = Signal()
    stay_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = panel_button("Save")
        self.drop = panel_button("Throw away")
        self.stay = panel_button("Keep writing")
        set_kind(self.drop, "danger")
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        for button, signal in (
            (self.save, self.save_asked),
            (self.drop, self.drop_asked),
            (self.stay, self.stay_asked),
        ):
            button.clicked.connect(lambda _checked, signal=signal: self._answer(signal))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self._text)
        column.addLayout(row)

    def ask(self, text: str) -> None:
        """Show ``text`` and wait for an answer."""
        self._show(text)
        self.save.setAccessibleDescription(text)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        self._answer(self.stay_asked)

    def _answer(self, signal: SignalInstance) -> None:
        self.hide()
        signal.emit()
