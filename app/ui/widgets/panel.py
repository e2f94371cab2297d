"""The frame in which a page asks or tells something, beneath what that is about."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mock_interviewer.app.ui.theme import set_kind
from mock_interviewer.app.ui.widgets.asking import Asking


class Panel(Asking):
    """Once somebody gave up, the keyboard is where it was.

    Enter presses the button that has the keyboard, or else the first.
    """

    closed = Signal()
    """The person gave up, or has read what was told."""

    def __init__(self, go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.go = panel_button(go)
        self.cancel = panel_button("Cancel")
        set_kind(self.cancel, "quiet")
        self._before: QWidget | None = None
        self.cancel.clicked.connect(lambda _checked: self._give_up())

    @property
    def _by_itself(self) -> QPushButton:
        return self.cancel if self.go.isHidden() else self.go

    @property
    def _has_keyboard(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget())

    def _show(self, text: str) -> None:
        """Be seen with ``text``, and keep where the keyboard is until then."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        super()._show(text)

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
