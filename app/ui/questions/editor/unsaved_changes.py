"""The save bar, and the prompt to save or discard changes."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.labels import StatusLabel
from mock_interviewer.app.ui.widgets.panels import InlinePanel


class SaveBar(QWidget):
    """A bar beneath the form, so that no field moves; hidden until there are changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = KeyHintButton("Ctrl+S", "Save", primary=True)
        self.status = StatusLabel("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, Spacing.S)
        row.setSpacing(Spacing.S)
        row.addWidget(self.save)
        row.addWidget(self.status, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(self.sizeHint().height())
        self.reset()

    @property
    def unsaved(self) -> bool:
        """Whether it shows the Save button."""
        return not self.isHidden() and not self.save.isHidden()

    def reset(self) -> None:
        """Hide the bar: there are no changes."""
        self.save.setEnabled(False)
        self.status.show_text("", "muted")
        self.hide()

    def show_unsaved(self) -> None:
        """Show the Save button."""
        self.save.setEnabled(True)
        self.save.show()
        self.status.show_text("Not saved yet", "caution")
        self.show()

    def show_saved(self) -> None:
        """Show that the changes are saved, if there were any."""
        if not self.isHidden():
            self.save.setEnabled(False)
            self.save.hide()
            self.status.show_text("Saved", "good")


class UnsavedChangesPrompt(InlinePanel):
    """Hidden until ``ask``. The keyboard goes to Save; Esc continues editing."""

    save_requested = Signal()
    discard_requested = Signal()
    keep_editing_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = labeled_button("Save")
        self.discard = labeled_button("Discard")
        self.keep_editing = labeled_button("Keep editing")
        set_kind(self.discard, "danger")
        row = QHBoxLayout()
        row.setSpacing(Spacing.XS)
        for button, signal in (
            (self.save, self.save_requested),
            (self.discard, self.discard_requested),
            (self.keep_editing, self.keep_editing_requested),
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
        """Show ``text``, and emit the answer later."""
        self._show(text)
        self.save.setAccessibleDescription(text)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self._answer(self.keep_editing_requested)

    def _answer(self, signal: SignalInstance) -> None:
        self.hide()
        signal.emit()
