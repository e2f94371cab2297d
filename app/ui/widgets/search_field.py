"""A line in which one types what is sought."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mock_interviewer.app.ui.icons import Icon, icon
from mock_interviewer.app.ui.theme import roles


class SearchField(QLineEdit):
    """Tells of every letter. Down goes to what was found, Enter opens it, Esc empties the field."""

    typed = Signal(str)
    """The whole text, after each change by the person."""
    down_pressed = Signal()
    enter_pressed = Signal()

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._quiet = False
        self.textChanged.connect(self._tell)
        self._draw_icon()

    def empty(self) -> None:
        """Take back what was typed, without a word."""
        # Its own button to clear it hears of that by the signal that is not passed on.
        self._quiet = True
        self.clear()
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go where what was found is."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.enter_pressed.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._draw_icon()

    @Slot(str)
    def _tell(self, text: str) -> None:
        if not self._quiet:
            self.typed.emit(text)

    def _draw_icon(self) -> None:
        self._glass.setIcon(icon(Icon.SEARCH, roles().text_muted))
