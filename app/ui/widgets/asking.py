"""The frame in which something is asked or told: a sentence, and buttons that answer it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from mock_interviewer.app.ui.theme import set_kind
from mock_interviewer.app.ui.widgets.text import Text

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Asking(QFrame):
    """Hidden until it asks or tells something. Esc gives up, Enter presses what has the keyboard.

    Both stay here: neither does anything else on the page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Text(wrap=True, tabular=True)
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
            button = focused if isinstance(focused, QPushButton) else self._by_itself
            if button is not None:
                button.click()
        else:
            super().keyPressEvent(event)

    @property
    def _gives_up_on_esc(self) -> bool:
        return True

    @property
    def _by_itself(self) -> QPushButton | None:
        """The button that Enter presses where none has the keyboard."""
        return None

    def _show(self, text: str) -> None:
        """Be seen with ``text``."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.show()

    def _give_up(self) -> None:
        """Do what Esc stands for."""
        raise NotImplementedError
