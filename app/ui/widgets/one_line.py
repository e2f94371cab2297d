"""A short text on one line."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class OneLine(QLineEdit):
    """``empty`` stands there, pale, while nothing is written."""

    finished = Signal()
    """The person is done with it for now: pressed Enter, went elsewhere, or left the page."""

    def __init__(self, name: str, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        self.editingFinished.connect(self.finished)

    @property
    def line(self) -> str:
        """The text without space around it."""
        return self.text().strip()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Be finished: a page can be left while the focus stays."""
        super().hideEvent(event)
        self.finished.emit()
