"""A panel that starts a long task, and shows its progress and its result."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, pixmap
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.panels import ActionPanel

_LEAST_PICKER = 140
_ALL = 1000
"""A stretch so large that the empty rest gets no room until the picker has its full width."""


class TaskPanel(ActionPanel):
    """A panel with a picker for a long task. While the task runs, Cancel becomes Stop.

    ``stop`` is the accessible name of that button.
    """

    stop_pressed = Signal()

    def __init__(self, go: str, stop: str, parent: QWidget | None = None) -> None:
        super().__init__(go, parent)
        self._stop = stop
        self._running = False
        self._choices: tuple[QWidget, ...] = ()
        self._after: tuple[QPushButton, ...] = ()
        self._text.center_vertically()
        self._mark = QLabel()
        self._mark.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)

    @property
    def failed(self) -> bool:
        """Whether the message is marked as a problem."""
        return not self._mark.isHidden()

    @property
    def running(self) -> bool:
        """Whether the task is running."""
        return self._running

    def _lay_out(
        self,
        picker: Picker[Any],
        widest: int,
        *above: QWidget,
        after: Sequence[QPushButton] = (),
    ) -> None:
        """Lay out the picker, at most ``widest`` pixels wide, and other choices ``above`` it.

        The buttons ``after`` are shown once the task is done.
        """
        picker.shrink(_LEAST_PICKER, widest)
        self._choices = (*above, picker, self.go)
        self._after = tuple(after)
        choice = QHBoxLayout()
        choice.setSpacing(Spacing.XS)
        choice.addWidget(picker, _ALL)
        choice.addWidget(self.go)
        choice.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(Spacing.XS)
        message = QHBoxLayout()
        message.setSpacing(Spacing.XS)
        message.addWidget(self._mark)
        message.addWidget(self._text, 1)
        column.addLayout(message)
        for part in (self._bar, *above):
            column.addWidget(part)
        column.addLayout(choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.M, Spacing.S, Spacing.S, Spacing.S)
        row.setSpacing(Spacing.XS)
        row.addLayout(column, 1)
        for button in (*after, self.cancel):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
            button.setVisible(button is self.cancel)

    def _choose(self, question: str, first: QWidget) -> None:
        """Ask ``question`` and focus ``first``."""
        self._tell(question, "Cancel")
        for part in self._choices:
            part.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, text: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` steps are done."""
        self._tell(text, "Stop")
        self._running = True
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
        # The progress of a single step is unknown.
        self._bar.setVisible(total > 1)

    def _tell(self, text: str, label: str, *, failed: bool = False) -> None:
        """Show ``text``, with ``label`` on the button that cancels or closes.

        If the task ``failed``, the text is marked as a problem.
        """
        self._running = False
        self._mark.setVisible(failed)
        self._draw_mark()
        had_keyboard = self._has_keyboard
        self._show(text)
        self.cancel.setText(label)
        self.cancel.setAccessibleName(self._stop if label == "Stop" else label)
        self.cancel.setAccessibleDescription(text)
        if had_keyboard:
            # A button that is hidden would lose the focus to the page.
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (*self._choices, *self._after, self._bar):
            part.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_mark"):
            self._draw_mark()

    def _draw_mark(self) -> None:
        self._mark.setPixmap(pixmap(Icon.ERROR, roles().bad, LARGE, self.devicePixelRatioF()))

    @property
    def _cancels_on_esc(self) -> bool:
        return not self._running

    def _cancel(self) -> None:
        if self._running:
            self.stop_pressed.emit()
        else:
            super()._cancel()
