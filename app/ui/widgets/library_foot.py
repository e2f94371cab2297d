"""What can be done to the chosen row of the library, with the keys that do it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.ui.library_rows import Row, SessionRow, TakeRow
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.key_hint import KeyHint

_HINTS = {
    Qt.Key.Key_Return: ("Enter", "Open"),
    Qt.Key.Key_Asterisk: ("*", "Star"),
    Qt.Key.Key_F2: ("F2", "Name and note"),
    Qt.Key.Key_Q: ("Q", "All takes"),
    Qt.Key.Key_Delete: ("Del", "Delete"),
}
_OF_TAKES = {Qt.Key.Key_Asterisk, Qt.Key.Key_Q}


class LibraryFoot(QWidget):
    """``pressed`` comes with the key (Qt.Key) of the button that was pressed."""

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(BLEED - Space.XXS, 0, 0, 0)
        row.setSpacing(Space.XXS)
        self.buttons: dict[int, KeyHint] = {}
        """The buttons by their keys."""
        for key, (name, label) in _HINTS.items():
            button = KeyHint(name, label)
            button.clicked.connect(lambda _checked, key=key: self.pressed.emit(key))
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Offer what can be done to ``row``."""
        take = row if isinstance(row, TakeRow) else None
        for key, button in self.buttons.items():
            button.setVisible(row is not None and (take is not None or key not in _OF_TAKES))
        opened = isinstance(row, SessionRow) and row.opened
        starred = take is not None and take.line.starred
        labels = {
            Qt.Key.Key_Return: "Close" if opened else "Open",
            Qt.Key.Key_Asterisk: "No star" if starred else "Star",
            Qt.Key.Key_F2: "Name" if take is None else "Name and note",
        }
        for key, label in labels.items():
            self.buttons[key].show_label(label)
