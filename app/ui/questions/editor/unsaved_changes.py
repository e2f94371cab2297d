"""The save bar, and the prompt shown before unsaved changes are left."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.labels import StatusLabel
from mock_interviewer.app.ui.widgets.panels import InlinePanel


class SaveBar(QWidget):
    """Stands beneath what is written on, so that nothing there moves; hidden until a change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = KeyHintButton("Ctrl+S", "Save", primary=True)
        self.state = StatusLabel("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, Spacing.S)
        row.setSpacing(Spacing.S)
        row.addWidget(self.save)
        row.addWidget(self.state, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(self.sizeHint().height())
        self.put_away()

    @property
    def unsaved(self) -> bool:
        """Whether it offers to save."""
        return not self.isHidden() and not self.save.isHidden()

    def put_away(self) -> None:
        """Say nothing: nothing was changed."""
        self.save.setEnabled(False)
        self.state.show_text("", "muted")
        self.hide()

    def show_unsaved(self) -> None:
        """Offer to save."""
        self.save.setEnabled(True)
        self.save.show()
        self.state.show_text("Not saved yet", "caution")
        self.show()

    def show_saved(self) -> None:
        """Say that all is saved; nothing where nothing was changed."""
        if not self.isHidden():
            self.save.setEnabled(False)
            self.save.hide()
            self.state.show_text("Saved", "good")


class UnsavedChangesPrompt(InlinePanel):
    """Hidden until it asks. The keyboard goes to Save; Esc stays with the question."""

    save_asked = Signal()
    drop_asked = Signal()
    stay_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = labeled_button("Save")
        self.drop = labeled_button("Throw away")
        self.stay = labeled_button("Keep writing")
        set_kind(self.drop, "danger")
        row = QHBoxLayout()
        row.setSpacing(Spacing.XS)
        for button, signal in (
            (self.save, self.save_asked),
            (self.drop, self.drop_asked),
            (self.stay, self.stay_asked),
        ):
            button.clicked.connect(lambda _checked, signal=signal: self._answer(signal))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.M, Spacing.S, Spacing.M, Spacing.S)
        column.setSpacing(Spacing.XS)
        column.addWidget(self._text)
        column.addLayout(row)

    def ask(self, text: str) -> None:
        """Show ``text`` and wait for an answer."""
        self._show(text)
        self.save.setAccessibleDescription(text)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self._answer(self.stay_asked)

    def _answer(self, signal: SignalInstance) -> None:
        self.hide()
        signal.emit()
