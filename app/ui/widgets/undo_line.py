"""The line that says what was deleted, and how to get it back."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.ui.icons import Icon, set_icon
from mock_interviewer.app.ui.theme import Space, roles, set_kind
from mock_interviewer.app.ui.undoing import Undoing
from mock_interviewer.app.ui.widgets.elided import Elided

_TIP = "Bring it back (Ctrl+Z). When the window closes it is deleted for good."


class UndoLine(QFrame):
    """Stays as long as something can be brought back."""

    undo_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = Elided()
        self.undo = QPushButton("Undo (Ctrl+Z)")
        self.undo.setAccessibleName("Undo, until the window closes")
        self.undo.setToolTip(_TIP)
        self.undo.setAutoDefault(True)
        set_kind(self.undo, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.XS, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        self.undo.clicked.connect(self.undo_pressed)
        self._draw_icon()
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def show_state(self, undoing: Undoing) -> None:
        """Say what was deleted last, and how much else was."""
        last = undoing.last
        if last is None:
            self.hide()
            return
        before = f"  (and {undoing.count - 1} before it)" if undoing.count > 1 else ""
        self._text.show_text(f"Deleted: {last.words}{before}")
        self.undo.setAccessibleDescription(self._text.plain)
        self.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "undo"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self.undo, Icon.UNDO, roles().text)
