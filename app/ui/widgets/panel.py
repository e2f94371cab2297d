"""The frame in which a page asks or tells something, beneath what that is about."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from mock_interviewer.app.ui.theme import set_kind
from mock_interviewer.app.ui.widgets.text import Text

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Panel(QFrame):
    """Hidden until it asks or tells something. Esc gives up; then the keyboard is where it was.

    Enter presses the button that has the keyboard, or else the first.
    """

    closed = Signal()
    """The person gave up, or has read what was told."""

    def __init__(self, go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True, tabular=True)
        self.go = panel_button(go)
        self.cancel = panel_button("Cancel")
        set_kind(self.cancel, "quiet")
        self._before: QWidget | None = None
        self.cancel.clicked.connect(lambda _checked: self._give_up())
        self.hide()

    @property
    def text(self) -> str:
        """What is asked or told; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Take Esc and Enter."""
        if event.key() == Qt.Key.Key_Escape and self._gives_up_on_esc:
            self._give_up()
        elif event.key() in _ENTER:
            focused = self.focusWidget()
            first = self.cancel if self.go.isHidden() else self.go
            (focused if isinstance(focused, QPushButton) else first).click()
        else:
            super().keyPressEvent(event)

    @property
    def _gives_up_on_esc(self) -> bool:
        return True

    @property
    def _has_keyboard(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget())

    def _show(self, text: str) -> None:
        """Be seen with ``text``, and keep where the keyboard is until then."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.show()

    def _put_away(self) -> None:
        """Be hidden, and give the keyboard back."""
        before, self._before = self._before, None
        had_keyboard = self._has_keyboard
        self.hide()
        # What had it may be gone since.
        with suppress(RuntimeError):
            if had_keyboard and before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        self._put_away()
        self.closed.emit()


def panel_button(label: str) -> QPushButton:
    """Return a button that Enter presses too, and that is called what it shows."""
    button = QPushButton(label)
    button.setAccessibleName(label)
    button.setAutoDefault(True)
    return button
