"""The editor for correcting a transcript."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    ShortcutAction,
    declare_shortcuts,
)
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import TextLabel

_HOW = (
    "Correct the text to match what you said. Each line is a segment. The old transcript is kept."
    " Ctrl+Space plays, Ctrl+Enter saves, Esc cancels."
)
_UNSAVED = "You have unsaved changes. Save them, or cancel to discard them."


class TranscriptEditor(QWidget):
    """A text field with Save and Cancel. Esc cancels unless the text was changed.

    Place it at the page's full width: it keeps its own margins.
    """

    saved = Signal(str)
    """The new text, which has words and differs from the old one."""
    closed = Signal()
    """The person canceled, or saved without a change."""
    play_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = ""
        self._message = TextLabel(_HOW, FontSize.CAPTION, wrap=True, kind="muted")
        self.field = _Field()
        self.field.setAccessibleName("Text of the transcript")
        self.field.setAccessibleDescription(_HOW)
        self.save = QPushButton("Save")
        self.save.setAccessibleName("Save the transcript")
        self.cancel = QPushButton("Cancel")
        self.cancel.setAccessibleName("Cancel editing")
        set_kind(self.cancel, "quiet")
        for button in (self.save, self.cancel):
            button.setAutoDefault(True)
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._close)
        self.field.textChanged.connect(self._offer)
        self.field.save_pressed.connect(self._save)
        self.field.play_pressed.connect(self.play_pressed)
        self.field.escape_pressed.connect(self._escape)

    @property
    def text(self) -> str:
        """The text in the field."""
        return self.field.toPlainText()

    @property
    def changed(self) -> bool:
        """Whether the text differs from the old one in more than spaces."""
        return _lines(self.text) != _lines(self._given)

    @property
    def message(self) -> str:
        """The line above the field: how to edit, or that there are unsaved changes."""
        return self._message.plain

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return no height: the editor takes that of the words it replaces."""
        return QSize(super().sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return no height."""
        return QSize(super().minimumSizeHint().width(), 0)

    def heightForWidth(self, _width: int) -> int:  # noqa: N802 (Qt's name)
        """Return no height at any width."""
        return 0

    def edit(self, given: str, draft: str | None = None) -> None:
        """Edit the text ``given``, or continue with a ``draft`` of it."""
        self._given = given
        self.field.setPlainText(given if draft is None else draft)
        self.show_saving(saving=False)
        self._offer()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saving(self, *, saving: bool) -> None:
        """Accept no changes while saving."""
        self.field.setReadOnly(saving)
        self.cancel.setEnabled(not saving)
        self.save.setEnabled(not saving and self._worth_saving)

    def _lay_out(self) -> None:
        self.field.setFont(font(FontSize.BODY))
        tools = QHBoxLayout()
        tools.setSpacing(Spacing.XS)
        tools.addWidget(self.save)
        tools.addWidget(self.cancel)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(self._message)
        column.addWidget(self.field, 1)
        column.addLayout(tools)

    @property
    def _worth_saving(self) -> bool:
        return self.changed and bool(self.text.split())

    def _offer(self) -> None:
        self.save.setEnabled(self._worth_saving)
        self._message.show_text(_HOW)

    def _save(self) -> None:
        if self._worth_saving:
            self.saved.emit(self.text)
        elif not self.changed:
            self._close()

    def _close(self) -> None:
        self.closed.emit()

    def _escape(self) -> None:
        if self.changed:
            self._message.show_text(_UNSAVED)
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._close()


class _Field(QPlainTextEdit):
    """A text field where Enter starts a line, and the page's keys need Ctrl."""

    save_pressed = Signal()
    play_pressed = Signal()
    escape_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._keys: dict[str, ShortcutAction] = {
            "Ctrl+Return": Shortcut("Save the transcript", self.save_pressed.emit),
            "Ctrl+Space": Shortcut("Play or pause", self.play_pressed.emit),
            "Esc": Shortcut("Cancel editing", self.escape_pressed.emit),
        }
        declare_shortcuts(self, self._keys, "While editing")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Save, play, or cancel."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in ENTER_KEYS:
            self._keys["Ctrl+Return"]()
        elif control and event.key() == Qt.Key.Key_Space:
            self._keys["Ctrl+Space"]()
        elif event.key() == Qt.Key.Key_Escape:
            self._keys["Esc"]()
        else:
            super().keyPressEvent(event)


def _lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.strip()]
