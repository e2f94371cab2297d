"""Panels inside a page that ask or tell something: confirmation, action, and text entry."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class InlinePanel(QFrame):
    """Hidden until it asks or tells something. Esc gives up, Enter presses what has the keyboard.

    Both stay here: neither does anything else on the page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = TextLabel(wrap=True, tabular=True)
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


_NARROW = 560
"""Width below which the answers stand beneath what is asked."""


class ConfirmationPanel(InlinePanel):
    """Hidden until it asks. The focus goes to the answer that loses nothing; Esc gives it."""

    confirmed = Signal()
    declined = Signal()

    def __init__(self, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text.stand_level()
        self.yes = QPushButton(yes)
        set_kind(self.yes, "danger")
        self.yes.setAccessibleName(yes)
        self.no = QPushButton(no)
        self.no.setAccessibleName(no)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(Spacing.XS)
        for button in (self.yes, self.no):
            self._answers.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(Spacing.M, Spacing.S, Spacing.S, Spacing.S)
        row.setSpacing(Spacing.XS)
        row.addWidget(self._text, 1)
        row.addLayout(self._answers)
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self._give_up)

    def ask(self, text: str) -> None:
        """Show ``text`` and wait for an answer."""
        self._show(text)
        self.no.setAccessibleDescription(text)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the answers where there is room for them."""
        super().resizeEvent(event)
        beside = event.size().width() >= _NARROW
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        left = Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._answers, Qt.AlignmentFlag(0) if beside else left)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _give_up(self) -> None:
        self.hide()
        self.declined.emit()


class ActionPanel(InlinePanel):
    """Once somebody gave up, the keyboard is where it was.

    Enter presses the button that has the keyboard, or else the first.
    """

    closed = Signal()
    """The person gave up, or has read what was told."""

    def __init__(self, go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.go = labeled_button(go)
        self.cancel = labeled_button("Cancel")
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


def labeled_button(label: str) -> QPushButton:
    """Return a button that Enter presses too, and that is called what it shows."""
    button = QPushButton(label)
    button.setAccessibleName(label)
    button.setAutoDefault(True)
    return button


class TextEntryPanel(ActionPanel):
    """Says above its fields what is asked, and beneath them what is wrong with what is written."""

    def __init__(self, go: str, *fields: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(go, parent)
        self._first = fields[0]
        self._wrong = StatusLabel("caution")
        self._wrong.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(Spacing.XS)
        buttons.addWidget(self.go)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.M, Spacing.S, Spacing.M, Spacing.S)
        column.setSpacing(Spacing.XS)
        for part in (self._text, *fields, self._wrong):
            column.addWidget(part)
        column.addLayout(buttons)
        self.go.clicked.connect(lambda _checked: self._give())

    @property
    def wrong(self) -> str:
        """Why that cannot be; empty where nothing is told."""
        return "" if self._wrong.isHidden() else self._wrong.plain

    def _ask(self, text: str) -> None:
        """Ask ``text``, with the keyboard on the first field."""
        self._show(text)
        self._first.setAccessibleDescription(text)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_wrong(self, sentence: str) -> None:
        """Say what is wrong; "" for nothing."""
        self._wrong.show_text(sentence)
        self._wrong.setVisible(bool(sentence))

    def _give(self) -> None:
        """Take what is written, once the person wants that."""
        raise NotImplementedError
