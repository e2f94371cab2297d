"""Writing answers down again: with which model, how far it is, and what became of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.model_words import known_as
from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.choice import Picker, Segments
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.audio.recognition.catalogue import Model

_LEAST_PICKER = 140
_MOST_PICKER = 300
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the picker is at its widest."""
_QUESTION = "Write it down again with which model? The old transcript is kept."
_NONE = (
    "No speech model on this computer can write this down. The page of speech models, in the "
    "Settings, says why."
)


class AgainPanel(QFrame):
    """Hidden until it asks or tells something. Esc gives the choice up.

    With ``scopes`` (values and labels) it also asks of what; the value goes out with ``asked``.
    """

    asked = Signal(str, str)
    """The chosen scope, empty where none was offered, and the name of the chosen model."""
    stop_pressed = Signal()
    closed = Signal()
    """The person gave the choice up, or has read what it told."""

    def __init__(
        self, scopes: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True, tabular=True)
        self._text.stand_level()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._scope = Segments("Which answers", scopes) if scopes else None
        self.models: Picker[str] = Picker("Speech model")
        self.models.shrink(_LEAST_PICKER, _MOST_PICKER)
        self.go = QPushButton("Transcribe")
        self.go.setAccessibleName("Transcribe again with this model")
        self.cancel = QPushButton("Cancel")
        set_kind(self.cancel, "quiet")
        self.cancel.setAccessibleName("Cancel")
        self._lay_out()
        self.go.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._give_up)
        self._running = False
        self.hide()

    @property
    def text(self) -> str:
        """What is asked or told; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    @property
    def running(self) -> bool:
        """Whether answers are being written down."""
        return self._running

    def choose(self, models: Sequence[Model]) -> None:
        """Offer ``models``, smallest first, the largest chosen; nothing happens during a run."""
        if self._running:
            return
        if not models:
            self.say(_NONE)
            return
        self.models.offer([(model.name, known_as(model.name)) for model in models], models[-1].name)
        self._show(_QUESTION, "Cancel")
        for part in self._choices():
            part.show()
        self.models.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int) -> None:
        """Say that a run is under way, ``done`` of ``total`` behind it."""
        counts = f" · {done + 1} of {total}" if total > 1 else "…"
        text = f"Writing it down{counts}"
        self._show(text, "Stop")
        self._running = True
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
        # Of one answer nobody knows how far it is.
        self._bar.setVisible(total > 1)

    def say(self, sentence: str) -> None:
        """Say what became of it; hide where there is nothing to say."""
        self._show(sentence, "Close")
        self.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Give up on Esc, and take Enter for the button that has the keyboard, or for the first."""
        key = event.key()
        if key == Qt.Key.Key_Escape and not self._running:
            self._give_up()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            button = focused if isinstance(focused, QPushButton) else self.go
            button.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(Space.XS)
        choice.addWidget(self.models, _ALL)
        choice.addWidget(self.go)
        choice.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        if self._scope is not None:
            column.addWidget(self._scope)
        column.addLayout(choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.XS)
        row.addLayout(column, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)

    def _choices(self) -> list[QWidget]:
        return [self.models, self.go, *([self._scope] if self._scope is not None else [])]

    def _show(self, text: str, label: str) -> None:
        self._running = False
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.cancel.setText(label)
        self.cancel.setAccessibleName({"Stop": "Stop writing it down"}.get(label, label))
        for part in (*self._choices(), self._bar):
            part.hide()
        self.show()

    def _ask(self) -> None:
        model = self.models.value
        if model is not None and not self._running:
            self.asked.emit(self._scope.value if self._scope is not None else "", model)

    def _give_up(self) -> None:
        if self._running:
            self.stop_pressed.emit()
            return
        self.hide()
        self.closed.emit()
