"""A page that reads when one comes to it, and drops what is on its way when one goes."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class ReadingPage(QWidget):
    """A window that is put aside and taken up again is neither left nor come to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")

    def come(self) -> None:
        """Read; somebody looks."""

    def leave(self) -> None:
        """Drop what has not arrived; nobody looks."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Come, unless only the window did."""
        super().showEvent(event)
        if not event.spontaneous():
            self.come()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave, unless only the window did."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()
