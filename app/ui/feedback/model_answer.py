"""The model answer of a question: hidden until revealed, then shown and read aloud."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_NONE = "This question has no model answer."
_TRY_FIRST = "Try again in your own words first. You'll learn more than by reading."
_EXAMPLE = "Fictional example. Tell your own story."


@dataclass(frozen=True)
class ModelAnswerText:
    """A model answer; ``example`` marks one that tells a made-up experience."""

    text: str
    example: bool = False


class ModelAnswerView(QWidget):
    """Offers to reveal the model answer, then shows it and offers to read it aloud."""

    read_aloud_requested = Signal(str)
    """The text to read aloud."""
    stop_reading_requested = Signal()
    """Stop reading aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: ModelAnswerText | None = None
        self._reading = False
        self._before = TextLabel(wrap=True, kind="muted")
        self.reveal = QPushButton("Reveal")
        self.reveal.setAccessibleName("Reveal the model answer")
        self.reveal.setAutoDefault(True)
        self._example = StatusLabel("hint")
        self._text = TextLabel(size=FontSize.BODY, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.read_button = QPushButton()
        self.read_button.setAutoDefault(True)
        self.hide_again = QPushButton("Hide")
        self.hide_again.setAccessibleName("Hide the model answer")
        self.hide_again.setAutoDefault(True)
        set_kind(self.hide_again, "quiet")
        self._lay_out()
        self.reveal.clicked.connect(self._reveal)
        self.hide_again.clicked.connect(self._hide)
        self.read_button.clicked.connect(self._toggle_voice)
        self.show_answer(None)

    @property
    def text(self) -> str:
        """The model answer while it is revealed; otherwise empty."""
        return "" if self._text.isHidden() else self._text.plain

    @property
    def note(self) -> str:
        """The note shown: before it is revealed, or that it is a fictional example."""
        shown = self._example if self._before.isHidden() else self._before
        return "" if shown.isHidden() else shown.plain

    def show_answer(self, answer: ModelAnswerText | None) -> None:
        """Set the model answer of a question, hidden; None if it has none."""
        self.stop_reading()
        self._answer = answer
        self._before.show_text(_NONE if answer is None else _TRY_FIRST)
        self._text.show_text("" if answer is None else answer.text)
        self._example.show_text(_EXAMPLE if answer is not None and answer.example else "")
        self._show(revealed=False)

    @Slot()
    def stop_reading(self) -> None:
        """Stop reading the answer aloud."""
        if self._reading:
            self.show_reading(on=False)
            self.stop_reading_requested.emit()

    def read_aloud(self) -> None:
        """Show the answer and have it read aloud; the focus stays where it is."""
        if self._answer is not None and not self._reading:
            self._show(revealed=True)
            self._toggle_voice()

    def show_reading(self, *, on: bool) -> None:
        """Show whether the answer is being read aloud."""
        self._reading = on
        self.read_button.setText("Stop" if on else "Read aloud")
        self.read_button.setAccessibleName(
            "Stop reading aloud" if on else "Read the model answer aloud"
        )
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "handle_event"):
            self._draw_icon()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(Spacing.XS)
        tools.addWidget(self.reveal)
        tools.addWidget(self.read_button)
        tools.addWidget(self.hide_again)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        column.addWidget(self._before)
        column.addWidget(self._example)
        column.addLayout(tools)
        column.addWidget(self._text)

    def _show(self, *, revealed: bool) -> None:
        has_answer = self._answer is not None
        self._before.setVisible(not revealed)
        self.reveal.setVisible(has_answer and not revealed)
        for part in (self._text, self.read_button, self.hide_again):
            part.setVisible(revealed)
        self._example.setVisible(revealed and bool(self._example.plain))
        self.show_reading(on=False)

    @Slot()
    def _reveal(self) -> None:
        self._show(revealed=True)
        self.read_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _hide(self) -> None:
        self.stop_reading()
        self._show(revealed=False)
        self.reveal.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _toggle_voice(self) -> None:
        if self._reading:
            self.stop_reading()
        elif self._answer is not None:
            self.show_reading(on=True)
            self.read_aloud_requested.emit(self._answer.text)

    def _draw_icon(self) -> None:
        set_icon(self.read_button, Icon.STOP if self._reading else Icon.PLAY, roles().accent)
