"""Panels inside a page that ask or report something: confirmation, action, and text entry."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import ENTER_KEYS
from mock_interviewer.app.ui.widgets.buttons import labeled_button
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel


class InlinePanel(QFrame):
    """A panel that is hidden until it has something to ask or to report.

    Esc cancels, and Enter presses the focused button. Neither key reaches the page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = TextLabel(wrap=True, tabular=True)
        self.hide()

    @property
    def text(self) -> str:
        """The question or the message; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Handle Esc and Enter."""
        if event.key() == Qt.Key.Key_Escape and self._cancels_on_esc:
            self._cancel()
        elif event.key() in ENTER_KEYS:
            focused = self.focusWidget()
            button = focused if isinstance(focused, QPushButton) else self._default_button
            if button is not None:
                button.click()
        else:
            super().keyPressEvent(event)

    @property
    def _cancels_on_esc(self) -> bool:
        return True

    @property
    def _default_button(self) -> QPushButton | None:
        """The button that Enter presses if none has the focus."""
        return None

    def _show(self, text: str) -> None:
        """Show the panel with ``text``."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.show()

    def _cancel(self) -> None:
        """Do what Esc does."""
        raise NotImplementedError


_NARROW = 560
"""Width below which the buttons are below the question."""


class ConfirmationPanel(InlinePanel):
    """A yes-or-no question. The safe answer, ``no``, has the focus, and Esc gives it."""

    confirmed = Signal()
    declined = Signal()

    def __init__(self, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text.center_vertically()
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
        self.no.clicked.connect(self._cancel)

    def ask(self, text: str) -> None:
        """Ask ``text``; ``confirmed`` or ``declined`` follows."""
        self._show(text)
        self.no.setAccessibleDescription(text)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the buttons beside or below the question."""
        super().resizeEvent(event)
        beside = event.size().width() >= _NARROW
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        left = Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._answers, Qt.AlignmentFlag(0) if beside else left)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _cancel(self) -> None:
        self.hide()
        self.declined.emit()


class ActionPanel(InlinePanel):
    """A panel with a button for its action and one to cancel. Closing it restores the focus.

    Enter presses the focused button, or else the first.
    """

    closed = Signal()
    """The person canceled, or dismissed the message."""

    def __init__(self, go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.go = labeled_button(go)
        self.cancel = labeled_button("Cancel")
        set_kind(self.cancel, "quiet")
        self._before: QWidget | None = None
        self.cancel.clicked.connect(lambda _checked: self._cancel())

    @property
    def _default_button(self) -> QPushButton:
        return self.cancel if self.go.isHidden() else self.go

    @property
    def _has_keyboard(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget())

    def _show(self, text: str) -> None:
        """Show the panel with ``text``, and remember the focused widget."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        super()._show(text)

    def _close(self) -> None:
        """Hide the panel and restore the focus."""
        before, self._before = self._before, None
        had_keyboard = self._has_keyboard
        self.hide()
        # The widget that had it may have been destroyed.
        with suppress(RuntimeError):
            if had_keyboard and before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self._close()
        self.closed.emit()


class TextEntryPanel(ActionPanel):
    """A panel with a question above its text fields, and below them why an entry is invalid."""

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
        self.go.clicked.connect(lambda _checked: self._accept())

    @property
    def wrong(self) -> str:
        """Why the entry is invalid; empty if nothing is shown."""
        return "" if self._wrong.isHidden() else self._wrong.plain

    def _ask(self, text: str) -> None:
        """Ask ``text`` and focus the first field."""
        self._show(text)
        self._first.setAccessibleDescription(text)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_wrong(self, sentence: str) -> None:
        """Show why the entry is invalid; "" for nothing."""
        self._wrong.show_text(sentence)
        self._wrong.setVisible(bool(sentence))

    def _accept(self) -> None:
        """Accept the entry if it is valid."""
        raise NotImplementedError
