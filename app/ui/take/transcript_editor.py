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
    "Write what you really said. Each line is a piece of it. The transcript before is kept."
    " Ctrl+Space plays, Ctrl+Enter saves, Esc cancels."
)
_UNSAVED = "You have changed something. Save it, or cancel to drop it."


class TranscriptEditor(QWidget):
    """Plain text with Save and Cancel. Esc cancels what was not changed. Full width."""

    saved = Signal(str)
    """The text, which has words and differs from what was given."""
    closed = Signal()
    """Nothing is to be changed."""
    play_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = ""
        self._how = TextLabel(_HOW, FontSize.CAPTION, wrap=True, kind="muted")
        self.field = _Field()
        self.field.setAccessibleName("Text of the transcript")
        self.field.setAccessibleDescription(_HOW)
        self.save = QPushButton("Save")
        self.save.setAccessibleName("Save the transcript")
        self.cancel = QPushButton("Cancel")
        self.cancel.setAccessibleName("Cancel and change nothing")
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
        """What stands there now."""
        return self.field.toPlainText()

    @property
    def changed(self) -> bool:
        """Whether anything but spaces differs from what was given."""
        return _lines(self.text) != _lines(self._given)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for no height: it takes that of the words in whose place it stands."""
        return QSize(super().sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for no height."""
        return QSize(super().minimumSizeHint().width(), 0)

    def edit(self, given: str, draft: str | None = None) -> None:
        """Let ``given`` be changed, or go on with a ``draft`` of it."""
        self._given = given
        self.field.setPlainText(given if draft is None else draft)
        self.show_saving(saving=False)
        self._offer()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saving(self, *, saving: bool) -> None:
        """Take no more changes while it is being saved."""
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
        column.addWidget(self._how)
        column.addWidget(self.field, 1)
        column.addLayout(tools)

    @property
    def _worth_saving(self) -> bool:
        return self.changed and bool(self.text.split())

    def _offer(self) -> None:
        self.save.setEnabled(self._worth_saving)
        self._how.show_text(_HOW)

    def _save(self) -> None:
        if self._worth_saving:
            self.saved.emit(self.text)
        elif not self.changed:
            self._close()

    def _close(self) -> None:
        self.closed.emit()

    def _escape(self) -> None:
        if self.changed:
            self._how.show_text(_UNSAVED)
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._close()


class _Field(QPlainTextEdit):
    """Enter makes a line; what the page does by keys, it does here with Ctrl."""

    save_pressed = Signal()
    play_pressed = Signal()
    escape_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._keys: dict[str, ShortcutAction] = {
            "Ctrl+Return": Shortcut("Keep the words as they are now", self.save_pressed.emit),
            "Ctrl+Space": Shortcut("Play or pause", self.play_pressed.emit),
            "Esc": Shortcut("Leave the words as they were", self.escape_pressed.emit),
        }
        declare_shortcuts(self, self._keys, "While you edit")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Save, play or give up by keys."""
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
