"""Pages that are loaded or made only when they are shown."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class LoadOnShowPage(QWidget):
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


class LazyPage(QWidget):
    """Holds the page that ``made`` returns, from the first time that it is shown."""

    def __init__(self, made: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._made = made
        self._page: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def make(self) -> None:
        """Make the page now, where it is not there yet."""
        if self._page is None:
            self._page = self._made()
            self._column.addWidget(self._page)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Make the page the first time."""
        self.make()
        super().showEvent(event)
